package org.patchbay.sip.stack.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.patchbay.io.Timers;

/** Time that passes when a test says so. */
final class FakeTimers implements Timers, InstantSource {
    private record Task(long at, long order, Runnable work, boolean[] cancelled) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private long now = 1_000_000;
    private long order;

    @Override
    public Timeout after(long millis, Object key, Runnable task) {
        var added = new Task(now + millis, order++, task, new boolean[1]);
        tasks.add(added);
        return () -> {
            boolean waiting = !added.cancelled[0];
            added.cancelled[0] = true;
            return waiting;
        };
    }

    /** Lets {@code millis} pass, and runs what falls due, in order. */
    void pass(long millis) {
        long end = now + millis;
        while (tasks.peek() instanceof Task next && next.at <= end) {
            tasks.remove();
            now = Math.max(now, next.at);
            if (!next.cancelled[0]) {
                next.cancelled[0] = true;
                next.work.run();
            }
        }
        now = end;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }
}
