package org.patchbay.channel.media.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ticks every 20 ms for whoever plays, on one thread. The schedule is absolute, so that a late tick makes the next no
 * later; after a longer stall it goes on from there instead of sending all that was missed at once.
 */
final class MediaClock {
    static final long TICK_NANOS = 20_000_000;
    private static final long MOST_BEHIND_NANOS = 3 * TICK_NANOS;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Thread thread =
            Thread.ofPlatform().name("patchbay-media-clock").daemon().unstarted(this::run);
    // each leg has at most one prompt and one digit here
    private final Queue<Ticking> added = new ConcurrentLinkedQueue<>();
    private final List<Ticking> ticking = new ArrayList<>();
    private volatile boolean stopped;

    /** Something that is done bit by bit. */
    interface Ticking {
        /** Does the next bit, without blocking or throwing; returns false when that was the last. */
        boolean tick(long nowNanos);

        /** Says that the clock has stopped. */
        void abandon();
    }

    void start() {
        thread.start();
    }

    /** Lets {@code newcomer} tick from the next tick on. May be called from any thread. */
    void add(Ticking newcomer) {
        added.add(newcomer);
        LockSupport.unpark(thread);
        // the thread may have ended in between: then nobody else looks into the queue
        if (stopped && added.remove(newcomer)) newcomer.abandon();
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        long dueNanos = System.nanoTime();
        while (!stopped) {
            admit();
            long nowNanos = System.nanoTime();
            if (ticking.isEmpty()) {
                LockSupport.parkNanos(IDLE_NANOS);
                dueNanos = System.nanoTime();
            } else if (dueNanos - nowNanos > 0) {
                LockSupport.parkNanos(dueNanos - nowNanos);
            } else {
                ticking.removeIf(one -> !one.tick(nowNanos));
                dueNanos = next(dueNanos, nowNanos);
            }
        }
        admit();
        ticking.forEach(Ticking::abandon);
    }

    static long next(long dueNanos, long nowNanos) {
        return nowNanos - dueNanos > MOST_BEHIND_NANOS ? nowNanos + TICK_NANOS : dueNanos + TICK_NANOS;
    }

    private void admit() {
        for (Ticking one = added.poll(); one != null; one = added.poll()) ticking.add(one);
    }
}
