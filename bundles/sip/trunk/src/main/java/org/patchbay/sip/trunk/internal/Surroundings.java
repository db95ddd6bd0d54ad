package org.patchbay.sip.trunk.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.patchbay.io.NameResolver;
import org.patchbay.io.Timers;
import org.patchbay.sip.SipTransactions;
import org.patchbay.sip.TargetResolver;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.dialog.Tokens;

/** What all trunks use. */
record Surroundings(
        SipTransactions transactions,
        TargetResolver targets,
        NameResolver names,
        Timers timers,
        InstantSource clock,
        RandomGenerator random) {

    static Surroundings of(SipTransactions transactions, TargetResolver targets, NameResolver names, Timers timers) {
        return new Surroundings(transactions, targets, names, timers, InstantSource.system(), new SecureRandom());
    }

    /** Returns a name for a dialog that is not one. */
    Dialog.Id identifier() {
        return new Tokens(random).dialog();
    }

    /** Returns a time between {@code share} of {@code most} and the whole. */
    Duration jitter(Duration most, double share) {
        return Duration.ofMillis((long) (most.toMillis() * (share + (1 - share) * random.nextDouble())));
    }
}
