package org.patchbay.io.rtp.srtp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpSuite;

/** A sender and a receiver with the same key. */
class SrtpTest {
    private static final int SSRC = 0x1234_5678;

    private final Random random = new Random(4711);
    private SrtpKey key = SrtpKey.random(SrtpSuite.AES_CM_128_HMAC_SHA1_80, new SecureRandom());
    private SrtpSender sender = new SrtpSender(key);
    private SrtpReceiver receiver = new SrtpReceiver(key);

    private void with(SrtpSuite suite) {
        key = SrtpKey.random(suite, new SecureRandom());
        sender = new SrtpSender(key);
        receiver = new SrtpReceiver(key);
    }

    @ParameterizedTest
    @EnumSource
    void opensWhatWasSealed(SrtpSuite suite) {
        with(suite);
        ByteBuffer rtp = rtp(1, SSRC);
        ByteBuffer rtcp = rtcp(SSRC);

        ByteBuffer sealedRtp = sealed(rtp);
        ByteBuffer sealedRtcp = copy(sender.sealRtcp(rtcp));

        assertThat(sealedRtp).isNotEqualTo(rtp);
        assertThat(receiver.openRtp(sealedRtp)).isTrue();
        assertThat(sealedRtp).isEqualTo(rtp);
        assertThat(receiver.openRtcp(sealedRtcp)).isTrue();
        assertThat(sealedRtcp).isEqualTo(rtcp);
    }

    @ParameterizedTest
    @EnumSource
    void countsTheRoundsOfTheSequenceNumber(SrtpSuite suite) { // RFC 3711 section 3.3.1
        with(suite);

        for (int i = 0; i < 140_000; i += 7) {
            ByteBuffer packet = rtp((65_000 + i) & 0xFFFF, SSRC);
            ByteBuffer sealed = sealed(packet);
            assertThat(receiver.openRtp(sealed)).isTrue();
            assertThat(sealed).isEqualTo(packet);
        }
    }

    @Test
    void opensWhatComesLateAcrossTheEndOfARound() {
        ByteBuffer last = sealed(rtp(65_535, SSRC));
        ByteBuffer early = sealed(rtp(65_534, SSRC));
        ByteBuffer first = sealed(rtp(0, SSRC));

        assertThat(receiver.openRtp(early)).isTrue();
        assertThat(receiver.openRtp(first)).isTrue();
        assertThat(receiver.openRtp(last)).isTrue();
    }

    @Test
    void refusesAReplay() { // RFC 3711 section 3.3.2
        ByteBuffer sealed = sealed(rtp(9, SSRC));
        ByteBuffer again = copy(sealed);
        ByteBuffer rtcp = copy(sender.sealRtcp(rtcp(SSRC)));
        ByteBuffer rtcpAgain = copy(rtcp);

        assertThat(receiver.openRtp(sealed)).isTrue();
        assertThat(receiver.openRtp(again)).isFalse();
        assertThat(receiver.openRtcp(rtcp)).isTrue();
        assertThat(receiver.openRtcp(rtcpAgain)).isFalse();
    }

    @Test
    void opensWhatIsAtMost127PacketsLate() {
        ByteBuffer tooLate = sealed(rtp(100, SSRC));
        ByteBuffer late = sealed(rtp(101, SSRC));

        assertThat(receiver.openRtp(sealed(rtp(228, SSRC)))).isTrue();

        assertThat(receiver.openRtp(late)).isTrue();
        assertThat(receiver.openRtp(tooLate)).isFalse();
    }

    @Test
    void neverSealsASequenceNumberTwice() { // RFC 3711 section 9.1: a two-time pad
        assertThat(sender.sealRtp(rtp(5, SSRC))).isNotNull();

        assertThat(sender.sealRtp(rtp(5, SSRC))).isNull();
        assertThat(sender.sealRtp(rtp(5, SSRC + 1))).isNotNull();
    }

    @Test
    void keepsAPlaceForEachSource() {
        for (int sequence = 1; sequence < 10; sequence++) {
            assertThat(receiver.openRtp(sealed(rtp(sequence, SSRC)))).isTrue();
            assertThat(receiver.openRtp(sealed(rtp(40_000 + sequence, 0)))).isTrue();
        }
    }

    @Test
    void turnsSourcesAwayBeyondABound() {
        for (int ssrc = 0; ssrc < Sources.MOST; ssrc++)
            assertThat(sender.sealRtp(rtp(1, ssrc))).isNotNull();

        assertThat(sender.sealRtp(rtp(1, Sources.MOST))).isNull();
        assertThat(sender.sealRtp(rtp(2, 0))).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void refusesEveryFlippedBitAndLeavesThePacketAsItWas(SrtpSuite suite) {
        with(suite);
        ByteBuffer sealed = sealed(rtp(1, SSRC));
        ByteBuffer sealedRtcp = copy(sender.sealRtcp(rtcp(SSRC)));

        for (int bit = 0; bit < 8 * sealed.limit(); bit++) {
            ByteBuffer forged = flipped(sealed, bit);
            ByteBuffer before = copy(forged);
            assertThat(receiver.openRtp(forged)).isFalse();
            assertThat(forged).isEqualTo(before);
        }
        for (int bit = 0; bit < 8 * sealedRtcp.limit(); bit++)
            assertThat(receiver.openRtcp(flipped(sealedRtcp, bit))).isFalse();
        assertThat(receiver.openRtp(sealed)).isTrue();
        assertThat(receiver.openRtcp(sealedRtcp)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsTruncated(SrtpSuite suite) {
        with(suite);
        ByteBuffer sealed = sealed(rtp(1, SSRC));
        ByteBuffer sealedRtcp = copy(sender.sealRtcp(rtcp(SSRC)));

        for (int length = 0; length < sealed.limit(); length++)
            assertThat(receiver.openRtp(copy(sealed).limit(length))).isFalse();
        for (int length = 0; length < sealedRtcp.limit(); length++)
            assertThat(receiver.openRtcp(copy(sealedRtcp).limit(length))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void survivesNoise(SrtpSuite suite) {
        with(suite);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(i % 50 == 0 ? 4_000 : 120)];
            random.nextBytes(noise);
            if (noise.length > 0) noise[0] = (byte) (0x80 | noise[0] & 0x3F);
            assertThat(receiver.openRtp(ByteBuffer.wrap(noise))).isFalse();
            assertThat(receiver.openRtcp(ByteBuffer.wrap(noise))).isFalse();
            sender.sealRtp(ByteBuffer.wrap(noise));
            sender.sealRtcp(ByteBuffer.wrap(noise));
        }
        assertThat(receiver.openRtp(ByteBuffer.wrap(new byte[65_507]))).isFalse();
    }

    @Test
    void leavesTheHeaderWithItsExtensionPlain() { // RFC 3711 section 3.1
        ByteBuffer packet = rtp(1, SSRC).put(0, (byte) 0x92).putShort(12 + 8 + 2, (short) 3);
        int header = 12 + 8 + 4 + 12;

        ByteBuffer sealed = sealed(packet);

        assertThat(sealed.slice(0, header)).isEqualTo(packet.slice(0, header));
        assertThat(sealed.slice(header, 100)).isNotEqualTo(packet.slice(header, 100));
        assertThat(receiver.openRtp(sealed)).isTrue();
        assertThat(sealed).isEqualTo(packet);
    }

    @Test
    void rehearsesWithBothCiphers() {
        assertThat(Rehearsal.run()).isEqualTo(600);
    }

    @Test
    void tellsNoKey() {
        SrtpKey zeros = new SrtpKey(SrtpSuite.AES_CM_128_HMAC_SHA1_80, new byte[30]);

        assertThat(zeros + " " + new SrtpSender(zeros) + SessionKeys.ofRtp(zeros))
                .isEqualTo("SrtpKey[AES_CM_128_HMAC_SHA1_80] SrtpSender[AES_CM_128_HMAC_SHA1_80]"
                        + "SessionKeys[AES_CM_128_HMAC_SHA1_80]");
    }

    private ByteBuffer sealed(ByteBuffer packet) {
        return copy(sender.sealRtp(packet));
    }

    private static ByteBuffer flipped(ByteBuffer packet, int bit) {
        ByteBuffer forged = copy(packet);
        return forged.put(bit / 8, (byte) (forged.get(bit / 8) ^ 1 << bit % 8));
    }

    private static ByteBuffer copy(ByteBuffer packet) {
        byte[] octets = new byte[packet.limit()];
        packet.get(0, octets);
        return ByteBuffer.wrap(octets);
    }

    private ByteBuffer rtp(int sequence, int ssrc) {
        byte[] octets = new byte[172];
        random.nextBytes(octets);
        return ByteBuffer.wrap(octets)
                .putShort(0, (short) 0x8000)
                .putShort(2, (short) sequence)
                .putInt(8, ssrc);
    }

    private static ByteBuffer rtcp(int ssrc) {
        return ByteBuffer.wrap(new byte[28]).putInt(0, 0x80C8_0006).putInt(4, ssrc);
    }
}
