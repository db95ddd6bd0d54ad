package org.patchbay.sip.registrar.internal;

/**
 * How long a binding may live, in seconds.
 *
 * @param usual when the phone doesn't say
 */
record ExpiryLimits(int usual, int shortest, int longest) {
    ExpiryLimits {
        // RFC 3261 section 10.3 step 6: an hour is never too brief
        if (shortest < 1 || shortest > 3600) throw new IllegalArgumentException("expires.min.seconds " + shortest);
        if (longest < shortest) throw new IllegalArgumentException("expires.max.seconds " + longest);
        if (usual < shortest || usual > longest) throw new IllegalArgumentException("expires.default.seconds " + usual);
    }

    static ExpiryLimits of(RegistrarConfig config) {
        return new ExpiryLimits(
                config.expires_default_seconds(), config.expires_min_seconds(), config.expires_max_seconds());
    }

    /** Returns what {@code asked} seconds become; 0 is to end the binding, negative is not said. */
    int granted(int asked) throws RejectedException {
        if (asked < 0) return usual;
        if (asked == 0) return 0;
        if (asked < shortest) throw new RejectedException(RejectedException.Reason.TOO_BRIEF);
        return Math.min(asked, longest);
    }
}
