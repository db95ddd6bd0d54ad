package org.patchbay.sip.channel.internal;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Timers whose time passes when a test says so. */
final class VirtualTimers implements Timers {
    private final PriorityQueue<Entry> waiting =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::order));
    private Duration now = Duration.ZERO;
    private int order;

    private record Entry(Duration at, int order, Runnable task) {}

    @Override
    public Pending after(Duration delay, Runnable task) {
        var entry = new Entry(now.plus(delay), order++, task);
        waiting.add(entry);
        return () -> waiting.remove(entry);
    }

    void advance(Duration time) {
        Duration until = now.plus(time);
        while (!waiting.isEmpty() && waiting.peek().at().compareTo(until) <= 0) {
            Entry entry = waiting.remove();
            now = entry.at();
            entry.task().run();
        }
        now = until;
    }

    int pending() {
        return waiting.size();
    }
}
