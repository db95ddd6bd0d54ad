package org.patchbay.channel.recording;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An RTP packet (RFC 3550 section 5.1), without what nobody here needs; {@code arrivedNanos} is when it passed. */
record Packet(
        long arrivedNanos,
        int source,
        int sequence,
        int timestamp,
        boolean marked,
        int payloadType,
        ByteBuffer payload) {
    private static final int FIXED_HEADER_OCTETS = 12;
    private static final int PADDING_BIT = 0x20;
    private static final int EXTENSION_BIT = 0x10;
    private static final int MARKER_BIT = 0x80;

    /** Copies what lies between position and limit, which comes from outside and may be anything; null when it is no RTP. */
    static @Nullable Packet read(long arrivedNanos, ByteBuffer in) {
        int start = in.position();
        if (in.remaining() < FIXED_HEADER_OCTETS || (in.get(start) & 0xC0) != 0x80) return null;
        int from = payload(in, start);
        int to = end(in, start);
        if (from < 0 || from > to) return null;
        var payload = new byte[to - from];
        in.get(from, payload);
        int second = in.get(start + 1);
        return new Packet(
                arrivedNanos,
                in.getInt(start + 8),
                in.getShort(start + 2) & 0xFFFF,
                in.getInt(start + 4),
                (second & MARKER_BIT) != 0,
                second & 0x7F,
                ByteBuffer.wrap(payload));
    }

    // RFC 3550 sections 5.1 and 5.3.1: contributing sources and an extension may come first
    private static int payload(ByteBuffer in, int start) {
        int first = in.get(start);
        int from = start + FIXED_HEADER_OCTETS + 4 * (first & 0x0F);
        if ((first & EXTENSION_BIT) == 0) return from;
        return in.limit() - from < 4 ? -1 : from + 4 + 4 * (in.getShort(from + 2) & 0xFFFF);
    }

    // RFC 3550 section 5.1: the last octet of padding says how much there is, itself included
    private static int end(ByteBuffer in, int start) {
        boolean padded = (in.get(start) & PADDING_BIT) != 0;
        return padded ? in.limit() - (in.get(in.limit() - 1) & 0xFF) : in.limit();
    }
}
