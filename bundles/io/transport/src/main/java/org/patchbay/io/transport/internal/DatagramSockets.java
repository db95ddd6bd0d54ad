package org.patchbay.io.transport.internal;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patchbay.io.Flow;

/** The UDP sockets of a listener: one, or on Linux one for each event loop, over which the kernel spreads the peers. */
final class DatagramSockets implements Sockets {
    private static final long CLOSE_MILLIS = 300;

    private final Listening listening;
    private final String prefix;
    private final List<DatagramPort> ports = new ArrayList<>();
    private volatile Limits limits;

    DatagramSockets(Listening listening, Settings settings) throws IOException {
        this.listening = listening;
        this.prefix = settings.name() + '/';
        this.limits = settings.limits();
        boolean several = settings.reusePort()
                && listening.loops().epoll()
                && listening.loops().all().size() > 1;
        try {
            bind(settings.local(), several);
        } catch (IOException failed) {
            close();
            throw failed;
        }
    }

    private void bind(InetSocketAddress local, boolean several) throws IOException {
        if (!several) {
            ports.add(new DatagramPort(this, listening.loops().group().next(), local, false));
            return;
        }
        probe(local);
        var address = local;
        for (EventLoop loop : listening.loops().all()) {
            ports.add(new DatagramPort(this, loop, address, true));
            address = ports.getFirst().local(); // when any free port was asked for, all take the first one's
        }
    }

    // SO_REUSEPORT would share the port with another server of the same user, and each would get half of the messages
    private static void probe(InetSocketAddress local) throws IOException {
        try (var socket = new DatagramSocket(null)) {
            socket.setReuseAddress(false);
            socket.bind(local);
        }
    }

    Listening listening() {
        return listening;
    }

    Limits limits() {
        return limits;
    }

    @Override
    public InetSocketAddress local() {
        return ports.getFirst().local();
    }

    @Override
    public Flow flow(InetSocketAddress remote) {
        return new DatagramFlow(this, remote, null, null);
    }

    String id(InetSocketAddress remote) {
        var host = remote.isUnresolved()
                ? remote.getHostString()
                : remote.getAddress().getHostAddress();
        return prefix + host + '|' + remote.getPort();
    }

    @Override
    public Optional<Flow> existing(String id) {
        int bar = id.lastIndexOf('|');
        if (!id.startsWith(prefix) || bar < prefix.length()) return Optional.empty();
        try {
            var address = InetAddress.ofLiteral(id.substring(prefix.length(), bar));
            return Optional.of(flow(new InetSocketAddress(address, Integer.parseInt(id.substring(bar + 1)))));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** Returns the socket for a peer from which nothing has come: always the same, so that what is sent keeps its order. */
    DatagramPort port(InetSocketAddress remote) {
        return ports.get(Math.floorMod(remote.hashCode(), ports.size()));
    }

    @Override
    public Duration behind() {
        return Duration.ofNanos(
                ports.stream().mapToLong(DatagramPort::behindNanos).max().orElse(0));
    }

    @Override
    public List<Flow> connections() {
        return List.of();
    }

    @Override
    public void receiverChanged() {
        ports.forEach(DatagramPort::receiverChanged);
    }

    @Override
    public void change(Settings settings) {
        limits = settings.limits();
    }

    @Override
    public void close() {
        var closing = ports.stream().map(DatagramPort::close).toList();
        closing.forEach(each -> each.awaitUninterruptibly(CLOSE_MILLIS));
        listening.loops().settle();
    }
}
