package org.patchbay.sip.dialog;

import gov.nist.javax.sip.address.SipUri;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.patchbay.sip.SipTransactions.Hop;

/**
 * Decides where the requests of a dialog go. RFC 3261 section 12.2.1.1 says: where the first route or else the peer's Contact
 * points. Phones behind a NAT write addresses there that reach nobody, and over TCP only the connection that they opened
 * reaches them, so the address that their messages come from wins, except over UDP when both differ by the port alone.
 */
final class Hops {
    private static final int SIP_PORT = 5060;

    private Hops() {}

    private static Hop to(SipUri uri, Hop seen) {
        boolean datagrams = seen.transport().equals("udp") && !"tcp".equalsIgnoreCase(uri.getTransportParam());
        if (!datagrams || !names(uri, seen.address().getAddress())) return lasting(seen);
        int port = uri.getPort() > 0 ? uri.getPort() : SIP_PORT;
        return new Hop("udp", new InetSocketAddress(seen.address().getAddress(), port));
    }

    /** A dialog may outlive a connection, which can be opened again; only a browser's can't (RFC 7118 section 5). */
    private static Hop lasting(Hop seen) {
        boolean browser = seen.transport().startsWith("ws");
        return browser ? seen : new Hop(seen.transport(), seen.address());
    }

    /** Returns where requests go in a dialog whose peer gives {@code contact}: to the first route, if there are any. */
    static Hop of(List<String> routes, SipUri contact, Hop seen) {
        return to(routes.isEmpty() ? contact : Addresses.uriOf(routes.getFirst()), seen);
    }

    private static boolean names(SipUri uri, InetAddress address) {
        String host = uri.getHost();
        if (host == null) return false;
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            return InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host)
                    .equals(address);
        } catch (IllegalArgumentException hostName) {
            return false;
        }
    }
}
