package org.patchbay.io.rtp.srtp.internal;

/** Where things are in a packet. */
final class Framing {
    /** Longer packets are not taken: none that carries sound comes near. */
    static final int MOST_OCTETS = 2048;

    private static final int RTP_HEADER = 12;
    private static final int RTP_SSRC = 8;
    private static final int RTCP_SSRC = 4;
    private static final int SEQUENCE = 2;
    private static final int EXTENDED = 0x10;
    private static final int SOURCES = 0x0F;
    private static final int WORD = 4;

    private Framing() {}

    /** Returns how many octets of an RTP packet stay plain (RFC 3711 section 3.1); -1 when it is shorter. */
    static int header(byte[] packet, int octets) {
        if (octets < RTP_HEADER) return -1;
        int header = RTP_HEADER + WORD * (packet[0] & SOURCES);
        if ((packet[0] & EXTENDED) != 0) {
            if (header + WORD > octets) return -1;
            header += WORD + WORD * Octets.unsignedShort(packet, header + 2);
        }
        return header <= octets ? header : -1;
    }

    static int sequence(byte[] packet) {
        return Octets.unsignedShort(packet, SEQUENCE);
    }

    static int rtpSsrc(byte[] packet) {
        return Octets.integer(packet, RTP_SSRC);
    }

    static int rtcpSsrc(byte[] packet) {
        return Octets.integer(packet, RTCP_SSRC);
    }
}
