package org.patchbay.sip.trunk.internal;

import java.time.Duration;

/** How long to wait before the next try (RFC 5626 section 4.5): twice as long after each failure, and never all at once. */
final class Backoff {
    private static final Duration BASE = Duration.ofSeconds(30);
    private static final Duration MOST = Duration.ofMinutes(30);

    private Backoff() {}

    /** Returns the wait after the {@code failures}th failure in a row; between half of it and all of it is waited. */
    static Duration after(int failures, Surroundings around) {
        Duration upper = BASE.multipliedBy(1L << Math.clamp(failures - 1, 0, 10));
        return around.jitter(upper.compareTo(MOST) > 0 ? MOST : upper, 0.5);
    }
}
