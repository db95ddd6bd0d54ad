package org.patchbay.sip.channel.internal;

import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.patchbay.sip.SipTransactions;

/** What all legs of this bundle use. */
record Signalling(
        SipTransactions transactions,
        LegTable table,
        Timers timers,
        Timing timing,
        Identifiers identifiers,
        Supplier<SessionIntervals> intervals) {
    /** With session timers as recommended. */
    Signalling(SipTransactions transactions, LegTable table, Timers timers, Timing timing, Identifiers identifiers) {
        this(transactions, table, timers, timing, identifiers, () -> SessionIntervals.STANDARD);
    }

    /** Returns this with another way to send. */
    Signalling with(SipTransactions other) {
        return new Signalling(other, table, timers, timing, identifiers, intervals);
    }

    InetSocketAddress advertised(String transport) {
        return transactions.advertised(transport);
    }
}
