package org.patchbay.sip.stack.internal;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.patchbay.io.Flow;
import org.patchbay.io.Listener;
import org.patchbay.io.MessageReceiver;
import org.patchbay.sip.SipTransactions.Hop;

/** The listeners that SIP is spoken at now. Reading takes no lock. */
final class Endpoints {
    private record Endpoint(Listener listener, Listener.Attachment attachment) {}

    private volatile List<Endpoint> endpoints = List.of();

    /** Begins to receive at {@code listener}. */
    synchronized void add(Listener listener, MessageReceiver receiver) {
        var attached = new ArrayList<>(endpoints);
        attached.add(new Endpoint(listener, listener.attach(receiver)));
        attached.sort(Comparator.comparing(endpoint -> endpoint.listener.name()));
        endpoints = List.copyOf(attached);
    }

    /** Ends {@link #add}; the listener's connections stay open. */
    synchronized void remove(Listener listener) {
        endpoints.stream()
                .filter(endpoint -> endpoint.listener.equals(listener))
                .forEach(endpoint -> endpoint.attachment.close());
        endpoints = endpoints.stream()
                .filter(endpoint -> !endpoint.listener.equals(listener))
                .toList();
    }

    synchronized void removeAll() {
        endpoints.forEach(endpoint -> endpoint.attachment.close());
        endpoints = List.of();
    }

    /** Returns how long messages have been waiting where they wait longest. */
    Duration behind() {
        var longest = Duration.ZERO;
        for (var endpoint : endpoints) { // asked for each request
            var behind = endpoint.listener.behind();
            if (behind.compareTo(longest) > 0) longest = behind;
        }
        return longest;
    }

    /** Returns the way to {@code hop}; empty when no listener leads there, or its connection has closed. */
    Optional<Flow> flow(Hop hop) {
        if (hop.flow().isEmpty()) {
            return listener(hop.transport(), hop.address()).map(listener -> listener.flow(hop.address()));
        }
        for (var endpoint : endpoints) {
            var flow = speaks(endpoint.listener, hop.transport())
                    ? endpoint.listener.existing(hop.flow())
                    : Optional.<Flow>empty();
            if (flow.isPresent()) return flow;
        }
        return Optional.empty();
    }

    /** Returns the listener through which peers of {@code transport} at {@code remote} are reached. */
    Optional<Listener> listener(String transport, InetSocketAddress remote) {
        Listener found = null;
        for (var endpoint : endpoints) {
            var listener = endpoint.listener;
            if (!speaks(listener, transport) || !reaches(listener.local(), remote)) continue;
            if (near(listener.local(), remote)) return Optional.of(listener);
            if (found == null) found = listener;
        }
        return Optional.ofNullable(found);
    }

    /** Returns the address that peers of {@code transport} are told; of another transport when there is no listener of that. */
    Optional<InetSocketAddress> advertised(String transport) {
        Listener found = null;
        for (var endpoint : endpoints) {
            if (speaks(endpoint.listener, transport)) return Optional.of(endpoint.listener.advertised());
            if (found == null) found = endpoint.listener;
        }
        return Optional.ofNullable(found).map(Listener::advertised);
    }

    private static boolean speaks(Listener listener, String transport) {
        return listener.protocol().name().equalsIgnoreCase(transport);
    }

    // an IPv6 socket on the wildcard address reaches both families
    private static boolean reaches(InetSocketAddress local, InetSocketAddress remote) {
        boolean sameFamily = local.getAddress() instanceof Inet4Address == remote.getAddress() instanceof Inet4Address;
        return sameFamily || local.getAddress().isAnyLocalAddress() && !(local.getAddress() instanceof Inet4Address);
    }

    private static boolean near(InetSocketAddress local, InetSocketAddress remote) {
        return local.getAddress().isLoopbackAddress() == remote.getAddress().isLoopbackAddress();
    }
}
