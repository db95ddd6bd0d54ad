package org.patchbay.sip.stack.internal;

/**
 * The intervals of RFC 3261 (table 4), in milliseconds.
 *
 * @param t1 the estimate of a round trip
 */
record Timing(long t1) {
    Timing {
        if (t1 < 10 || t1 > 10_000) throw new IllegalArgumentException("t1.millis must be 10-10000, not " + t1);
    }

    /** Returns T2, the longest interval between two repetitions. */
    long t2() {
        return 8 * t1;
    }

    /** Returns how long anything is waited for: 64*T1. */
    long patience() {
        return 64 * t1;
    }

    /** Returns how long after {@code interval} something is repeated again. */
    long next(long interval) {
        return Math.min(2 * interval, t2());
    }

    /** Returns how long an INVITE may ring before it is given up, longer than any phone rings (timer C is 3 minutes at least). */
    long ringing() {
        return 660 * t1;
    }
}
