package org.patchbay.channel.media.jitter;

import java.nio.ByteBuffer;

/** A packet that has arrived. Used again and again, so that nothing is allocated for one; what it holds is valid until the next is asked for. */
public final class Arrival {
    private static final int FIXED_HEADER_OCTETS = 12;
    private static final int USUAL_OCTETS = 200;
    private static final int PADDING_BIT = 0x20;
    private static final int EXTENSION_BIT = 0x10;

    private byte[] octets = new byte[USUAL_OCTETS];
    private ByteBuffer view = ByteBuffer.wrap(octets);
    private int payloadAt;
    private int length;
    long nanos;
    /** The sequence number, extended by the consumer. */
    long number;

    /**
     * Copies {@code packet}, which comes from outside and may be anything, between position and limit.
     *
     * @return false when it is no RTP (RFC 3550 section 5.1)
     */
    boolean take(ByteBuffer packet, long arrivedNanos) {
        length = packet.remaining();
        if (length < FIXED_HEADER_OCTETS) return false;
        if (length > octets.length) {
            octets = new byte[length];
            view = ByteBuffer.wrap(octets);
        }
        packet.get(packet.position(), octets, 0, length);
        nanos = arrivedNanos;
        return (octets[0] & 0xC0) == 0x80 && bounded();
    }

    private boolean bounded() {
        int from = FIXED_HEADER_OCTETS + 4 * (octets[0] & 0x0F);
        if ((octets[0] & EXTENSION_BIT) != 0) {
            if (length - from < 4) return false;
            from += 4 + 4 * (view.limit(octets.length).getShort(from + 2) & 0xFFFF);
        }
        if ((octets[0] & PADDING_BIT) != 0) length -= octets[length - 1] & 0xFF;
        payloadAt = from;
        return from <= length;
    }

    /** Returns what it carries, between position and limit. */
    public ByteBuffer payload() {
        return view.limit(length).position(payloadAt);
    }

    /** Returns the payload type, 0-127. */
    public int payloadType() {
        return octets[1] & 0x7F;
    }

    /** Tells whether its marker is set. */
    public boolean marked() {
        return (octets[1] & 0x80) != 0;
    }

    /** Returns the RTP timestamp. */
    public int timestamp() {
        return view.limit(octets.length).getInt(4);
    }

    int sequence() {
        return view.limit(octets.length).getShort(2) & 0xFFFF;
    }

    int source() {
        return view.limit(octets.length).getInt(8);
    }
}
