package org.patchbay.sip.trunk.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.patchbay.io.Timers;

/** Timers whose time passes when a test says so, and the clock that goes with them. */
final class VirtualTimers implements Timers, InstantSource {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Entry> waiting =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparing(Entry::order));
    private Instant now = START;
    private int order;

    private record Entry(Instant at, int order, Runnable task) {}

    @Override
    public Timeout after(long millis, Object key, Runnable task) {
        var entry = new Entry(now.plusMillis(millis), order++, task);
        waiting.add(entry);
        return () -> waiting.remove(entry);
    }

    /** Lets {@code time} pass; {@link Duration#ZERO} runs what is due now. */
    void pass(Duration time) {
        Instant until = now.plus(time);
        while (!waiting.isEmpty() && !waiting.peek().at().isAfter(until)) {
            Entry entry = waiting.remove();
            now = entry.at();
            entry.task().run();
        }
        now = until;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
