package org.patchbay.sip.stack.internal;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How much is let in: so many messages a second from one source, whatever they are, and no new requests while those that have
 * come are not served in time. Messages of calls that are up, and those that come again, are always served.
 */
final class Admission {
    private static final int MOST_SOURCES = 100_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** What a source may still send: a bucket that fills by the second and holds two seconds' worth. */
    private static final class Bucket {
        private long second;
        private int left;

        Bucket(long second, int full) {
            this.second = second;
            this.left = full;
        }

        synchronized boolean take(long now, int perSecond) {
            long passed = now - second;
            if (passed > 0) {
                left = (int) Math.min(2L * perSecond, left + passed * perSecond);
                second = now;
            }
            if (left == 0) return false;
            left--;
            return true;
        }

        synchronized long second() {
            return second;
        }
    }

    private final ConcurrentHashMap<InetAddress, Bucket> sources = new ConcurrentHashMap<>();
    private final int perSecond;
    private final long behindNanos;
    private final LongSupplier nanos;
    private final Supplier<Duration> behind;

    /**
     * @param perSecond how many messages one source may send, 0 for any number
     * @param behindLimit how long messages may wait in the sockets until new requests are put off
     * @param behind tells how long they have been waiting
     */
    Admission(int perSecond, Duration behindLimit, LongSupplier nanos, Supplier<Duration> behind) {
        if (perSecond < 0) throw new IllegalArgumentException("source.messages.per.second " + perSecond);
        this.perSecond = perSecond;
        this.behindNanos = behindLimit.toNanos();
        this.nanos = nanos;
        this.behind = behind;
    }

    boolean admits(InetAddress source) {
        if (perSecond == 0) return true;
        long second = nanos.getAsLong() / SECOND;
        if (sources.size() >= MOST_SOURCES && !sources.containsKey(source)) forget(second);
        return sources.computeIfAbsent(source, _ -> new Bucket(second, 2 * perSecond))
                .take(second, perSecond);
    }

    /** Forgets who has been silent for long enough to be a stranger again; everybody when that is nobody. */
    private void forget(long second) {
        sources.values().removeIf(bucket -> second - bucket.second() > 2);
        if (sources.size() >= MOST_SOURCES) sources.clear();
    }

    boolean overloaded() {
        return behind.get().toNanos() > behindNanos;
    }

    /** Forgets who has been silent. */
    void sweep() {
        long second = nanos.getAsLong() / SECOND;
        sources.values().removeIf(bucket -> second - bucket.second() > 2);
    }
}
