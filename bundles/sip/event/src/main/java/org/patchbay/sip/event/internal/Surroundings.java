package org.patchbay.sip.event.internal;

import java.time.InstantSource;
import org.patchbay.io.Timers;
import org.patchbay.sip.SipTransactions;

/** What every subscription works with. */
record Surroundings(
        SipTransactions transactions,
        Timers timers,
        InstantSource clock,
        Packages packages,
        Subscriptions subscriptions) {}
