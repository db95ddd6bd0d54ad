package org.patchbay.io.transport.internal;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.Flow;
import org.patchbay.io.Listener;

/**
 * A pair of addresses.
 *
 * @param port the socket that the peer's messages arrive at, and so the one for what is sent to it, in order; {@code null} when none has
 *     come yet
 * @param reached what the peer sent to, when the kernel said it
 */
record DatagramFlow(
        DatagramSockets sockets,
        InetSocketAddress remote,
        @Nullable DatagramPort port,
        @Nullable InetSocketAddress reached)
        implements Flow {
    @Override
    public String id() {
        return sockets.id(remote);
    }

    @Override
    public Listener listener() {
        return sockets.listening().listener();
    }

    @Override
    public InetSocketAddress local() {
        if (reached != null) return reached;
        var local = sockets.local();
        if (!local.getAddress().isAnyLocalAddress() || remote.isUnresolved()) return local;
        return new InetSocketAddress(Advertised.towards(remote), local.getPort());
    }

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public Optional<String> peerName() {
        return Optional.empty();
    }

    @Override
    public void send(byte[] message, Outcome outcome) {
        (port == null ? sockets.port(remote) : port).send(message, remote, outcome);
    }

    @Override
    public void close() {}
}
