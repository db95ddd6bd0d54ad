package org.patchbay.io.rtp.srtp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpSuite;

/** Packets of ours and of libsrtp, which has to be installed. */
@EnabledIf("org.patchbay.io.rtp.srtp.internal.Libsrtp#present")
class LibsrtpTest {
    private static final int SSRC = 0x1234_5678;
    private static final int PACKETS = 1_000;
    // so that the sequence number begins a second round on the way
    private static final int FIRST = 65_500;

    private final Random random = new Random(3711);

    @ParameterizedTest
    @EnumSource
    void sealsRtpOctetForOctetAsLibsrtp(SrtpSuite suite) {
        SrtpKey key = SrtpKey.random(suite, new SecureRandom());
        var ours = new SrtpSender(key);
        try (Libsrtp theirs = Libsrtp.sender(key)) {
            for (int i = 0; i < PACKETS; i++) {
                byte[] packet = rtp(FIRST + i);

                assertThat(octets(ours.sealRtp(ByteBuffer.wrap(packet))))
                        .isEqualTo(theirs.sealRtp(packet).orElseThrow());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesItsKeyAsLibsrtp(SrtpSuite suite) { // RFC 3711 section 3.1: MKI
        SrtpKey key = SrtpKey.random(suite, new SecureRandom());
        SrtpKey named = new SrtpKey(suite, key.octets(), new byte[] {0, 0, 0, 1}, SrtpKey.LONGEST_LIFETIME);
        var ours = new SrtpSender(named);
        try (Libsrtp theirs = Libsrtp.sender(named);
                Libsrtp opens = Libsrtp.receiver(named)) {
            for (int i = 0; i < PACKETS; i++) {
                byte[] packet = rtp(FIRST + i);
                byte[] sealed = octets(ours.sealRtp(ByteBuffer.wrap(packet)));

                assertThat(sealed).isEqualTo(theirs.sealRtp(packet).orElseThrow());
                assertThat(opens.openRtp(sealed))
                        .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(packet));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void opensWhatLibsrtpNames(SrtpSuite suite) {
        SrtpKey key = SrtpKey.random(suite, new SecureRandom());
        SrtpKey named = new SrtpKey(suite, key.octets(), new byte[] {7, 8}, SrtpKey.LONGEST_LIFETIME);
        var ours = new SrtpReceiver(named);
        try (Libsrtp theirs = Libsrtp.sender(named);
                Libsrtp opens = Libsrtp.receiver(named)) {
            byte[] packet = rtp(1);
            byte[] report = rtcp();
            ByteBuffer sealed = ByteBuffer.wrap(theirs.sealRtp(packet).orElseThrow());
            ByteBuffer sealedReport = ByteBuffer.wrap(theirs.sealRtcp(report).orElseThrow());
            byte[] ourReport = octets(new SrtpSender(named).sealRtcp(ByteBuffer.wrap(report)));

            assertThat(ours.openRtp(sealed)).isTrue();
            assertThat(octets(sealed)).isEqualTo(packet);
            assertThat(ours.openRtcp(sealedReport)).isTrue();
            assertThat(octets(sealedReport)).isEqualTo(report);
            // libsrtp 2.5 looks for the name in RTCP where the tag of RTP would leave it, which is shorter in this
            // suite
            if (suite != SrtpSuite.AES_CM_128_HMAC_SHA1_32) {
                assertThat(opens.openRtcp(ourReport))
                        .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(report));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void opensTheRtpOfLibsrtpInAnyOrder(SrtpSuite suite) {
        SrtpKey key = SrtpKey.random(suite, new SecureRandom());
        var ours = new SrtpReceiver(key);
        try (Libsrtp theirs = Libsrtp.sender(key)) {
            List<byte[]> packets = packets();
            List<byte[]> sealed = packets.stream()
                    .map(theirs::sealRtp)
                    .map(Optional::orElseThrow)
                    .toList();

            for (int i : shuffledNearby()) {
                ByteBuffer packet = ByteBuffer.wrap(sealed.get(i).clone());
                assertThat(ours.openRtp(packet)).isTrue();
                assertThat(octets(packet)).isEqualTo(packets.get(i));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void libsrtpOpensOurRtpInAnyOrderAndOnce(SrtpSuite suite) {
        SrtpKey key = SrtpKey.random(suite, new SecureRandom());
        var ours = new SrtpSender(key);
        try (Libsrtp theirs = Libsrtp.receiver(key)) {
            List<byte[]> packets = packets();
            List<byte[]> sealed = packets.stream()
                    .map(packet -> octets(ours.sealRtp(ByteBuffer.wrap(packet))))
                    .toList();

            for (int i : shuffledNearby()) {
                assertThat(theirs.openRtp(sealed.get(i)))
                        .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(packets.get(i)));
                assertThat(theirs.openRtp(sealed.get(i))).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachOpensTheRtcpOfTheOther(SrtpSuite suite) {
        SrtpKey key = SrtpKey.random(suite, new SecureRandom());
        var sender = new SrtpSender(key);
        var receiver = new SrtpReceiver(key);
        try (Libsrtp theirSender = Libsrtp.sender(key);
                Libsrtp theirReceiver = Libsrtp.receiver(key)) {
            for (int i = 0; i < PACKETS; i++) {
                byte[] report = rtcp();
                byte[] sealed = octets(sender.sealRtcp(ByteBuffer.wrap(report)));
                ByteBuffer sealedByThem =
                        ByteBuffer.wrap(theirSender.sealRtcp(report).orElseThrow());

                assertThat(theirReceiver.openRtcp(sealed))
                        .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(report));
                assertThat(receiver.openRtcp(sealedByThem)).isTrue();
                assertThat(octets(sealedByThem)).isEqualTo(report);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothRefuseTheSameForgeries(SrtpSuite suite) {
        SrtpKey key = SrtpKey.random(suite, new SecureRandom());
        var receiver = new SrtpReceiver(key);
        try (Libsrtp theirs = Libsrtp.receiver(key);
                Libsrtp sender = Libsrtp.sender(key)) {
            for (int i = 0; i < PACKETS; i++) {
                byte[] forged = sender.sealRtp(rtp(FIRST + i)).orElseThrow();
                forged[random.nextInt(forged.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));

                assertThat(receiver.openRtp(ByteBuffer.wrap(forged.clone()))).isFalse();
                assertThat(theirs.openRtp(forged)).isEmpty();
            }
        }
    }

    private List<byte[]> packets() {
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) packets.add(rtp(FIRST + i));
        return packets;
    }

    /** Returns the numbers of all packets, none further from its place than the window allows. */
    private List<Integer> shuffledNearby() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) order.add(i);
        for (int i = 0; i < PACKETS; i += 50) Collections.shuffle(order.subList(i, i + 50), random);
        return order;
    }

    /** Makes a packet with up to 15 contributing sources, and every second time an extension of the header. */
    private byte[] rtp(int sequence) {
        int sources = random.nextInt(16);
        boolean extended = random.nextBoolean();
        int words = random.nextInt(6);
        byte[] octets = new byte[12 + 4 * sources + (extended ? 4 + 4 * words : 0) + random.nextInt(700)];
        random.nextBytes(octets);
        ByteBuffer packet = ByteBuffer.wrap(octets)
                .put(0, (byte) (0x80 | (extended ? 0x10 : 0) | sources))
                .putShort(2, (short) sequence)
                .putInt(8, SSRC);
        if (extended) packet.putShort(12 + 4 * sources + 2, (short) words);
        return octets;
    }

    private byte[] rtcp() {
        byte[] octets = new byte[8 + 4 * random.nextInt(100)];
        random.nextBytes(octets);
        ByteBuffer.wrap(octets)
                .putShort(0, (short) 0x80C8)
                .putShort(2, (short) (octets.length / 4 - 1))
                .putInt(4, SSRC);
        return octets;
    }

    private static byte[] octets(ByteBuffer packet) {
        byte[] octets = new byte[packet.limit()];
        packet.get(0, octets);
        return octets;
    }
}
