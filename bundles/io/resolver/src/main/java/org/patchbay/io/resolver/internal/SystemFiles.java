package org.patchbay.io.resolver.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What /etc/hosts and /etc/resolv.conf mean, given their lines without comments. */
final class SystemFiles {
    private static final int DNS_PORT = 53;

    private SystemFiles() {}

    /** Returns the addresses by {@link WireName#normal} name (hosts(5)). */
    static Map<String, List<InetAddress>> hosts(List<String> lines) {
        var hosts = new HashMap<String, List<InetAddress>>();
        for (var line : lines) {
            var words = line.split("\\s+");
            literal(words[0]).ifPresent(address -> {
                for (int word = 1; word < words.length; word++) {
                    hosts.computeIfAbsent(WireName.normal(words[word]), _ -> new ArrayList<>())
                            .add(address);
                }
            });
        }
        hosts.replaceAll((_, addresses) -> addresses.stream().distinct().toList());
        return Map.copyOf(hosts);
    }

    /** Returns the name servers; when none is named it is the one on this machine (resolv.conf(5)). */
    static List<InetSocketAddress> nameServers(List<String> lines) {
        var servers = lines.stream()
                .map(line -> line.split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                .flatMap(words -> literal(words[1]).stream())
                .limit(Settings.SERVERS_MAX)
                .map(address -> new InetSocketAddress(address, DNS_PORT))
                .toList();
        return servers.isEmpty()
                ? List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), DNS_PORT))
                : servers;
    }

    /** Returns the address that {@code text} is in numbers. */
    static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}
