package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.address.SipUri;
import java.util.List;
import org.patchbay.sip.SipTransactions.Hop;

/** One server of a trunk and the ways there, in the order in which they are tried. */
record Server(SipUri uri, List<Hop> hops) {
    Server {
        hops = List.copyOf(hops);
    }

    /** Returns the server as the log and its users name it. */
    String name() {
        return uri.getHost();
    }
}
