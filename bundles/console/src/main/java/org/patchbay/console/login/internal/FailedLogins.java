package org.patchbay.console.login.internal;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Slows down who guesses passwords: after five wrong ones a source address waits one second, and twice as long after
 * each further one, up to five minutes. A bounded table; sources that no longer fit in share one entry.
 */
final class FailedLogins {
    private static final int FREE = 5;
    private static final int SOURCES = 1_024;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    private static final String ALL_OTHERS = "";

    private final Map<String, Failures> bySource = new ConcurrentHashMap<>();
    private final InstantSource clock;

    FailedLogins(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns how long {@code source} has to wait before its next try; zero when it may try now. */
    Duration delay(String source) {
        Failures failures = bySource.get(key(source));
        if (failures == null) return Duration.ZERO;
        Duration left = Duration.between(clock.instant(), failures.blockedUntil());
        return left.isNegative() ? Duration.ZERO : left;
    }

    void failed(String source) {
        Instant now = clock.instant();
        bySource.merge(key(source), Failures.first(now), (before, first) -> before.again(now));
    }

    void succeeded(String source) {
        bySource.remove(network(source));
    }

    int size() {
        return bySource.size();
    }

    private String key(String source) {
        String network = network(source);
        if (bySource.size() < SOURCES || bySource.containsKey(network)) return network;
        Instant now = clock.instant();
        bySource.values().removeIf(failures -> failures.forgottenBy(now));
        return bySource.size() < SOURCES ? network : ALL_OTHERS;
    }

    /** An IPv6 host chooses among 2^64 addresses, so its network is what counts (RFC 4291 section 2.5.4). */
    private static String network(String source) {
        if (source.indexOf(':') < 0) return source;
        try {
            byte[] octets = InetAddress.ofLiteral(source).getAddress();
            if (octets.length != 16) return source;
            var network = new StringBuilder();
            for (int i = 0; i < 8; i++)
                network.append(Integer.toHexString(octets[i] & 0xff)).append('.');
            return network.append("/64").toString();
        } catch (IllegalArgumentException e) {
            return source; // as the container wrote it
        }
    }

    private record Failures(int count, Instant last, Instant blockedUntil) {
        static Failures first(Instant now) {
            return new Failures(1, now, now);
        }

        Failures again(Instant now) {
            if (forgottenBy(now)) return first(now);
            int next = count + 1;
            if (next < FREE) return new Failures(next, now, now);
            Duration pause = Duration.ofSeconds(1L << Math.min(next - FREE, 20));
            return new Failures(next, now, now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST));
        }

        boolean forgottenBy(Instant now) {
            return now.isAfter(last.plus(FORGOTTEN));
        }
    }
}
