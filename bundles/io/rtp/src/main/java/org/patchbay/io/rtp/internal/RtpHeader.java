package org.patchbay.io.rtp.internal;

import java.nio.ByteBuffer;

/** What a relay must know of a packet's first octets (RFC 3550 sections 5.1 and 6.4). */
final class RtpHeader {
    private static final int RTP_OCTETS = 12;
    private static final int RTCP_OCTETS = 8;
    private static final int VERSION_2 = 2;

    private RtpHeader() {}

    /** Tells whether {@code packet}, from 0 to its limit, can be RTP. */
    static boolean isRtp(ByteBuffer packet) {
        return packet.limit() >= RTP_OCTETS && version(packet) == VERSION_2 && !hasRtcpType(packet);
    }

    /** Tells whether {@code packet}, from 0 to its limit, can be RTCP. */
    static boolean isRtcp(ByteBuffer packet) {
        return packet.limit() >= RTCP_OCTETS && version(packet) == VERSION_2 && hasRtcpType(packet);
    }

    /** Returns the payload type of an RTP packet, 0-127. */
    static int payloadType(ByteBuffer packet) {
        return packet.get(1) & 0x7F;
    }

    private static int version(ByteBuffer packet) {
        return (packet.get(0) & 0xFF) >> 6;
    }

    // RFC 5761 section 4: on one port the second octet tells them apart, 192-223 is RTCP
    private static boolean hasRtcpType(ByteBuffer packet) {
        int type = packet.get(1) & 0xFF;
        return type >= 192 && type <= 223;
    }
}
