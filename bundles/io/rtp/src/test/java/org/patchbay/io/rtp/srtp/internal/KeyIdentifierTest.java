package org.patchbay.io.rtp.srtp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpSuite;

class KeyIdentifierTest {
    private static final byte[] MKI = {0, 0, (byte) 0xE1, (byte) 0xF9};

    private final byte[] rtp = new byte[172];
    private final byte[] rtcp = new byte[28];

    {
        new SecureRandom().nextBytes(rtp);
        rtp[0] = (byte) 0x80;
        new SecureRandom().nextBytes(rtcp);
        rtcp[0] = (byte) 0x80;
    }

    private static SrtpKey key(SrtpSuite suite, byte[] mki) {
        byte[] octets = new byte[suite.keyOctets() + suite.saltOctets()];
        Arrays.fill(octets, (byte) 5);
        return new SrtpKey(suite, octets, mki, SrtpKey.LONGEST_LIFETIME);
    }

    private static byte[] octets(ByteBuffer sealed) {
        byte[] octets = new byte[sealed.limit()];
        sealed.get(0, octets);
        return octets;
    }

    @ParameterizedTest
    @EnumSource
    void standsBeforeTheTagOfHmacAndBehindThatOfGcm(
            SrtpSuite suite) { // RFC 3711 sections 3.1 and 3.4, RFC 7714 sections 8.2 and 9.4
        var named = new SrtpSender(key(suite, MKI));
        var unnamed = new SrtpSender(key(suite, new byte[0]));

        byte[] sealedRtp = octets(named.sealRtp(ByteBuffer.wrap(rtp)));
        byte[] sealedRtcp = octets(named.sealRtcp(ByteBuffer.wrap(rtcp)));

        int tag = suite.aead() ? 0 : suite == SrtpSuite.AES_CM_128_HMAC_SHA1_32 ? 4 : 10;
        assertThat(sealedRtp).isEqualTo(with(octets(unnamed.sealRtp(ByteBuffer.wrap(rtp))), tag));
        assertThat(sealedRtcp).isEqualTo(with(octets(unnamed.sealRtcp(ByteBuffer.wrap(rtcp))), suite.aead() ? 0 : 10));
    }

    private static byte[] with(byte[] sealed, int behind) {
        int at = sealed.length - behind;
        return ByteBuffer.allocate(sealed.length + MKI.length)
                .put(sealed, 0, at)
                .put(MKI)
                .put(sealed, at, behind)
                .array();
    }

    @ParameterizedTest
    @EnumSource
    void isTakenOut(SrtpSuite suite) {
        var sender = new SrtpSender(key(suite, MKI));
        var receiver = new SrtpReceiver(key(suite, MKI));
        ByteBuffer sealedRtp = ByteBuffer.wrap(octets(sender.sealRtp(ByteBuffer.wrap(rtp))));
        ByteBuffer sealedRtcp = ByteBuffer.wrap(octets(sender.sealRtcp(ByteBuffer.wrap(rtcp))));

        assertThat(receiver.openRtp(sealedRtp)).isTrue();
        assertThat(receiver.openRtcp(sealedRtcp)).isTrue();

        assertThat(octets(sealedRtp)).isEqualTo(rtp);
        assertThat(octets(sealedRtcp)).isEqualTo(rtcp);
    }

    @ParameterizedTest
    @EnumSource
    void makesAPacketForgedWhenItIsAnother(SrtpSuite suite) {
        var receiver = new SrtpReceiver(key(suite, MKI));
        byte[] unnamed = octets(new SrtpSender(key(suite, new byte[0])).sealRtp(ByteBuffer.wrap(rtp)));
        byte[] named = octets(new SrtpSender(key(suite, new byte[] {1, 2, 3, 4})).sealRtp(ByteBuffer.wrap(rtp)));

        for (byte[] packet : new byte[][] {unnamed, named, new byte[0], new byte[3], new byte[12]}) {
            ByteBuffer before = ByteBuffer.wrap(packet.clone());
            assertThat(receiver.openRtp(before)).isFalse();
            assertThat(receiver.openRtcp(before)).isFalse();
            assertThat(before.array()).isEqualTo(packet);
        }
    }

    @ParameterizedTest
    @EnumSource
    void mayBeAsLongAsAnyOnTheLongestPacket(SrtpSuite suite) {
        byte[] mki = new byte[128];
        Arrays.fill(mki, (byte) 9);
        byte[] longest = Arrays.copyOf(rtp, Framing.MOST_OCTETS);
        longest[0] = (byte) 0x80;

        ByteBuffer sealed = new SrtpSender(key(suite, mki)).sealRtp(ByteBuffer.wrap(longest));

        assertThat(sealed.limit()).isGreaterThan(longest.length + mki.length);
        assertThatIllegalArgumentException().isThrownBy(() -> key(suite, new byte[129]));
    }

    @ParameterizedTest
    @EnumSource
    void aKeyIsOutlivedOnce(SrtpSuite suite) { // RFC 3711 section 9.2
        SrtpKey forThree = new SrtpKey(suite, key(suite, MKI).octets(), MKI, 3);
        var sender = new SrtpSender(forThree);
        var receiver = new SrtpReceiver(forThree);

        for (int i = 1; i <= 2; i++) {
            receiver.openRtp(ByteBuffer.wrap(octets(sender.sealRtp(numbered(i)))));
            receiver.openRtcp(ByteBuffer.wrap(octets(sender.sealRtcp(ByteBuffer.wrap(rtcp)))));
        }
        assertThat(receiver.outlived()).isFalse();
        receiver.openRtp(ByteBuffer.wrap(octets(sender.sealRtp(numbered(3)))));

        assertThat(receiver.outlived()).isTrue();
        assertThat(receiver.outlived()).isFalse();
    }

    private ByteBuffer numbered(int sequence) {
        return ByteBuffer.wrap(rtp.clone()).putShort(2, (short) sequence);
    }

    @Test
    void isNotToldWithTheKey() {
        assertThat(key(SrtpSuite.AEAD_AES_128_GCM, MKI)).hasToString("SrtpKey[AEAD_AES_128_GCM]");
    }
}
