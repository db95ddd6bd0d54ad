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
    private static final Duration MOST = Duration.ofDays(1);

    /** The values that RFC 4028 section 4 recommends. */
    static final SessionIntervals STANDARD = new SessionIntervals(Duration.ofMinutes(30), Duration.ofSeconds(90));

    SessionIntervals {
        if (minimum.compareTo(LEAST) < 0 || minimum.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("min.se.seconds must be 90-86400, not " + minimum.toSeconds());
        }
        if (!expires.isZero() && (expires.compareTo(minimum) < 0 || expires.compareTo(MOST) > 0)) {
            throw new IllegalArgumentException(
                    "session.expires.seconds must be 0, or from min.se.seconds to 86400, not " + expires.toSeconds());
        }
    }

    /** Reads them; throws {@link IllegalArgumentException} with what is wrong. */
    static SessionIntervals of(ChannelConfig config) {
        return new SessionIntervals(
                Duration.ofSeconds(config.session_expires_seconds()), Duration.ofSeconds(config.min_se_seconds()));
    }

    /** Returns what a peer says, within 90 seconds and a day: no peer makes us refresh all the time, or never. */
    static Duration sane(Duration said) {
        if (said.compareTo(LEAST) < 0) return LEAST;
        return said.compareTo(MOST) > 0 ? MOST : said;
    }

    boolean on() {
        return !expires.isZero();
    }
}
