package org.patchbay.io.transport.internal;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.patchbay.io.TransportProtocol;

/** The checked settings of one listener. */
record Settings(
        String name,
        TransportProtocol protocol,
        InetSocketAddress local,
        String advertise,
        boolean reusePort,
        Limits limits,
        Tls tls,
        WebSocket webSocket) {
    /** Whether a peer must show a certificate. */
    enum ClientAuth {
        NONE,
        WANT,
        NEED
    }

    /** What is checked of a server that we connect to. */
    enum Verify {
        HOST,
        CHAIN,
        NONE
    }

    /** Paths are as configured. */
    record Tls(
            String certificate,
            String key,
            String folder,
            ClientAuth clientAuth,
            String trust,
            Verify verify,
            int handshakes,
            int handshakesPerSource) {}

    record WebSocket(String path, Set<String> origins, long pingMillis, long pongMillis) {}

    /** Throws IllegalArgumentException in the words of the file when something is wrong. */
    static Settings of(TransportConfig config) {
        var local = Check.address(config.address(), config.port());
        Advertised.of(config.advertise(), local); // throws here rather than when the sockets are open
        return new Settings(
                Check.filled("listener.name", config.listener_name()),
                Check.word("protocol", config.protocol(), TransportProtocol.class),
                local,
                config.advertise(),
                config.reuse_port(),
                Limits.of(config),
                tls(config),
                webSocket(config));
    }

    private static Tls tls(TransportConfig config) {
        return new Tls(
                config.certificate(),
                config.key(),
                config.certificates(),
                Check.word("client.auth", config.client_auth(), ClientAuth.class),
                config.trust(),
                Check.word("verify", config.verify(), Verify.class),
                Check.range("handshakes.max", config.handshakes_max(), 1, 100_000),
                Check.range("handshakes.per.source.max", config.handshakes_per_source_max(), 1, 100_000));
    }

    private static WebSocket webSocket(TransportConfig config) {
        return new WebSocket(
                config.path().strip(),
                Set.copyOf(List.of(config.origins())),
                1000L * Check.range("ping.seconds", config.ping_seconds(), 0, 86_400),
                1000L * Check.range("pong.seconds", config.pong_seconds(), 1, 3600));
    }

    /** Tells whether the sockets of {@code other} would be the same ones, so that they may stay open. */
    boolean sameSockets(Settings other) {
        return protocol == other.protocol
                && local.equals(other.local)
                && reusePort == other.reusePort
                && (protocol != TransportProtocol.UDP || limits.messageBytes() == other.limits.messageBytes());
    }
}
