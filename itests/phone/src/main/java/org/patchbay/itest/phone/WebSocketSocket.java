package org.patchbay.itest.phone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A WebSocket to the server (RFC 7118), as a browser has it: nobody can connect to its contact. */
final class WebSocketSocket implements SipSocket {
    private static final long LIMIT_SECONDS = 5;

    private final String scheme;
    private final HttpClient client;
    private final WebSocket socket;

    WebSocketSocket(String scheme, InetSocketAddress server, Consumer<String> received) {
        this.scheme = scheme;
        this.client = HttpClient.newBuilder().sslContext(AnyServer.context()).build();
        String host = server.getAddress().getHostAddress() + ":" + server.getPort();
        this.socket = client.newWebSocketBuilder()
                .subprotocols("sip")
                .buildAsync(URI.create(scheme + "://" + host + "/"), new Reader(received))
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static final class Reader implements WebSocket.Listener {
        private final Consumer<String> received;
        private final StringBuilder text = new StringBuilder();

        Reader(Consumer<String> received) {
            this.received = received;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                received.accept(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    @Override
    public String transport() {
        return scheme.toUpperCase(java.util.Locale.ROOT);
    }

    /** Returns what stands for it in Via and Contact: RFC 7118 section 5 has invalid host names there, and this is nobody's address as well. */
    @Override
    public InetSocketAddress local() {
        return new InetSocketAddress(InetAddress.ofLiteral("192.0.2.99"), 9);
    }

    @Override
    public void send(byte[] bytes) {
        socket.sendText(new String(bytes, StandardCharsets.UTF_8), true)
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
