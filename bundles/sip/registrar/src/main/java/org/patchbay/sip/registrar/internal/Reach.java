package org.patchbay.sip.registrar.internal;

import gov.nist.javax.sip.address.SipUri;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.SipTransactions.Hop;

/**
 * Finds where requests to a contact go: to the address in its URI, as RFC 3261 section 10.3 has it, but to where the REGISTER came
 * from when the phone doesn't know its own address, being behind a NAT, or when a connection from it is open already.
 */
final class Reach {
    private static final int DEFAULT_PORT = 5060;
    private static final int TLS_PORT = 5061;
    private static final Set<String> CONNECTABLE = Set.of("udp", "tcp", "tls");

    private Reach() {}

    /**
     * Returns where requests to {@code uri} go.
     *
     * @param path the proxies in between, of which the first is sent to
     * @param flow whether the phone keeps the way up that its REGISTER has come (RFC 5626)
     */
    static Hop hop(IncomingRequest request, SipUri uri, List<String> path, boolean flow) {
        if (!path.isEmpty()) return proxy(request, Extensions.proxy(path.getFirst()));
        // RFC 7118 section 5: a browser has no address, only the connection that it has opened
        if (flow || request.transport().startsWith("ws")) return request.hop();
        return address(uri.getHost())
                .filter(host -> knowsItself(request) && !connected(request, host))
                .map(host -> to(host, uri, request.transport()))
                .orElseGet(() -> new Hop(request.transport(), request.source()));
    }

    // the registrar can't wait for the name system; a proxy with a name is reached where it sent the REGISTER from
    private static Hop proxy(IncomingRequest request, SipUri uri) {
        return address(uri.getHost())
                .map(host -> to(host, uri, "udp"))
                .orElseGet(() -> new Hop(request.transport(), request.source()));
    }

    private static Hop to(InetAddress host, SipUri uri, String otherwise) {
        var transport = transport(uri, otherwise);
        return new Hop(transport, new InetSocketAddress(host, port(uri, transport)));
    }

    // RFC 3581 section 4: behind a NAT the address that a phone writes into Via isn't the one its packets come from
    private static boolean knowsItself(IncomingRequest request) {
        return address(request.message().getTopmostVia().getHost())
                .filter(request.source().getAddress()::equals)
                .isPresent();
    }

    private static boolean connected(IncomingRequest request, InetAddress host) {
        return !request.transport().equals("udp")
                && host.equals(request.source().getAddress());
    }

    private static String transport(SipUri uri, String otherwise) {
        var wanted = String.valueOf(uri.getTransportParam()).toLowerCase(Locale.ROOT);
        return CONNECTABLE.contains(wanted) ? wanted : otherwise;
    }

    private static int port(SipUri uri, String transport) {
        if (uri.getPort() > 0 && uri.getPort() <= 65_535) return uri.getPort();
        return transport.equals("tls") ? TLS_PORT : DEFAULT_PORT;
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    // a name is not looked up: that would block, and a phone that has one is reached where it registered from
    private static Optional<InetAddress> address(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(withoutBrackets(host)))
                    .filter(address -> !address.isAnyLocalAddress() && !address.isMulticastAddress());
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}
