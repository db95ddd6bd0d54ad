package org.patchbay.sip.channel.internal;

import java.time.Duration;

/**
 * The intervals of RFC 3261 that a dialog needs.
 *
 * @param t1 the estimate of a round trip; a 2xx is repeated after it, then after twice as long
 * @param t2 the longest interval between two repetitions
 */
record Timing(Duration t1, Duration t2) {
    /** The values that RFC 3261 table 4 gives. */
    static final Timing STANDARD = new Timing(Duration.ofMillis(500), Duration.ofSeconds(4));

    /** Returns how long an ACK or a PRACK is waited for (RFC 3261 section 13.3.1.4, RFC 3262 section 3). */
    Duration patience() {
        return t1.multipliedBy(64);
    }

    /** Returns how long after {@code interval} a reliable provisional response is repeated again (RFC 3262 section 3). */
    static Duration doubled(Duration interval) {
        return interval.multipliedBy(2);
    }

    /** Returns how long after {@code interval} a 2xx is repeated again. */
    Duration next(Duration interval) {
        Duration doubled = doubled(interval);
        return doubled.compareTo(t2) > 0 ? t2 : doubled;
    }
}
