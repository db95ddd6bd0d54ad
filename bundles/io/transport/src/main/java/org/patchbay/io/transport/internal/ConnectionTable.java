package org.patchbay.io.transport.internal;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connections of one listener. Any thread. */
final class ConnectionTable {
    /** Whom a connection leads to; for TLS the name counts, since the certificate was checked for that one only. */
    record Peer(InetSocketAddress address, String name) {
        static Peer of(InetSocketAddress remote, boolean secure) {
            return new Peer(remote, secure ? remote.getHostString().toLowerCase(Locale.ROOT) : "");
        }
    }

    private final Map<String, Connection> byId = new ConcurrentHashMap<>();
    private final Map<Peer, Connection> byPeer = new ConcurrentHashMap<>();
    private final Map<Source, Integer> bySource = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    /** Takes in a connection that came from outside; empty when it may stay, or else why not. */
    Optional<Refusal> admit(Connection connection, Limits limits) {
        var source = Source.of(connection.remote());
        if (!count(limits.connections())) return Optional.of(Refusal.CONNECTIONS);
        if (bySource.merge(source, 1, Integer::sum) > limits.connectionsPerSource()) {
            leave(source);
            open.decrementAndGet();
            return Optional.of(Refusal.CONNECTIONS_OF_SOURCE);
        }
        byId.put(connection.id(), connection);
        byPeer.put(connection.peer(), connection);
        return Optional.empty();
    }

    /** Returns the connection to {@code peer}, or takes in the one that {@code made} makes; null when there are too many. */
    @Nullable
    Connection outgoing(Peer peer, Supplier<Connection> made, Limits limits) {
        return byPeer.compute(peer, (_, old) -> {
            if (old != null && old.open()) return old;
            if (!count(limits.connections())) return null;
            var connection = made.get();
            byId.put(connection.id(), connection);
            return connection;
        });
    }

    private boolean count(int most) {
        if (open.incrementAndGet() <= most) return true;
        open.decrementAndGet();
        return false;
    }

    /** Lets go of a connection that was taken in; may be told twice. */
    void remove(Connection connection) {
        if (byId.remove(connection.id()) == null) return;
        byPeer.remove(connection.peer(), connection);
        if (connection.incoming()) leave(Source.of(connection.remote()));
        open.decrementAndGet();
    }

    private void leave(Source source) {
        bySource.computeIfPresent(source, (_, count) -> count == 1 ? null : count - 1);
    }

    Optional<Connection> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Connection> byPeer(Peer peer) {
        return Optional.ofNullable(byPeer.get(peer));
    }

    Collection<Connection> all() {
        return byId.values();
    }
}
