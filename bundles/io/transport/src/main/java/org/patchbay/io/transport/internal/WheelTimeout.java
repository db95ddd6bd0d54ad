package org.patchbay.io.transport.internal;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.Timers;

/** One timer of a {@link Wheel}, and a link of the list of its slot. */
final class WheelTimeout implements Timers.Timeout {
    private final Wheel wheel;
    private final long deadlineNanos;
    // empty once it has run or was cancelled, so that what the task holds is free at once
    private final AtomicReference<@Nullable Runnable> task;
    private long sequence;
    private @Nullable WheelSlot slot;

    @Nullable
    WheelTimeout before;

    @Nullable
    WheelTimeout after;

    WheelTimeout(Wheel wheel, long deadlineNanos, Runnable task) {
        this.wheel = wheel;
        this.deadlineNanos = deadlineNanos;
        this.task = new AtomicReference<>(task);
    }

    @Override
    public boolean cancel() {
        if (task.getAndSet(null) == null) return false;
        wheel.cancelled(this);
        return true;
    }

    void run() {
        var mine = task.getAndSet(null);
        if (mine != null) mine.run();
    }

    boolean done() {
        return task.get() == null;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    long sequence() {
        return sequence;
    }

    void sequence(long number) {
        sequence = number;
    }

    @Nullable
    WheelSlot slot() {
        return slot;
    }

    void slot(@Nullable WheelSlot now) {
        slot = now;
    }
}
