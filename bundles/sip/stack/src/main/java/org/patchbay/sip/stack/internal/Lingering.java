package org.patchbay.sip.stack.internal;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is left of transactions that have ended, for as long as their messages may come again: all equally long, so that the
 * first that came is the first to go. When full, the oldest goes early.
 */
final class Lingering<V> {
    private static final class Entry<V> {
        private final String key;
        private final long endsMillis;
        // let go when it is forgotten early; its place in the queue stays
        private volatile @Nullable V value;

        Entry(String key, V value, long endsMillis) {
            this.key = key;
            this.value = value;
            this.endsMillis = endsMillis;
        }
    }

    private final ConcurrentHashMap<String, Entry<V>> byKey = new ConcurrentHashMap<>();
    private final Queue<Entry<V>> inOrder = new ArrayDeque<>();
    private final InstantSource clock;
    private final long lifeMillis;
    private final int limit;

    Lingering(InstantSource clock, long lifeMillis, int limit) {
        this.clock = clock;
        this.lifeMillis = lifeMillis;
        this.limit = limit;
    }

    /** Keeps {@code value} for its time. */
    void add(String key, V value) {
        long now = clock.millis();
        var entry = new Entry<>(key, value, now + lifeMillis);
        byKey.put(key, entry);
        synchronized (inOrder) {
            inOrder.add(entry);
            sweep(now);
        }
    }

    Optional<V> get(String key) {
        var entry = byKey.get(key);
        return entry == null || entry.endsMillis <= clock.millis()
                ? Optional.empty()
                : Optional.ofNullable(entry.value);
    }

    void remove(String key) {
        var entry = byKey.remove(key);
        if (entry != null) entry.value = null;
    }

    /** Lets go of what has had its time. */
    void sweep() {
        synchronized (inOrder) {
            sweep(clock.millis());
        }
    }

    private void sweep(long now) {
        while (inOrder.peek() instanceof Entry<V> first && (first.endsMillis <= now || inOrder.size() > limit)) {
            inOrder.remove();
            byKey.remove(first.key, first);
        }
    }

    int size() {
        return byKey.size();
    }
}
