package org.patchbay.io.rtp.stream.internal;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.patchbay.io.RtpReception;

/**
 * Counts how a peer's RTP arrives (RFC 3550 sections A.1, A.3 and A.8): what is lost, comes twice or out of order, and how evenly. The last 64
 * sequence numbers are bits of a word, so that a packet that is late is known from one that comes again; what leaves the word unseen is lost. One thread
 * tells it of packets, at no allocation; {@link #reception} may be called from any, and sees a state of at most a packet ago.
 */
public final class ReceivedStream {
    /** RFC 3550 section A.1: a larger jump of the sequence number is a new stream. */
    private static final int MOST_DROPPED = 3000;

    private static final int MOST_MISORDERED = 100;
    private static final int WINDOW = Long.SIZE;
    private static final long ALL_CAME = -1;
    private static final double SECOND_NANOS = 1e9;
    /** RFC 3550 section 6.4.1: the gain of the jitter's filter. */
    private static final double JITTER_GAIN = 1.0 / 16;

    private volatile double nanosPerUnit = SECOND_NANOS / 8000;
    private boolean begun;
    private int source;
    private int nextSource;
    private int nextSequence;
    private long window = ALL_CAME;
    private int highest;
    private int rounds;
    private int timestamp;
    private long arrivedNanos;
    private double jitterNanos;
    private double greatestJitterNanos;
    private long expected;
    private long lost;
    private long duplicates;
    private long reordered;
    /** Packets that have left the word since the last loss. */
    private long cameSinceLoss;

    private final LossPattern pattern = new LossPattern();

    /** Says how many units of the timestamp a second has. May be called from any thread. */
    public void clock(int rateHz) {
        nanosPerUnit = SECOND_NANOS / rateHz;
    }

    /** Takes an RTP packet, from 0 on, of at least its header. */
    public void received(ByteBuffer packet, long nowNanos) {
        long head = packet.getLong(0);
        int sequence = (int) (head >>> Integer.SIZE) & 0xFFFF;
        int stamp = (int) head;
        int from = packet.getInt(2 * Integer.BYTES);
        int ahead = (short) (sequence - highest);
        if (!begun || from != source || ahead > MOST_DROPPED || ahead < -MOST_MISORDERED) {
            another(from, sequence, stamp, nowNanos);
        } else if (ahead > 0) {
            expected += ahead;
            leave(ahead);
            window |= 1;
            if (sequence < highest) rounds++;
            highest = sequence;
            measure(stamp, nowNanos);
        } else if (late(-ahead)) {
            measure(stamp, nowNanos);
        }
        VarHandle.releaseFence();
    }

    // RFC 3550 section A.1: one packet that doesn't fit may be astray, two in a row are another stream
    private void another(int from, int sequence, int stamp, long nowNanos) {
        boolean second = from == nextSource && sequence == nextSequence;
        nextSource = from;
        nextSequence = sequence + 1 & 0xFFFF;
        if (begun && !second) return;
        if (begun) leave(WINDOW); // what had not come of the one before won't
        expected += begun ? 2 : 1;
        begun = true;
        source = from;
        window = ALL_CAME;
        cameSinceLoss -= WINDOW - (second ? 2 : 1); // bits of no packet
        highest = sequence;
        rounds = 0;
        timestamp = stamp;
        arrivedNanos = nowNanos;
    }

    /** Lets the oldest {@code count} bits leave the word. */
    private void leave(int count) {
        for (int i = 0; i < count; i++) {
            if (window < 0) cameSinceLoss++;
            else lose();
            window <<= 1;
        }
    }

    private void lose() {
        lost++;
        pattern.lost(cameSinceLoss);
        cameSinceLoss = 0;
    }

    /** Tells whether a packet is new that is {@code behind} the highest. */
    private boolean late(int behind) {
        if (behind >= WINDOW) return false;
        long bit = 1L << behind;
        boolean again = (window & bit) != 0;
        if (again) duplicates++;
        else reordered++;
        window |= bit;
        return !again;
    }

    // packets of one event (RFC 4733) have all the timestamp of its begin, which says nothing of their own time
    private void measure(int stamp, long nowNanos) {
        if (stamp == timestamp) return;
        double difference = Math.abs(nowNanos - arrivedNanos - (stamp - timestamp) * nanosPerUnit);
        jitterNanos += (difference - jitterNanos) * JITTER_GAIN;
        if (jitterNanos > greatestJitterNanos) greatestJitterNanos = jitterNanos;
        timestamp = stamp;
        arrivedNanos = nowNanos;
    }

    /** Returns what has been counted. */
    public RtpReception reception() {
        VarHandle.acquireFence();
        if (!begun) return RtpReception.NOTHING;
        LossPattern ahead = pattern.copy();
        long word = window;
        long missing = Long.bitCount(~word);
        long came = cameSinceLoss;
        for (int i = 0; i < WINDOW; i++, word <<= 1) {
            if (word < 0) {
                came++;
            } else {
                ahead.lost(came);
                came = 0;
            }
        }
        return new RtpReception(
                source,
                rounds << Short.SIZE | highest,
                expected,
                lost + missing,
                duplicates,
                reordered,
                ahead.losses(),
                ahead.longestRun(),
                ahead.bursts(came),
                Duration.ofNanos((long) jitterNanos),
                Duration.ofNanos((long) greatestJitterNanos));
    }
}
