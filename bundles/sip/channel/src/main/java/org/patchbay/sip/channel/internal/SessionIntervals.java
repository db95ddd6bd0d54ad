package org.patchbay.sip.channel.internal;

import java.time.Duration;

/**
 * How long a session lasts without being refreshed (RFC 4028).
 *
 * @param expires what is asked of peers; zero for no session timers
 * @param minimum what a peer may not go below; 90 seconds at least
 */
record SessionIntervals(Duration expires, Duration minimum) {
    private static final Duration LEAST = Duration.ofSeconds(90);

    /** The values that RFC 4028 section 4 recommends. */
    static final SessionIntervals STANDARD = new SessionIntervals(Duration.ofMinutes(30), Duration.ofSeconds(90));

    SessionIntervals {
        if (minimum.compareTo(LEAST) < 0) throw new IllegalArgumentException("min.se.seconds below 90: " + minimum);
        if (!expires.isZero() && expires.compareTo(minimum) < 0) {
            throw new IllegalArgumentException("session.expires.seconds below min.se.seconds: " + expires);
        }
    }

    boolean on() {
        return !expires.isZero();
    }
}
