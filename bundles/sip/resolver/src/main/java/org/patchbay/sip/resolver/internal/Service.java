package org.patchbay.sip.resolver.internal;

import java.util.Locale;
import java.util.Optional;
import org.patchbay.io.NameResolver.Naptr;
import org.patchbay.io.TransportProtocol;

/** A transport, and the name of the SRV records that say where it is served. */
record Service(TransportProtocol protocol, String srvName) {
    /** Returns the service that a domain without NAPTR records has by its own name (RFC 3263 section 4.1, table of 4.2). */
    static Service of(TransportProtocol protocol, String domain) {
        var prefix = switch (protocol) {
            case UDP -> "_sip._udp.";
            case TCP -> "_sip._tcp.";
            case TLS -> "_sips._tcp.";
            case WS, WSS -> throw new IllegalArgumentException("nobody connects by " + protocol);
        };
        return new Service(protocol, prefix + domain);
    }

    /** Returns the service that a NAPTR record offers; empty when it isn't one for us, such as {@code SIP+D2W} (RFC 7118) or ENUM. */
    static Optional<Service> of(Naptr record) {
        // RFC 3263 section 4.1: the flag s, and a replacement instead of a regular expression
        if (!record.flags().equalsIgnoreCase("s") || record.replacement().isEmpty()) return Optional.empty();
        return switch (record.service().toUpperCase(Locale.ROOT)) {
            case "SIP+D2U" -> Optional.of(new Service(TransportProtocol.UDP, record.replacement()));
            case "SIP+D2T" -> Optional.of(new Service(TransportProtocol.TCP, record.replacement()));
            case "SIPS+D2T" -> Optional.of(new Service(TransportProtocol.TLS, record.replacement()));
            default -> Optional.empty();
        };
    }
}
