package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpHeaderTest {
    @Test
    void tellsRtpFromRtcp() { // RFC 5761 section 4
        assertThat(RtpHeader.isRtp(packet(172, 0x80, 0))).isTrue();
        assertThat(RtpHeader.isRtp(packet(172, 0x80, 0x80 | 101))).isTrue();
        assertThat(RtpHeader.isRtcp(packet(172, 0x80, 0))).isFalse();
        assertThat(RtpHeader.isRtcp(packet(28, 0x80, 200))).isTrue();
        assertThat(RtpHeader.isRtcp(packet(8, 0x81, 203))).isTrue();
        assertThat(RtpHeader.isRtp(packet(28, 0x80, 200))).isFalse();
    }

    @Test
    void refusesWhatIsTooShort() {
        assertThat(RtpHeader.isRtp(packet(11, 0x80, 0))).isFalse();
        assertThat(RtpHeader.isRtcp(packet(7, 0x80, 200))).isFalse();
    }

    @Test
    void refusesOtherVersions() { // version 0: STUN; 1 and 3: nothing we know
        for (int first : new int[] {0x00, 0x40, 0xC0}) {
            assertThat(RtpHeader.isRtp(packet(172, first, 0))).isFalse();
            assertThat(RtpHeader.isRtcp(packet(172, first, 200))).isFalse();
        }
    }

    @Test
    void givesThePayloadTypeWithoutTheMarker() {
        assertThat(RtpHeader.payloadType(packet(12, 0x80, 0x80 | 101))).isEqualTo(101);
    }

    @Test
    void takesAnyOctetsWithoutThrowing() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            byte[] octets = new byte[random.nextInt(40)];
            random.nextBytes(octets);
            ByteBuffer packet = ByteBuffer.wrap(octets);
            assertThat(RtpHeader.isRtp(packet) && RtpHeader.isRtcp(packet)).isFalse();
        }
    }

    private static ByteBuffer packet(int octets, int first, int second) {
        return ByteBuffer.allocate(octets).put(0, (byte) first).put(1, (byte) second);
    }
}
