package org.patchbay.sip.registrar.internal;

import gov.nist.javax.sip.address.SipUri;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.SipContact;

/**
 * Finds where requests to a contact go: to the address in its URI, as RFC 3261 section 10.3 has it, but to where the REGISTER came
 * from when the phone doesn't know its own address, being behind a NAT, or when a connection from it is open already.
 */
final class Reach {
    private static final int DEFAULT_PORT = 5060;

    private Reach() {}

    static SipContact contact(IncomingRequest request, SipUri uri, String text) {
        return address(uri.getHost())
                .filter(host -> knowsItself(request) && !connected(request, host))
                .map(host -> new SipContact(text, transport(request, uri), new InetSocketAddress(host, port(uri))))
                .orElseGet(() -> new SipContact(text, request.transport(), request.source()));
    }

    // RFC 3581 section 4: behind a NAT the address that a phone writes into Via isn't the one its packets come from
    private static boolean knowsItself(IncomingRequest request) {
        return address(request.message().getTopmostVia().getHost())
                .filter(request.source().getAddress()::equals)
                .isPresent();
    }

    private static boolean connected(IncomingRequest request, InetAddress host) {
        return request.transport().equals("tcp") && host.equals(request.source().getAddress());
    }

    private static String transport(IncomingRequest request, SipUri uri) {
        var wanted = uri.getTransportParam();
        return "udp".equalsIgnoreCase(wanted) || "tcp".equalsIgnoreCase(wanted)
                ? wanted.toLowerCase(java.util.Locale.ROOT)
                : request.transport();
    }

    private static int port(SipUri uri) {
        return uri.getPort() > 0 && uri.getPort() <= 65_535 ? uri.getPort() : DEFAULT_PORT;
    }

    // a name is not looked up: that would block, and a phone that has one is reached where it registered from
    private static Optional<InetAddress> address(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")))
                    .filter(address -> !address.isAnyLocalAddress() && !address.isMulticastAddress());
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}
