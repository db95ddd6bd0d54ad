package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import org.patchbay.io.Flow;

/** Decides where the responses to a request go: always to where it came from, so that nobody can have them sent to a third party. */
final class ResponseTarget {
    private static final int SIP_PORT = 5060;

    private ResponseTarget() {}

    /** Returns the way: RFC 3261 section 18.2.2, and RFC 3581 section 4 when the Via has rport. */
    static Flow of(SIPRequest request, Flow received) {
        var protocol = received.listener().protocol();
        var via = request.getTopmostVia();
        if (protocol.reliable() ? received.open() || !protocol.connects() : via.hasParameter("rport")) return received;
        int port = via.getPort() > 0 ? via.getPort() : SIP_PORT;
        var remote = received.remote();
        if (port == remote.getPort()) return received;
        return received.listener().flow(new InetSocketAddress(remote.getAddress(), port));
    }
}
