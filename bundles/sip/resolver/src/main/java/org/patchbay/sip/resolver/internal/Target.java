package org.patchbay.sip.resolver.internal;

import gov.nist.javax.sip.address.SipUri;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.TransportProtocol;

/**
 * What a URI says of where it leads.
 *
 * @param host a name, or an address in numbers without brackets
 * @param secure whether TLS alone will do: {@code sips}, or {@code transport=tls}
 * @param transport what the transport parameter asks for; null without one
 */
record Target(
        String host,
        OptionalInt port,
        boolean secure,
        @Nullable String transport) {
    private static final int SIP_PORT = 5060;
    private static final int SIPS_PORT = 5061;

    /**
     * Reads a URI. A maddr parameter is ignored: it would let whoever writes a URI send requests past the name that it shows
     * (RFC 3261 section 19.1.1 keeps it for multicast and loose routing of old).
     */
    static Target of(SipUri uri) {
        var parameter = uri.getTransportParam();
        var transport = parameter == null ? null : parameter.toLowerCase(Locale.ROOT);
        return new Target(
                bare(uri.getHost()),
                uri.getPort() > 0 ? OptionalInt.of(uri.getPort()) : OptionalInt.empty(),
                uri.isSecure() || "tls".equals(transport),
                transport);
    }

    private static String bare(@Nullable String host) {
        if (host == null) return "";
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        var bare = bracketed ? host.substring(1, host.length() - 1) : host;
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /** Returns the address when the host is one in numbers. */
    Optional<InetAddress> literal() {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    /** Tells whether the name system is asked which transports there are: the URI names none, and no port (RFC 3263 section 4.1). */
    boolean leavesTransportOpen() {
        return transport == null && port.isEmpty();
    }

    /**
     * Returns the transports that the URI allows, the one to prefer first (RFC 3263 section 4.1): TLS alone when it is to be secure, what the
     * parameter says, else UDP, and TCP and TLS for a server without.
     */
    List<TransportProtocol> allowed() {
        if (secure) return runsOverTcp() ? List.of(TransportProtocol.TLS) : List.of();
        if (transport == null) return List.of(TransportProtocol.UDP, TransportProtocol.TCP, TransportProtocol.TLS);
        return switch (transport) {
            case "udp" -> List.of(TransportProtocol.UDP);
            case "tcp" -> List.of(TransportProtocol.TCP);
            // nobody can connect to a browser (RFC 7118 section 7), and there is no SCTP here
            default -> List.of();
        };
    }

    // in a sips URI the parameter names what TLS runs on (RFC 3261 section 26.2.2)
    private boolean runsOverTcp() {
        return transport == null || transport.equals("tcp") || transport.equals("tls");
    }

    /**
     * Returns those of {@link #allowed} that are tried without asking the name system for services. TLS isn't unless it was asked for:
     * the port, or the silence of the name system, says that somebody listens in the clear.
     */
    List<TransportProtocol> usual() {
        return allowed().stream()
                .filter(protocol -> secure || protocol != TransportProtocol.TLS)
                .toList();
    }

    /** Returns the port of the URI, or the usual one of {@code protocol} (RFC 3263 section 4.2). */
    int portFor(TransportProtocol protocol) {
        return port.orElse(protocol == TransportProtocol.TLS ? SIPS_PORT : SIP_PORT);
    }
}
