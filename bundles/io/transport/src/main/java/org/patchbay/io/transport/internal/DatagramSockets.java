package org.patchbay.io.transport.internal;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.patchbay.io.Flow;

/** The UDP sockets of a listener: one, or on Linux one for each event loop, over which the kernel spreads the peers. */
final class DatagramSockets implements Sockets {
    private static final long CLOSE_MILLIS = 300;

    private final Listening listening;
    private final String prefix;
    private final List<DatagramPort> ports = new ArrayList<>();
    private final Probe probe = new Probe();
    private final ScheduledFuture<?> probing;
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
            closePorts();
            throw failed;
        }
        probing = listening
                .loops()
                .group()
                .next()
                .scheduleAtFixedRate(
                        this::sendProbe, Probe.INTERVAL_MILLIS, Probe.INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void bind(InetSocketAddress local, boolean several) throws IOException {
        if (!several) {
            ports.add(new DatagramPort(this, listening.loops().group().next(), local, false));
            return;
        }
        requireFree(local);
        var address = local;
        for (EventLoop loop : listening.loops().all()) {
            ports.add(new DatagramPort(this, loop, address, true));
            address = ports.getFirst().local(); // when any free port was asked for, all take the first one's
        }
    }

    // SO_REUSEPORT would share the port with another server of the same user, and each would get half of the messages
    private static void requireFree(InetSocketAddress local) throws IOException {
        try (var socket = new DatagramSocket(null)) {
            socket.setReuseAddress(false);
            socket.bind(local);
        }
    }

    private void sendProbe() {
        byte[] datagram = probe.next(System.nanoTime());
        if (datagram.length > 0) ports.getFirst().sendUncounted(datagram, here());
    }

    private InetSocketAddress here() {
        var local = local();
        if (!local.getAddress().isAnyLocalAddress()) return local;
        boolean four = local.getAddress() instanceof Inet4Address;
        return new InetSocketAddress(InetAddress.ofLiteral(four ? "127.0.0.1" : "::1"), local.getPort());
    }

    Probe probe() {
        return probe;
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
        return Duration.ofNanos(probe.delayNanos(System.nanoTime()));
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
        probing.cancel(false);
        closePorts();
    }

    private void closePorts() {
        var closing = ports.stream().map(DatagramPort::close).toList();
        closing.forEach(each -> each.awaitUninterruptibly(CLOSE_MILLIS));
        listening.loops().settle();
    }
}
