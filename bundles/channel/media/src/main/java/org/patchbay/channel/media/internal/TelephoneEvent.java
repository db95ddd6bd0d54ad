package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One packet of a pressed key (RFC 4733 section 2.3).
 *
 * @param timestamp when the press began, the same in all of its packets
 * @param digit the key
 * @param ended whether the key was released
 * @param duration so far, in units of the timestamp
 */
record TelephoneEvent(int source, int timestamp, char digit, boolean ended, int duration) {
    private static final String DIGITS = "0123456789*#ABCD";
    private static final int FIXED_HEADER_OCTETS = 12;
    private static final int EVENT_OCTETS = 4;
    private static final int EXTENSION_BIT = 0x10;
    private static final int END_BIT = 0x80;

    /** Reads an RTP packet, which comes from outside and may be anything; returns null when it holds no key. */
    static @Nullable TelephoneEvent read(ByteBuffer packet) {
        int start = packet.position();
        if (packet.remaining() < FIXED_HEADER_OCTETS) return null;
        int payload = payload(packet, start);
        if (payload < 0 || packet.limit() - payload < EVENT_OCTETS) return null;
        int event = packet.get(payload) & 0xFF;
        if (event >= DIGITS.length()) return null;
        return new TelephoneEvent(
                packet.getInt(start + 8),
                packet.getInt(start + 4),
                DIGITS.charAt(event),
                (packet.get(payload + 1) & END_BIT) != 0,
                packet.getShort(payload + 2) & 0xFFFF);
    }

    // RFC 3550 sections 5.1 and 5.3.1: contributing sources and an extension may come first
    private static int payload(ByteBuffer packet, int start) {
        int first = packet.get(start);
        int payload = start + FIXED_HEADER_OCTETS + 4 * (first & 0x0F);
        if ((first & EXTENSION_BIT) == 0) return payload;
        if (packet.limit() - payload < 4) return -1;
        return payload + 4 + 4 * (packet.getShort(payload + 2) & 0xFFFF);
    }
}
