package org.patchbay.sip.resolver.internal;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.patchbay.io.Listener;
import org.patchbay.io.TransportProtocol;

/** Which transports and address families this server can send with: those of its listeners. */
record Ways(Set<TransportProtocol> ipv4, Set<TransportProtocol> ipv6) {
    Ways {
        ipv4 = Set.copyOf(ipv4);
        ipv6 = Set.copyOf(ipv6);
    }

    static Ways of(Collection<Listener> listeners) {
        var ipv4 = EnumSet.noneOf(TransportProtocol.class);
        var ipv6 = EnumSet.noneOf(TransportProtocol.class);
        for (var listener : listeners) {
            var protocol = listener.protocol();
            var bound = listener.local().getAddress();
            if (isIpv4(bound) || bound.isAnyLocalAddress()) ipv4.add(protocol);
            // :: takes both families, 0.0.0.0 only its own
            if (!isIpv4(bound)) ipv6.add(protocol);
        }
        return new Ways(ipv4, ipv6);
    }

    private static boolean isIpv4(InetAddress address) {
        return address instanceof Inet4Address;
    }

    /** Tells whether there is a listener for {@code protocol}. */
    boolean has(TransportProtocol protocol) {
        return ipv4.contains(protocol) || ipv6.contains(protocol);
    }

    /** Tells whether a listener can send to {@code address}; never to a multicast or wildcard address, which no single server has. */
    boolean lead(TransportProtocol protocol, InetAddress address) {
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) return false;
        return (isIpv4(address) ? ipv4 : ipv6).contains(protocol);
    }
}
