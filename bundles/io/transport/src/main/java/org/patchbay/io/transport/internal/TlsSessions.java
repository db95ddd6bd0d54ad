package org.patchbay.io.transport.internal;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;

final class TlsSessions {
    Optional<Refusal> admit(Connection connection) {
        return Optional.empty();
    }

    SslHandler handler(Connection connection, ByteBufAllocator allocator) {
        throw new IllegalStateException();
    }

    void handshakeEnded(Connection connection) {}

    Optional<String> peerName(Connection connection, SslHandler handler) {
        return Optional.empty();
    }

    void change(Settings.Tls settings) {}

    void close() {}
}
