package org.patchbay.io.transport.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hashed wheel with a thread of its own: a ring of slots, each for one tick of every turn. Beginning and cancelling a timer is a few
 * instructions on any thread; the wheel's thread alone touches the slots. While no timer waits, it sleeps.
 */
final class Wheel implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Wheel.class);
    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int SLOTS = 2048; // a turn of 20 s: most timers of SIP are shorter, or are cancelled before

    private final long begin = System.nanoTime();
    private final Queue<WheelTimeout> added = new ConcurrentLinkedQueue<>();
    private final Queue<WheelTimeout> cancelled = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<WheelTimeout> due = new ArrayList<>();
    private final WheelSlot[] slots = new WheelSlot[SLOTS];
    private final Thread thread;
    private volatile boolean ended;
    private long sequence; // of the wheel's thread, as all below
    private long tick; // the next to run

    Wheel(String name) {
        for (int i = 0; i < SLOTS; i++) slots[i] = new WheelSlot();
        thread = Thread.ofPlatform().name(name).daemon().start(this);
    }

    WheelTimeout after(long millis, Runnable task) {
        // a century is for ever, and does not overflow
        long nanos = TimeUnit.MILLISECONDS.toNanos(Math.clamp(millis, 0, TimeUnit.DAYS.toMillis(36_500)));
        var timeout = new WheelTimeout(this, System.nanoTime() - begin + nanos, task);
        added.add(timeout);
        if (waiting.getAndIncrement() == 0) LockSupport.unpark(thread);
        return timeout;
    }

    void cancelled(WheelTimeout timeout) {
        cancelled.add(timeout);
    }

    int waiting() {
        return waiting.get();
    }

    @Override
    public void run() {
        while (!ended) {
            if (waiting.get() == 0) sleepUntilNeeded();
            else if (sleepUntilTick()) turn();
        }
    }

    private void sleepUntilNeeded() {
        LockSupport.park(this);
        // ticks in which nothing waited need not be run one by one
        if (waiting.get() > 0 && added.peek() != null)
            tick = Math.max(tick, (System.nanoTime() - begin) / TICK_NANOS - 1);
    }

    private boolean sleepUntilTick() {
        long left = begin + (tick + 1) * TICK_NANOS - System.nanoTime();
        if (left > 0) LockSupport.parkNanos(this, left);
        return left <= 0;
    }

    private void turn() {
        for (var each = cancelled.poll(); each != null; each = cancelled.poll()) remove(each);
        for (var each = added.poll(); each != null; each = added.poll()) add(each);
        slots[(int) (tick % SLOTS)].drainTo(due, (tick + 1) * TICK_NANOS);
        tick++;
        if (due.isEmpty()) return;
        // in the order of time, which a slot doesn't keep; as they were asked for when the time is the same
        due.sort(Comparator.comparingLong(WheelTimeout::deadlineNanos).thenComparingLong(WheelTimeout::sequence));
        for (var each : due) run(each);
        due.clear();
    }

    private void add(WheelTimeout timeout) {
        if (timeout.done()) {
            waiting.decrementAndGet();
            return;
        }
        timeout.sequence(sequence++);
        long at = Math.max(timeout.deadlineNanos() / TICK_NANOS, tick);
        slots[(int) (at % SLOTS)].add(timeout);
    }

    private void remove(WheelTimeout timeout) {
        // one that has not been put into a slot yet is left out by add
        if (timeout.slot() != null) {
            timeout.slot().remove(timeout);
            waiting.decrementAndGet();
        }
    }

    private void run(WheelTimeout timeout) {
        waiting.decrementAndGet();
        try {
            timeout.run();
        } catch (Throwable failed) {
            LOG.error("a timer's task failed", failed);
        }
    }

    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    void awaitEnd(long millis) {
        try {
            if (Thread.currentThread() != thread) thread.join(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
