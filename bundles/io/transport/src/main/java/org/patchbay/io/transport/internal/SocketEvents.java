package org.patchbay.io.transport.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens at the socket of a connection, on its loop: it is up, TLS is through, bytes have come, it broke. */
final class SocketEvents extends ChannelInboundHandlerAdapter {
    private final Connection connection;
    private final StreamSockets sockets;
    private final Framing framing;
    private final Reader reader;
    private boolean secured; // TLS is through, or there is none
    private volatile @Nullable SslHandler ssl;

    SocketEvents(Connection connection, StreamSockets sockets, Framing framing, Reader reader) {
        this.connection = connection;
        this.sockets = sockets;
        this.framing = framing;
        this.reader = reader;
    }

    /** Begins to take what happens at {@code opened}. */
    void join(SocketChannel opened) {
        sockets.tls().ifPresent(tls -> {
            var handler = tls.handler(connection);
            ssl = handler;
            opened.pipeline().addLast(handler);
        });
        opened.pipeline().addLast(this);
    }

    // ---- the handshake

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (ssl == null) secured();
        else readUnasked();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) return;
        sockets.tls().ifPresent(tls -> tls.handshakeEnded(connection));
        if (handshake.isSuccess()) secured();
        else connection.handshakeFailed("TLS handshake: " + handshake.cause().getMessage());
    }

    private void secured() {
        secured = true;
        sockets.tls().ifPresent(tls -> tls.handshakeEnded(connection));
        if (framing.ready()) connection.opened();
        else readUnasked();
    }

    // the way there is gone with nobody attached; it delivers nothing
    private void readUnasked() {
        var socket = connection.channel();
        if (socket != null && !socket.config().isAutoRead()) socket.read();
    }

    /** Returns whom the peer's certificate names. */
    Optional<String> peerName() {
        var tls = ssl;
        return tls == null ? Optional.empty() : sockets.tls().flatMap(each -> each.peerName(connection, tls));
    }

    /** Tells the peer that nothing more comes. */
    void closeOutput(SocketChannel socket) {
        var tls = ssl;
        if (tls != null) tls.closeOutbound();
        else socket.shutdownOutput();
    }

    // ---- what comes

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        var bytes = (ByteBuf) read;
        try {
            if (connection.reads()) reader.take(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (secured) reader.serve();
        if (connection.opening()) readUnasked();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.broken(cause);
    }
}
