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
        Supplier<SessionIntervals> intervals,
        PlainKeys plainKeys) {
    /** Returns this with another way to send. */
    Signalling with(SipTransactions other) {
        return new Signalling(other, table, timers, timing, identifiers, intervals, plainKeys);
    }

    InetSocketAddress advertised(String transport) {
        return transactions.advertised(transport);
    }
}
