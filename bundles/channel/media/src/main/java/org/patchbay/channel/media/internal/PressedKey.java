package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;
import org.patchbay.media.Codec;
import org.patchbay.media.MediaSession.Digit;

/** A key that is being pressed for a peer, packet by packet (RFC 4733 section 2.5.1). Owned by the media clock. */
final class PressedKey {
    /** The size of an event (RFC 4733 section 2.3). */
    static final int OCTETS = 4;

    private static final String KEYS = "0123456789*#ABCD";
    private static final int TICKS_A_SECOND = 50;
    private static final int SHORTEST_MILLIS = 40;
    /** RFC 4733 section 2.5.1.4: the end is sent three times in all. */
    private static final int ENDS = 3;

    private static final int LONGEST = 0xFFFF;
    private static final int END_BIT = 0x80;
    /** -10 dBm0 (RFC 4733 section 2.3.4). */
    private static final int VOLUME = 10;

    private final int event;
    private final int payloadType;
    private final int timestamp;
    private final int step;
    private final int length;
    private int duration;
    private int ends;

    PressedKey(Digit digit, Codec codec, int timestamp) {
        this.event = event(digit.digit());
        this.payloadType = codec.payloadType();
        this.timestamp = timestamp;
        this.step = codec.clockRateHz() / TICKS_A_SECOND;
        long held = (long) Math.max(SHORTEST_MILLIS, digit.millis()) * codec.clockRateHz() / 1000;
        this.length = (int) Math.min(LONGEST, held);
    }

    /** Returns the number of a key in RFC 4733 section 3.2, or -1. */
    static int event(char digit) {
        return KEYS.indexOf(digit);
    }

    /** Puts the next packet, header and all, into {@code packet}. */
    void next(RtpWriter writer, ByteBuffer packet) {
        boolean first = duration == 0;
        duration = Math.min(length, duration + step);
        if (duration == length) ends++;
        writer.event(payloadType, first, timestamp, packet);
        packet.put((byte) event)
                .put((byte) (ends > 0 ? END_BIT | VOLUME : VOLUME))
                .putShort((short) duration);
    }

    /** Returns the timestamp of a key that is pressed at {@code begun}, but never less than {@code ticks} after this one was released. */
    int following(int begun, int ticks) {
        int earliest = timestamp + length + ticks * step;
        return begun - earliest > 0 ? begun : earliest;
    }

    /** Tells whether the last packet was {@link #next}. */
    boolean done() {
        return ends == ENDS;
    }
}
