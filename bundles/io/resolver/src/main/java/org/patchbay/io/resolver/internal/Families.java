package org.patchbay.io.resolver.internal;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts the address family first that this machine has a way for; IPv6 when it has both (RFC 6724 section 2.1). */
final class Families {
    // of the documentation (RFC 3849): nothing is sent there, the kernel only looks for a route
    private static final InetSocketAddress FAR_AWAY = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 9);

    private volatile boolean reachesIpv6 = hasWay();

    /** Looks again whether there is a way. */
    void refresh() {
        reachesIpv6 = hasWay();
    }

    private static boolean hasWay() {
        try (var probe = DatagramChannel.open(StandardProtocolFamily.INET6)) {
            probe.connect(FAR_AWAY);
            return true;
        } catch (IOException | UnsupportedOperationException noWay) {
            return false;
        }
    }

    /** Returns the addresses sorted; those of one family keep their order. */
    List<InetAddress> sorted(List<InetAddress> ipv4, List<InetAddress> ipv6) {
        return sorted(ipv4, ipv6, reachesIpv6);
    }

    static List<InetAddress> sorted(List<InetAddress> some, List<InetAddress> others, boolean ipv6First) {
        var all = new ArrayList<InetAddress>(some);
        all.addAll(others);
        all.sort(Comparator.comparing(address -> address instanceof Inet6Address != ipv6First));
        return List.copyOf(all);
    }
}
