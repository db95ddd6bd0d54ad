package org.patchbay.sip.event.internal;

import org.patchbay.sip.EventPackage.Lifetime;

/** Decides how long subscriptions live (RFC 6665 section 4.2.1.1). */
final class Lifetimes {
    /** To be refused with 423. */
    static final int TOO_BRIEF = -1;

    private Lifetimes() {}

    /** Returns what {@code asked} seconds become; 0 ends it, negative is not said. */
    static int granted(Lifetime lifetime, int asked) {
        if (asked < 0) return lifetime.usual();
        if (asked > 0 && asked < lifetime.shortest()) return TOO_BRIEF;
        return Math.min(asked, lifetime.longest());
    }
}
