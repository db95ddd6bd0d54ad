package org.patchbay.deploy.internal;

import org.jspecify.annotations.Nullable;

/** How a version takes the place of the one in use, as the manifest header of the new one says. */
enum Replacement {
    /** Both run until the calls of the old one have ended; nobody sees the new one before it was tried. */
    SIDE_BY_SIDE(""),
    /** The new one starts beside the old one, which is stopped once the new one works. */
    TAKE_OVER("take-over"),
    /** The old one is stopped before the new one starts: both need the same file or port. */
    RESTART("restart"),
    /** As a restart, at a moment without a call, because calls live in it. */
    QUIET("quiet");

    static final String HEADER = "Patchbay-Replace";
    private final String written;

    Replacement(String written) {
        this.written = written;
    }

    /** Reads the header of a manifest; throws {@link Refusal} when it says something else. */
    static Replacement of(@Nullable String header) {
        if (header == null) return SIDE_BY_SIDE;
        for (Replacement one : values()) {
            if (one != SIDE_BY_SIDE && one.written.equals(header.trim())) return one;
        }
        throw Refusal.forGood(
                "its manifest says " + HEADER + ": " + header + ", and that can be take-over, restart or quiet");
    }
}
