package org.patchbay.channel.media.jitter;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The packets of one peer in the order in which they were sent, each as late as the slowest of the last seconds. One thread {@linkplain
 * #put puts}, one other asks for the {@linkplain #next next} as often as it has played what it got before. A packet waits for its
 * turn as long as {@link Lateness} says, between two limits. When sound is held back for longer than that for two seconds (a stall has ended, or the sender's
 * clock is faster), a packet is left out; when nothing is there (or its clock is slower), some sound is made up and
 * the delay grows by it. A gap in the timestamps without one in the numbers is silence that was never sent (RFC 3551 section 4.1).
 */
public final class JitterBuffer {
    private static final int ROOM = 128;
    private static final int FARTHEST_BACK = 3000; // RFC 3550 appendix A.1: before that, it has begun anew
    private static final int WINDOW = 100;
    private static final int MOST_STRETCHED = 3;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long FRAME_NANOS = 20 * NANOS_PER_MILLI;
    private static final long LONGEST_PACKET_NANOS = 120 * NANOS_PER_MILLI;

    private final int clockRateHz;
    private final long shortestNanos;
    private final long longestNanos;
    private final Arrivals arrivals = new Arrivals();
    private final Lateness lateness;
    private final @Nullable Arrival[] waiting = new @Nullable Arrival[ROOM];
    private final boolean[] missed = new boolean[ROOM];
    /** Used before and empty now. What waits, this and the two below are never more than there is room for. */
    private final @Nullable Arrival[] free = new @Nullable Arrival[ROOM + 1];

    private int freed;
    private Arrival spare = new Arrival();
    private Arrival current = new Arrival();
    private int held;
    private volatile long delayNanos;
    private boolean begun;
    private boolean playing;
    private int source;
    private long due;
    private int dueTimestamp;
    private boolean timed;
    private int duration;
    private int stretch;
    private long leastWaited = Long.MAX_VALUE;
    private int inWindow;

    private final AtomicLong played = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong stretched = new AtomicLong();
    private final AtomicLong shortened = new AtomicLong();

    /** What there is to play. */
    public enum Next {
        /** {@link #current} is next. */
        PACKET,
        /** A packet is lost; the sound of {@link #missing} is to be made up. */
        LOST,
        /** Nothing has come in time; 20 ms are to be made up. */
        STRETCH,
        /** Nothing: silence. */
        NOTHING
    }

    /**
     * Makes an empty one.
     *
     * @param clockRateHz of the timestamps
     * @param shortest how long sound is held back at least, 0-200 ms
     * @param longest and at most
     */
    public JitterBuffer(int clockRateHz, Duration shortest, Duration longest) {
        this.clockRateHz = clockRateHz;
        this.shortestNanos = shortest.toNanos();
        this.longestNanos = Math.max(shortestNanos, longest.toNanos());
        this.lateness = new Lateness(clockRateHz);
        this.duration = clockRateHz / 50;
        this.delayNanos = Math.clamp(FRAME_NANOS, shortestNanos, longestNanos);
    }

    /** Takes an RTP packet, or whatever it is, between position and limit. Called by one thread. */
    public void put(ByteBuffer packet, long nowNanos) {
        arrivals.put(packet, nowNanos);
    }

    /** Returns what {@link Next#PACKET} has announced. */
    public Arrival current() {
        return current;
    }

    /** Returns the packet after the one that {@link Next#LOST} has announced, if it is there; it stays where it is. */
    public @Nullable Arrival following() {
        return slot(due);
    }

    /** Returns how much sound a lost packet has had, as far as can be known. */
    public Duration missing() {
        return Duration.ofNanos(nanos(duration));
    }

    /** Says what is to be played next, for which its time has come. Called by one thread. */
    public Next next(long nowNanos) {
        drain();
        if (held == 0) return playing ? stretch() : Next.NOTHING;
        if (!playing && !begins(nowNanos)) return Next.NOTHING;
        Arrival first = slot(due);
        if (first == null) {
            if (!lateOnly(nowNanos)) {
                miss();
                return Next.LOST;
            }
            stretched.incrementAndGet();
            return Next.STRETCH;
        }
        if (pauses(first, nowNanos)) {
            playing = false;
            return Next.NOTHING;
        }
        if (heldTooLong(nowNanos - first.nanos)) {
            shortened.incrementAndGet();
            pass(first);
            return next(nowNanos);
        }
        played.incrementAndGet();
        pass(first);
        return Next.PACKET;
    }

    /** Returns what was counted so far. May be called from any thread. */
    public JitterCounters counters() {
        return new JitterCounters(
                played.get(), lost.get(), late.get(), duplicates.get(), stretched.get(), shortened.get(), (int)
                        (delayNanos / NANOS_PER_MILLI));
    }

    private Next stretch() {
        if (stretch == MOST_STRETCHED) {
            playing = false;
            stretch = 0;
            return Next.NOTHING;
        }
        stretch++;
        stretched.incrementAndGet();
        return Next.STRETCH;
    }

    /** Tells whether the first packet that is here has waited for long enough, the first after silence. */
    private boolean begins(long nowNanos) {
        for (Arrival first = slot(due); first == null; first = slot(due)) miss();
        Arrival first = slot(due);
        if (first == null || nowNanos - first.nanos < delayNanos) return false;
        playing = true;
        timed = false;
        return true;
    }

    /** Tells whether the packet that is due may still come, as late as others were: then it is waited for, and the delay grows. */
    private boolean lateOnly(long nowNanos) {
        long number = due + 1;
        Arrival next = slot(number);
        for (; next == null; next = slot(number)) number++;
        return nowNanos - next.nanos + (number - due) * nanos(duration) < delayNanos;
    }

    private void miss() {
        missed[(int) due & ROOM - 1] = true;
        lost.incrementAndGet();
        due++;
        dueTimestamp += duration;
    }

    /** Tells whether silence comes before {@code first}, which was sent later than right after the packet before it. */
    private boolean pauses(Arrival first, long nowNanos) {
        return timed && first.timestamp() - dueTimestamp > duration / 2 && nowNanos - first.nanos < delayNanos;
    }

    private boolean heldTooLong(long waitedNanos) {
        leastWaited = Math.min(leastWaited, waitedNanos);
        if (++inWindow < WINDOW) return false;
        boolean tooLong = leastWaited > delayNanos + FRAME_NANOS && held > 1;
        inWindow = 0;
        leastWaited = Long.MAX_VALUE;
        return tooLong;
    }

    /** Makes {@code first} the current one. */
    private void pass(Arrival first) {
        waiting[(int) due & ROOM - 1] = null;
        missed[(int) due & ROOM - 1] = false;
        held--;
        int step = first.timestamp() - dueTimestamp + duration;
        boolean follows =
                timed && step > 0 && nanos(step) <= LONGEST_PACKET_NANOS && first.number == current.number + 1;
        if (follows) duration = step;
        dueTimestamp = first.timestamp() + duration;
        timed = true;
        due++;
        stretch = 0;
        free[freed++] = current;
        current = first;
    }

    // ---- from arrival to a place

    private void drain() {
        for (Arrival taken = arrivals.exchange(spare); taken != spare; taken = arrivals.exchange(spare)) {
            spare = take(taken);
        }
    }

    /** Puts a packet into its place; returns one that is free now. */
    private Arrival take(Arrival packet) {
        if (!begun || packet.source() != source) begin(packet);
        packet.number = due + (short) (packet.sequence() - (int) due);
        long ahead = packet.number - due;
        if (ahead >= ROOM || ahead < -FARTHEST_BACK) {
            begin(packet);
            packet.number = due;
        } else if (ahead < 0) {
            passed(packet);
            return packet;
        }
        Arrival there = waiting[(int) packet.number & ROOM - 1];
        if (there != null) {
            duplicates.incrementAndGet();
            return packet;
        }
        measure(packet);
        waiting[(int) packet.number & ROOM - 1] = packet;
        held++;
        return freed == 0 ? new Arrival() : Objects.requireNonNull(free[--freed]);
    }

    private void measure(Arrival packet) {
        lateness.take(packet.timestamp(), packet.nanos);
        delayNanos = Math.clamp(lateness.worstNanos() + FRAME_NANOS, shortestNanos, longestNanos);
    }

    private void begin(Arrival packet) {
        for (int i = 0; i < ROOM; i++) {
            Arrival left = waiting[i];
            waiting[i] = null;
            if (left != null) free[freed++] = left;
        }
        Arrays.fill(missed, false);
        held = 0;
        begun = true;
        playing = false;
        timed = false;
        source = packet.source();
        due = packet.sequence();
        lateness.reset();
    }

    private @Nullable Arrival slot(long number) {
        return waiting[(int) number & ROOM - 1];
    }

    private long nanos(int clockUnits) {
        return clockUnits * TimeUnit.SECONDS.toNanos(1) / clockRateHz;
    }

    private void passed(Arrival packet) {
        int at = (int) packet.number & ROOM - 1;
        if (due - packet.number >= ROOM || !missed[at]) {
            duplicates.incrementAndGet();
            return;
        }
        missed[at] = false;
        late.incrementAndGet();
        measure(packet);
    }
}
