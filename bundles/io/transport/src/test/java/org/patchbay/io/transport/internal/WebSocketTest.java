package org.patchbay.io.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.io.Flow;

class WebSocketTest {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ=="; // of RFC 6455 section 1.3
    private static final String REQUEST =
            "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: " + KEY
                    + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\n\r\n";

    @TempDir
    private Path home;

    private Bench bench;
    private final Recorder receiver = new Recorder();

    @BeforeEach
    void begin() {
        bench = new Bench(home);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private ConfiguredListener open(String protocol, Object... settings) {
        var listener = bench.open(protocol, settings);
        listener.attach(receiver);
        return listener;
    }

    private static void awaitRefused(ConfiguredListener listener, String cause) {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(listener.counters().refused().get(cause)).isPositive());
    }

    /** What the JDK's client was told. */
    private static final class Browser implements WebSocket.Listener {
        final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) messages.add("text:" + text);
            if (last) text.setLength(0);
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            var bytes = new byte[data.remaining()];
            data.get(bytes);
            messages.add("binary:" + Bench.text(bytes));
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
            var bytes = new byte[data.remaining()];
            data.get(bytes);
            messages.add("pong:" + Bench.text(bytes));
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }
    }

    private WebSocket browse(HttpClient client, ConfiguredListener listener, Browser browser) {
        return client.newWebSocketBuilder()
                .subprotocols("sip")
                .connectTimeout(Duration.ofSeconds(10))
                .buildAsync(
                        URI.create(listener.protocol().word() + "://localhost:"
                                + listener.local().getPort() + "/ws"),
                        browser)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private HttpClient client() throws Exception {
        var certificate = home.resolve("etc/tls/patchbay.crt");
        if (!java.nio.file.Files.exists(certificate)) return HttpClient.newHttpClient();
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("server", Pem.certificates(certificate).getFirst());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void speaksWithTheClientOfTheJdk(String protocol) throws Exception { // RFC 7118 sections 4 and 5
        var listener = open(protocol);
        try (var client = client()) {
            var browser = new Browser();
            var socket = browse(client, listener, browser);
            assertThat(socket.getSubprotocol()).isEqualTo("sip");

            var long_ = "MESSAGE €" + "x".repeat(60_000);
            socket.sendText(long_.substring(0, 20_000), false).join();
            socket.sendText(long_.substring(20_000, 20_001), false).join();
            socket.sendText(long_.substring(20_001), true).join();
            var received = receiver.next();
            assertThat(new String(received.message(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(long_);
            received.flow().send(Bench.bytes("y".repeat(70_000)), Flow.Outcome.IGNORED);
            assertThat(Recorder.next(browser.messages)).isEqualTo("text:" + "y".repeat(70_000));
            socket.sendBinary(ByteBuffer.wrap(Bench.bytes("in binary")), true).join();
            assertThat(receiver.next().text()).isEqualTo("in binary");
            socket.sendPing(ByteBuffer.wrap(Bench.bytes("abc"))).join();
            assertThat(Recorder.next(browser.messages)).isEqualTo("pong:abc");

            assertThat(listener.connections()).containsExactly(received.flow());
            received.flow().close();
            assertThat(browser.closed.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(1001);
            assertThat(Recorder.next(receiver.closed)).isSameAs(received.flow());
        }
    }

    @Test
    void answersInBinaryToOneThatBeganInBinaryAndClosesAsTheClientDoes() throws Exception {
        var listener = open("ws");
        try (var client = client()) {
            var browser = new Browser();
            var socket = browse(client, listener, browser);

            socket.sendBinary(ByteBuffer.wrap(Bench.bytes("first")), true).join();
            var flow = receiver.next().flow();
            flow.send(Bench.bytes("answer"), Flow.Outcome.IGNORED);
            assertThat(Recorder.next(browser.messages)).isEqualTo("binary:answer");
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();

            assertThat(browser.closed.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(1000);
            assertThat(Recorder.next(receiver.closed)).isSameAs(flow);
        }
    }

    private Socket upgrade(ConfiguredListener listener) throws IOException {
        var socket = bench.connect(listener);
        Bench.write(socket, Bench.bytes(REQUEST));
        assertThat(head(socket)).startsWith("HTTP/1.1 101 ");
        return socket;
    }

    private static String head(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) throw new IOException("ended after " + head);
            head.append((char) next);
        }
        return head.toString();
    }

    static byte[] frame(int first, byte[] payload) {
        var plain = WebSocketFrame.encode(0, payload);
        int head = plain.length - payload.length;
        var mask = new byte[] {1, 2, 3, 4};
        var frame = ByteBuffer.allocate(plain.length + 4).put(plain, 0, head).put(mask);
        for (int i = 0; i < payload.length; i++) frame.put((byte) (payload[i] ^ mask[i & 3]));
        frame.put(0, (byte) first);
        frame.put(1, (byte) (plain[1] | 0x80));
        return frame.array();
    }

    private static int closeCode(Socket socket) throws IOException {
        var frame = socket.getInputStream().readNBytes(4);
        assertThat(frame).startsWith(0x88, 2);
        return Short.toUnsignedInt(ByteBuffer.wrap(frame).getShort(2));
    }

    @Test
    void answersTheUpgradeOfRfc6455Section13() throws Exception {
        var listener = open("ws");
        var socket = bench.connect(listener);

        Bench.write(socket, Bench.bytes(REQUEST));

        assertThat(head(socket))
                .isEqualTo("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: sip\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /ws,POST /ws,400",
        "HTTP/1.1,HTTP/1.0,400",
        "HTTP/1.1,SIP/2.0,400",
        "Host: localhost,X: y,400",
        "Host: localhost,Host : localhost,400",
        "Host: localhost, folded,400",
        "Host: localhost,no colon,400",
        "Upgrade: websocket,Upgrade: h2c,400",
        "Connection: Upgrade,Connection: close,400",
        "dGhlIHNhbXBsZSBub25jZQ==,dGhl,400",
        "dGhlIHNhbXBsZSBub25jZQ==,%%%,400",
        "Protocol: sip,Protocol: chat,400",
        "Sec-WebSocket-Protocol: sip,Content-Length: 5,400",
        "Version: 13,Version: 8,426",
        "GET /ws,GET /other,404",
        "Host: localhost,Host: a~Origin: https://evil.example,403",
    })
    void refusesUpgradesThatBreakARule(String part, String wrong, String status)
            throws Exception { // RFC 6455 section 4.2.1
        var listener = open("ws", "path", "/ws", "origins", new String[] {"https://phone.example"});
        var socket = bench.connect(listener);

        Bench.write(socket, Bench.bytes(REQUEST.replace(part, wrong.replace("~", "\r\n"))));

        assertThat(head(socket)).startsWith("HTTP/1.1 " + status + " ").contains("Connection: close");
        assertThat(Bench.ended(socket)).isTrue();
        awaitRefused(listener, status.equals("403") ? "WebSocket origin not allowed" : "WebSocket upgrade refused");
    }

    @Test
    void letsInAllowedOriginsAndClientsWithoutOneAndSeveralSubprotocols() throws Exception {
        var listener = open("ws", "path", "/ws", "origins", new String[] {"https://phone.example"});

        upgrade(listener);
        var browser = bench.connect(listener);
        Bench.write(
                browser,
                Bench.bytes(REQUEST.replace("Host: localhost", "host: a\r\nORIGIN: https://phone.example")
                        .replace("Protocol: sip", "Protocol: xmpp, sip")
                        .replace("/ws", "/ws?token=1")
                        .replace("Connection: Upgrade", "Connection: keep-alive, Upgrade")));

        assertThat(head(browser)).startsWith("HTTP/1.1 101 ");
    }

    @Test
    void anUpgradeThatIsTooLongOrTooSlowEnds() throws Exception {
        var listener = open("ws", "setup.seconds.max", 1);
        var tooLong = bench.connect(listener);
        Bench.write(tooLong, Bench.bytes("GET / HTTP/1.1\r\nX: " + "x".repeat(9000)));
        assertThat(head(tooLong)).startsWith("HTTP/1.1 431 ");
        assertThat(Bench.ended(tooLong)).isTrue();

        var slow = bench.connect(listener);
        Bench.write(slow, Bench.bytes("GET / HT"));

        assertThat(Bench.ended(slow)).isTrue();
        awaitRefused(listener, "not set up in time");
    }

    @Test
    void framesThatBreakARuleCloseWithTheCodeForIt()
            throws Exception { // RFC 6455 sections 5.1, 5.2, 5.4, 5.5, 7.4.1, 8.1
        var listener = open("ws", "message.bytes.max", 2000);
        var unmasked = WebSocketFrame.encode(WebSocketFrame.TEXT, Bench.bytes("a"));
        record Case(int code, byte[] bytes) {}
        var huge = ByteBuffer.allocate(14)
                .put((byte) 0x81)
                .put((byte) 0xFF)
                .putLong(2_000_000_000_000L)
                .array();
        var negative = ByteBuffer.allocate(14)
                .put((byte) 0x81)
                .put((byte) 0xFF)
                .putLong(-1)
                .array();
        var cases = new Case[] {
            new Case(1002, unmasked),
            new Case(1002, frame(0xC1, Bench.bytes("a"))),
            new Case(1002, frame(0x83, Bench.bytes("a"))),
            new Case(1002, frame(0x8B, Bench.bytes("a"))),
            new Case(1002, frame(0x09, Bench.bytes("a"))),
            new Case(1002, frame(0x89, new byte[126])),
            new Case(1002, frame(0x80, Bench.bytes("a"))),
            new Case(1002, frame(0x88, new byte[] {1})),
            new Case(1002, frame(0x88, new byte[] {3, (byte) 0xED})),
            new Case(1002, negative),
            new Case(1009, huge),
            new Case(1009, frame(0x81, new byte[2001])),
            new Case(1007, frame(0x81, new byte[] {(byte) 0xC3, (byte) 0x28})),
        };
        for (var each : cases) {
            var socket = upgrade(listener);
            Bench.write(socket, each.bytes);
            assertThat(closeCode(socket)).isEqualTo(each.code);
            assertThat(Bench.ended(socket)).isTrue();
        }
        var mixed = upgrade(listener);
        Bench.write(mixed, frame(0x01, Bench.bytes("a")));
        Bench.write(mixed, frame(0x81, Bench.bytes("b")));
        assertThat(closeCode(mixed)).isEqualTo(1002);
        var growing = upgrade(listener);
        Bench.write(growing, frame(0x02, new byte[1500]));
        Bench.write(growing, frame(0x00, new byte[501]));
        assertThat(closeCode(growing)).isEqualTo(1009);
        assertThat(receiver.messages).isEmpty();
    }

    @Test
    void takesControlFramesBetweenFragments() throws Exception { // RFC 6455 section 5.4
        var socket = upgrade(open("ws"));

        Bench.write(socket, frame(0x01, Bench.bytes("one ")));
        Bench.write(socket, frame(0x89, Bench.bytes("p")));
        Bench.write(socket, frame(0x00, Bench.bytes("two ")));
        Bench.write(socket, frame(0x8A, Bench.bytes("unasked")));
        Bench.write(socket, frame(0x80, Bench.bytes("three")));

        assertThat(receiver.next().text()).isEqualTo("one two three");
        assertThat(socket.getInputStream().readNBytes(3)).containsExactly(0x8A, 1, 'p');
    }

    @Test
    void takesFramesThatFollowTheUpgradeAtOnceAndTornAnywhere() throws Exception {
        var listener = open("ws");
        var socket = bench.connect(listener);
        var all = new java.io.ByteArrayOutputStream();
        all.writeBytes(Bench.bytes(REQUEST));
        all.writeBytes(frame(0x82, Bench.bytes("x".repeat(70_000))));
        all.writeBytes(frame(0x81, Bench.bytes("last")));
        var random = new Random(7118);

        var bytes = all.toByteArray();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, at < 1000 ? 1 : 1 + random.nextInt(9000));
            socket.getOutputStream().write(bytes, at, length);
            at += length;
        }

        assertThat(receiver.next().message()).hasSize(70_000);
        assertThat(receiver.next().text()).isEqualTo("last");
    }

    @Test
    void answersKeepAlivesOfLineBreaksAndSendsWhatIsNoTextInBinary() throws Exception { // RFC 5626 section 3.5.1
        var socket = upgrade(open("ws"));

        Bench.write(socket, frame(0x81, Bench.bytes("\r\n\r\n")));
        assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0x81, 2, '\r', '\n');
        Bench.write(socket, frame(0x81, Bench.bytes("\r\n")));
        Bench.write(socket, frame(0x81, Bench.bytes("m")));
        receiver.next().flow().send(new byte[] {(byte) 0xFF}, Flow.Outcome.IGNORED);

        assertThat(socket.getInputStream().readNBytes(3)).containsExactly(0x82, 1, 0xFF);
    }

    @Test
    void pingsAndClosesWhoDoesNotAnswer() throws Exception {
        var listener = open("ws", "ping.seconds", 1, "pong.seconds", 1);
        var socket = upgrade(listener);

        assertThat(socket.getInputStream().readNBytes(2)).containsExactly(0x89, 0);
        Bench.write(socket, frame(0x8A, new byte[0]));
        assertThat(socket.getInputStream().readNBytes(2)).containsExactly(0x89, 0);

        assertThat(Bench.ended(socket)).isTrue();
        awaitRefused(listener, "WebSocket ping not answered");
    }

    @Test
    void fragmentsThatNeverEndTakeTooLong() throws Exception {
        var listener = open("ws", "message.seconds.max", 1);
        var socket = upgrade(listener);

        long begun = System.nanoTime();
        Bench.write(socket, frame(0x01, Bench.bytes("begun")));
        try {
            do Bench.write(socket, frame(0x89, new byte[0])); // signs of life don't prolong it
            while (socket.getInputStream().readNBytes(2).length == 2);
        } catch (java.net.SocketException reset) {
            // the end as well
        }

        assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
        awaitRefused(listener, "message too slow");
    }

    @Test
    void upgradesWhileNobodyIsAttachedAndKeepsTheMessages() throws Exception {
        var listener = bench.open("ws");
        var socket = upgrade(listener);
        Bench.write(socket, frame(0x81, Bench.bytes("early")));

        listener.attach(receiver);

        assertThat(receiver.next().text()).isEqualTo("early");
    }

    @Test
    void opensNoConnectionToABrowser() {
        var listener = open("ws");
        var lost = new Recorder.Loss();

        var flow = listener.flow(Bench.loopback(9));
        flow.send(new byte[1], lost);

        assertThat(lost.why()).isEqualTo("no connection to the peer");
        assertThat(flow.open()).isFalse();
    }

    @Test
    void noGarbageHarmsTheOthers() throws Exception {
        var listener = open("ws", "message.bytes.max", 5000, "connections.per.source.max", 10_000);
        var innocent = upgrade(listener);
        var random = new Random(6455);

        for (int i = 0; i < 300; i++) {
            try (var socket = bench.connect(listener)) {
                var garbage = new byte[1 + random.nextInt(300)];
                random.nextBytes(garbage);
                if (i % 2 == 0) Bench.write(socket, Bench.bytes(REQUEST));
                Bench.write(socket, garbage);
            } catch (IOException closed) {
                // it closed in the middle of it
            }
        }
        Bench.write(innocent, frame(0x81, Bench.bytes("still here")));

        var received = receiver.next();
        while (!received.text().equals("still here")) received = receiver.next();
        received.flow().send(Bench.bytes("yes"), Flow.Outcome.IGNORED);
        assertThat(Bench.read(innocent, 5)).endsWith("yes");
        assertThatThrownBy(() -> bench.open("ws", "port", listener.local().getPort()))
                .isInstanceOf(ListenerDownException.class);
    }
}
