package org.patchbay.io.transport.internal;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The TLS handshakes that peers have under way. When there are too many, the oldest goes: an honest one takes milliseconds, so it is hardly ever
 * the oldest, whoever else keeps the places busy. Any thread; the lock is held for a few instructions.
 */
final class Handshakes {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Connection> underWay = new LinkedHashSet<>(); // oldest first
    private final Map<Source, Integer> bySource = new HashMap<>();

    /** Takes in {@code connection}; empty when it may go on, or else why not. */
    Optional<Refusal> begin(Connection connection, Settings.Tls limits) {
        var source = Source.of(connection.remote());
        Connection oldest = null;
        lock.lock();
        try {
            if (bySource.getOrDefault(source, 0) >= limits.handshakesPerSource()) {
                return Optional.of(Refusal.HANDSHAKES_OF_SOURCE);
            }
            if (underWay.size() >= limits.handshakes()) oldest = oldest();
            underWay.add(connection);
            bySource.merge(source, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
        if (oldest != null) oldest.fail(Refusal.HANDSHAKES, Refusal.HANDSHAKES.words());
        return Optional.empty();
    }

    private @Nullable Connection oldest() {
        var oldest = underWay.iterator().next();
        remove(oldest);
        return oldest;
    }

    /** Lets go of {@code connection}; may be told twice. */
    void end(Connection connection) {
        lock.lock();
        try {
            remove(connection);
        } finally {
            lock.unlock();
        }
    }

    private void remove(Connection connection) {
        if (!underWay.remove(connection)) return;
        bySource.computeIfPresent(Source.of(connection.remote()), (_, count) -> count == 1 ? null : count - 1);
    }

    int underWay() {
        lock.lock();
        try {
            return underWay.size();
        } finally {
            lock.unlock();
        }
    }
}
