package org.patchbay.io.rtp.srtp.internal;

import java.util.Arrays;

/**
 * What the packets of one direction name their key by (MKI, RFC 3711 section 3.1); nothing, as a rule. It stands near the end of a packet, and is neither
 * encrypted nor authenticated.
 */
record KeyIdentifier(byte[] octets) {
    static final int MOST_OCTETS = 128;

    /** Puts it into a sealed packet of {@code length} octets; returns the new length. */
    int insert(byte[] packet, int length, Transform transform) {
        if (octets.length == 0) return length;
        int at = length - transform.behindIdentifier();
        System.arraycopy(packet, at, packet, at + octets.length, length - at);
        System.arraycopy(octets, 0, packet, at, octets.length);
        return length + octets.length;
    }

    /** Takes it out of a sealed packet; returns the length that is left, or {@link Transform#FORGED} when it isn't there. */
    int remove(byte[] packet, int length, Transform transform) {
        if (octets.length == 0) return length;
        int end = length - transform.behindIdentifier();
        int at = end - octets.length;
        if (at < 0 || !Arrays.equals(packet, at, end, octets, 0, octets.length)) return Transform.FORGED;
        System.arraycopy(packet, end, packet, at, length - end);
        return length - octets.length;
    }
}
