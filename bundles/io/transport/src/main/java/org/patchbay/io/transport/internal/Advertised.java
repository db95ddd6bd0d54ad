package org.patchbay.io.transport.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Finds out how peers reach this server. */
final class Advertised {
    // RFC 5737: an address of nobody, so that only the routing table is asked
    private static final InetSocketAddress FAR = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9);

    private Advertised() {}

    /** Reads {@code HOST} or {@code HOST:PORT}; when it is empty, takes {@code local}, or what stands for the wildcard. */
    static InetSocketAddress of(String configured, InetSocketAddress local) {
        if (!configured.isBlank()) return parse(configured.strip(), local.getPort());
        if (!local.getAddress().isAnyLocalAddress()) return local;
        return new InetSocketAddress(towards(FAR), local.getPort());
    }

    private static InetSocketAddress parse(String text, int defaultPort) {
        int colon = text.lastIndexOf(':');
        boolean port =
                colon > 0 && (text.indexOf(':') == colon || text.startsWith("[") && text.charAt(colon - 1) == ']');
        var host = port ? text.substring(0, colon) : text;
        var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        int number = port ? number(text.substring(colon + 1), text) : defaultPort;
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(bare), number);
        } catch (IllegalArgumentException name) {
            return InetSocketAddress.createUnresolved(bare, number); // peers look it up, we never do
        }
    }

    private static int number(String port, String text) {
        if (port.matches("[0-9]{1,5}") && Integer.parseInt(port) < 65536) return Integer.parseInt(port);
        throw new IllegalArgumentException("advertise must be HOST or HOST:PORT, not " + text);
    }

    /** Returns the address of this machine that the routing table takes towards {@code remote}. */
    static InetAddress towards(InetSocketAddress remote) {
        try (var socket = new DatagramSocket()) {
            socket.connect(remote); // sends nothing
            var address = socket.getLocalAddress();
            return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        } catch (IOException | UncheckedIOException noRoute) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
