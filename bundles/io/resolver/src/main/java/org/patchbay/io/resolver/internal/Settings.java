package org.patchbay.io.resolver.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The configuration, checked; {@code servers} is empty for those of the system. */
record Settings(
        List<InetSocketAddress> servers,
        Duration timeLimit,
        int entries,
        Duration shortest,
        Duration longest,
        Duration negative) {
    private static final int DNS_PORT = 53;
    /** As many as the system's own resolver takes from resolv.conf. */
    static final int SERVERS_MAX = 3;

    Settings {
        if (servers.size() > SERVERS_MAX) throw new IllegalArgumentException("servers: more than " + SERVERS_MAX);
        servers = List.copyOf(servers);
        if (shortest.compareTo(longest) > 0)
            throw new IllegalArgumentException("cache.seconds.min above cache.seconds.max");
    }

    static Settings of(ResolverConfig config) {
        return new Settings(
                Arrays.stream(config.servers())
                        .map(String::trim)
                        .filter(text -> !text.isEmpty())
                        .map(Settings::server)
                        .toList(),
                Duration.ofMillis(Math.clamp(config.timeout_millis(), 300, 30_000)),
                Math.clamp(config.cache_entries(), 1, 1_000_000),
                Duration.ofSeconds(Math.clamp(config.cache_seconds_min(), 0, 3600)),
                Duration.ofSeconds(Math.clamp(config.cache_seconds_max(), 1, 604_800)),
                Duration.ofSeconds(Math.clamp(config.cache_seconds_negative(), 0, 10_800)));
    }

    private static InetSocketAddress server(String text) {
        try {
            int colon = portColon(text);
            var host = colon < 0 ? text : text.substring(0, colon);
            int port = colon < 0 ? DNS_PORT : Integer.parseInt(text.substring(colon + 1));
            return new InetSocketAddress(InetAddress.ofLiteral(bare(host)), port);
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException("servers: not an address with or without a port: " + text, bad);
        }
    }

    // an IPv6 address has colons of its own, so that a port needs the brackets
    private static int portColon(String text) {
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[");
        if (bracketed) return colon > text.indexOf(']') ? colon : -1;
        return colon == text.indexOf(':') ? colon : -1;
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Returns how long an answer is remembered that says so many seconds. */
    Duration kept(long seconds) {
        var said = Duration.ofSeconds(seconds);
        if (said.compareTo(shortest) < 0) return shortest;
        return said.compareTo(longest) > 0 ? longest : said;
    }
}
