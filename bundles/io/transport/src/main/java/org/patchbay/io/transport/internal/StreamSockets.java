package org.patchbay.io.transport.internal;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.Flow;
import org.patchbay.io.TransportProtocol;

/** The listening socket of TCP, TLS, WS or WSS, and its connections. */
final class StreamSockets implements Sockets {
    private static final int BACKLOG = 1024;
    private static final long CLOSE_MILLIS = 250;
    private static final AtomicLong NUMBER = new AtomicLong();
    // distinguishes the connections of this bundle's life from those of an earlier one in the same process
    private static final String LIFE = Long.toString(System.nanoTime() & Long.MAX_VALUE, Character.MAX_RADIX);

    private final Listening listening;
    private final ConnectionTable connections = new ConnectionTable();
    private final @Nullable TlsSessions tls;
    private final Channel server;
    private volatile Settings settings;

    StreamSockets(Listening listening, Settings settings, @Nullable TlsSessions tls) throws IOException {
        this.listening = listening;
        this.settings = settings;
        this.tls = tls;
        try {
            this.server = bind(settings.local());
        } catch (IOException failed) {
            if (tls != null) tls.close();
            throw failed;
        }
    }

    private Channel bind(InetSocketAddress local) throws IOException {
        var bound = new ServerBootstrap()
                .group(listening.loops().group())
                .channelFactory(() -> listening.loops().server(local))
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accepted(channel);
                    }
                })
                .bind(local)
                .awaitUninterruptibly();
        if (bound.isSuccess()) return bound.channel();
        throw new IOException(bound.cause().getMessage(), bound.cause());
    }

    private void accepted(SocketChannel channel) {
        if (channel.remoteAddress() == null) { // the peer has gone already
            channel.unsafe().closeForcibly();
            return;
        }
        var connection = new Connection(this, channel.eventLoop(), channel.remoteAddress(), true);
        var refused = connections.admit(connection, settings.limits());
        if (refused.isEmpty()) refused = connection.accept(channel);
        refused.ifPresent(why -> {
            listening.counters().refused(why);
            connections.remove(connection);
            channel.unsafe().closeForcibly();
        });
    }

    Listening listening() {
        return listening;
    }

    Settings settings() {
        return settings;
    }

    Optional<TlsSessions> tls() {
        return Optional.ofNullable(tls);
    }

    TransportProtocol protocol() {
        return settings.protocol();
    }

    String nextId() {
        return settings.name() + '/' + LIFE + '-' + NUMBER.incrementAndGet();
    }

    Framing framing() {
        boolean webSocket = protocol() == TransportProtocol.WS || protocol() == TransportProtocol.WSS;
        int longest = settings.limits().messageBytes();
        return webSocket ? new WebSocketFraming(settings.webSocket(), longest) : new StreamFraming(longest);
    }

    @Override
    public InetSocketAddress local() {
        return (InetSocketAddress) server.localAddress();
    }

    @Override
    public Flow flow(InetSocketAddress remote) {
        var peer = ConnectionTable.Peer.of(remote, protocol().secure());
        if (!protocol().connects() || remote.isUnresolved()) {
            return connections.byPeer(peer).filter(Connection::open).orElseGet(() -> refused(remote));
        }
        var connection = connections.outgoing(
                peer, () -> new Connection(this, listening.loops().group().next(), remote, false), settings.limits());
        if (connection == null) {
            listening.counters().refused(Refusal.CONNECTIONS);
            return refused(remote);
        }
        connection.connect();
        return connection;
    }

    private Connection refused(InetSocketAddress remote) {
        var none = new Connection(this, listening.loops().group().next(), remote, false);
        none.closed(Refusal.NO_CONNECTION.words());
        return none;
    }

    void ended(Connection connection) {
        connections.remove(connection);
        if (tls != null) tls.handshakeEnded(connection);
    }

    @Override
    public Optional<Flow> existing(String id) {
        return connections.byId(id).filter(Connection::open).map(each -> each);
    }

    @Override
    public List<Flow> connections() {
        return connections.all().stream()
                .filter(Connection::established)
                .map(each -> (Flow) each)
                .toList();
    }

    @Override
    public void receiverChanged() {
        connections.all().forEach(Connection::receiverChanged);
    }

    @Override
    public void change(Settings changed) {
        settings = changed;
        if (tls != null) tls.change(changed.tls());
    }

    @Override
    public void close() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        server.close().awaitUninterruptibly(CLOSE_MILLIS);
        var closing = List.copyOf(connections.all());
        closing.forEach(each -> each.abort("the listener is closed"));
        for (var each : closing) each.awaitClosed(end - System.nanoTime());
        if (tls != null) tls.close();
        listening.loops().settle();
    }
}
