package org.patchbay.io.transport.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** Opens a TCP connection from here. */
final class Dialling {
    private Dialling() {}

    /** {@code begin} gets the socket on its loop before it is connected. */
    static ChannelFuture start(
            StreamSockets sockets, EventLoop loop, InetSocketAddress remote, Consumer<SocketChannel> begin) {
        var bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(() -> sockets.listening().loops().client(remote))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        sockets.settings().limits().setupMillis())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel opened) {
                        begin.accept(opened);
                    }
                });
        // of several addresses, peers must see the one that they were told
        var from = sockets.local().getAddress();
        if (!from.isAnyLocalAddress()) bootstrap.localAddress(new InetSocketAddress(from, 0));
        return bootstrap.connect(remote);
    }
}
