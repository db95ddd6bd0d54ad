package org.patchbay.io.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.io.Flow;

class StreamSocketsTest {
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

    private ConfiguredListener open(Object... settings) {
        var listener = bench.open("tcp", settings);
        listener.attach(receiver);
        return listener;
    }

    private static void awaitRefused(ConfiguredListener listener, String cause) {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(listener.counters().refused().get(cause)).isPositive());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deliversMessagesAndAnswersOnTheSameFlow(boolean epoll) throws Exception {
        try (var mine = new Bench(epoll, home)) {
            var listener = mine.open("tcp");
            listener.attach(receiver);
            var phone = mine.connect(listener);

            Bench.write(phone, Bench.message("one"));
            var first = receiver.next();
            first.flow().send(Bench.bytes("answer"), Flow.Outcome.IGNORED);
            Bench.write(phone, Bench.message("two"));

            assertThat(first.message()).isEqualTo(Bench.message("one"));
            assertThat(Bench.read(phone, 6)).isEqualTo("answer");
            var second = receiver.next();
            assertThat(second.flow()).isSameAs(first.flow());
            assertThat(second.thread()).isSameAs(first.thread());
            assertThat(first.flow().remote()).isEqualTo(phone.getLocalSocketAddress());
            assertThat(first.flow().local()).isEqualTo(listener.local());
            assertThat(first.flow().peerName()).isEmpty();
            assertThat(listener.connections()).containsExactly(first.flow());
            assertThat(listener.existing(first.flow().id())).contains(first.flow());
            assertThat(listener.flow(first.flow().remote())).isSameAs(first.flow());
            phone.close();
            assertThat(Recorder.next(receiver.closed)).isSameAs(first.flow());
            assertThat(first.flow().open()).isFalse();
            assertThat(listener.existing(first.flow().id())).isEmpty();
            assertThat(listener.connections()).isEmpty();
        }
    }

    @Test
    void cutsAStreamTheSameWhereverItIsTorn() throws Exception {
        var listener = open();
        var random = new Random(3261);
        var phone = bench.connect(listener);
        List<byte[]> sent = new ArrayList<>();
        var stream = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            var message = Bench.message("x".repeat(random.nextInt(1500)) + i);
            sent.add(message);
            stream.writeBytes(message);
            if (random.nextInt(3) == 0) stream.writeBytes(Bench.bytes("\r\n"));
        }

        var bytes = stream.toByteArray();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(4) == 0 ? 20_000 : 400));
            phone.getOutputStream().write(bytes, at, length);
            at += length;
        }

        for (var each : sent) assertThat(receiver.next().message()).isEqualTo(each);
        assertThat(receiver.hopeless).isEmpty();
    }

    @Test
    void answersEachDoubleLineBreakWithOne() throws Exception { // RFC 5626 section 3.5.1
        var listener = open();
        var phone = bench.connect(listener);

        Bench.write(phone, Bench.bytes("\r\n\r\n"));
        assertThat(Bench.read(phone, 2)).isEqualTo("\r\n");
        Bench.write(phone, Bench.bytes("\r\n\r"));
        Bench.write(phone, Bench.bytes("\n\r\n\r\n\r\n"));
        Bench.write(phone, Bench.message("after"));
        receiver.next().flow().send(Bench.bytes("end"), Flow.Outcome.IGNORED);

        assertThat(Bench.read(phone, 7)).isEqualTo("\r\n\r\nend");
        assertThat(listener.counters().received()).isEqualTo(1);
    }

    @Test
    void hopelessOnesAreAnsweredAndThenClosed() throws Exception {
        var answering = new Recorder() {
            @Override
            public void hopeless(Flow flow, byte[] bytes) {
                super.hopeless(flow, bytes);
                flow.send(Bench.bytes("400"), Flow.Outcome.IGNORED);
            }
        };
        var listener = open();
        listener.attach(answering);
        var phone = bench.connect(listener);

        Bench.write(phone, Bench.bytes("garbage " + "x".repeat(200_000)));

        assertThat(Bench.read(phone, 3)).isEqualTo("400");
        assertThat(Bench.ended(phone)).isTrue();
        assertThat(Recorder.next(answering.hopeless).text()).startsWith("garbage");
        awaitRefused(listener, "no message");
        phone.close();
        assertThat(Recorder.next(answering.closed).open()).isFalse();
    }

    @Test
    void whatGrowsPastTheLimitIsHopeless() throws Exception {
        var listener = open("message.bytes.max", 4096);
        var headers = bench.connect(listener);
        var body = bench.connect(listener);

        Bench.write(headers, Bench.bytes("x".repeat(5000)));
        assertThat(Bench.ended(headers)).isTrue();
        Bench.write(body, Bench.bytes("MESSAGE\r\nContent-Length: 999999999\r\n\r\n" + "y".repeat(5000)));
        assertThat(Bench.ended(body)).isTrue();

        assertThat(receiver.hopeless).hasSize(2);
        assertThat(listener.counters().refused()).containsEntry("longer than allowed", 2L);
    }

    @Test
    void aReceiverThatThrowsCostsThatMessageOnlyAndAFailingCutTheConnection() throws Exception {
        var listener = open();
        var throwing = new Recorder() {
            @Override
            public void received(Flow flow, byte[] message) {
                super.received(flow, message);
                if (Bench.text(message).endsWith("bad")) throw new IllegalStateException("on purpose");
            }

            @Override
            public int cut(byte[] bytes, int from, int to) {
                if (bytes[from] == 'C') throw new IllegalStateException("on purpose");
                return super.cut(bytes, from, to);
            }
        };
        listener.attach(throwing);
        var phone = bench.connect(listener);

        Bench.write(phone, Bench.message("bad"));
        Bench.write(phone, Bench.message("good"));
        assertThat(throwing.next().text()).endsWith("bad");
        assertThat(throwing.next().text()).endsWith("good");
        Bench.write(phone, Bench.bytes("CUT"));

        assertThat(Bench.ended(phone)).isTrue();
    }

    @Test
    void messagesAndHalvesOfThemWaitWhileNobodyIsAttached() throws Exception {
        var listener = bench.open("tcp", "message.seconds.max", 1, "first.message.seconds.max", 1);
        var phone = bench.connect(listener);
        var half = Bench.message("half");
        Bench.write(phone, half);
        Bench.write(phone, java.util.Arrays.copyOf(half, 20));

        var first = new Recorder();
        try (var attached = listener.attach(first)) {
            assertThat(attached).isNotNull();
            assertThat(first.next().message()).isEqualTo(half);
        }
        // longer than a message may take: it isn't the peer's fault
        assertThat(first.closed.poll(1500, TimeUnit.MILLISECONDS)).isNull();
        Bench.write(phone, java.util.Arrays.copyOfRange(half, 20, half.length));
        listener.attach(receiver);

        assertThat(receiver.next().message()).isEqualTo(half);
        assertThat(first.messages).isEmpty();
    }

    @Test
    void noMessageIsLostOrDoubledWhileReceiversTakeTurns() throws Exception {
        var listener = bench.open("tcp");
        var phone = bench.connect(listener);
        var sender = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 3000; i++) Bench.write(phone, Bench.message("n" + i));
            } catch (java.io.IOException failed) {
                throw new AssertionError(failed);
            }
        });

        while (sender.isAlive()) {
            try (var attached = listener.attach(receiver)) {
                assertThat(attached).isNotNull();
                Thread.yield();
            }
        }
        listener.attach(receiver);

        for (int i = 0; i < 3000; i++) assertThat(receiver.next().text()).endsWith("\r\n\r\nn" + i);
    }

    @Test
    void aMessageThatTakesTooLongEndsItsConnectionHoweverManyBytesCome() throws Exception {
        var listener = open("message.seconds.max", 1);
        var phone = bench.connect(listener);
        var begun = System.nanoTime();

        try (var drip = Executors.newSingleThreadScheduledExecutor()) {
            drip.scheduleAtFixedRate(
                    () -> {
                        try {
                            Bench.write(phone, Bench.bytes("x"));
                        } catch (java.io.IOException ended) {
                            drip.shutdown();
                        }
                    },
                    0,
                    50,
                    TimeUnit.MILLISECONDS);
            assertThat(Bench.ended(phone)).isTrue();
            drip.shutdownNow();
        }
        assertThat(System.nanoTime() - begun).isBetween(900_000_000L, 5_000_000_000L);
        awaitRefused(listener, "message too slow");
    }

    @Test
    void oneThatNeverSendsAMessageIsClosed() throws Exception {
        var listener = open("first.message.seconds.max", 1);

        assertThat(Bench.ended(bench.connect(listener))).isTrue();

        awaitRefused(listener, "no first message in time");
    }

    @Test
    void oneThatIsSilentForTooLongIsClosed() throws Exception {
        var listener = open("idle.seconds.max", 1);
        var phone = bench.connect(listener);
        Bench.write(phone, Bench.message("hi"));

        assertThat(Bench.ended(phone)).isTrue();

        awaitRefused(listener, "idle for too long");
    }

    @Test
    void refusesConnectionsBeyondTheLimitsAndTakesThemAgainLater() throws Exception {
        var listener = open("connections.max", 3, "connections.per.source.max", 2);
        var first = bench.connect(listener);
        var second = bench.connect(listener);
        Bench.write(first, Bench.message("1"));
        Bench.write(second, Bench.message("2"));
        receiver.next();
        receiver.next();

        assertThat(Bench.ended(bench.connect(listener))).isTrue();
        awaitRefused(listener, "too many connections of one source");
        var other = bench.connect(listener, "127.0.0.2");
        Bench.write(other, Bench.message("3"));
        receiver.next();
        assertThat(Bench.ended(bench.connect(listener, "127.0.0.3"))).isTrue();
        awaitRefused(listener, "too many connections");
        assertThat(listener.counters().connections()).isEqualTo(3);

        first.close();
        Recorder.next(receiver.closed);
        var again = bench.connect(listener);
        Bench.write(again, Bench.message("4"));
        assertThat(receiver.next().text()).endsWith("4");
    }

    @Test
    void aPeerThatDoesNotReadLosesItsConnectionAndEachMessageIsReported() throws Exception {
        var listener = open("queue.bytes.max", 1_000_000);
        var phone = bench.connect(listener);
        Bench.write(phone, Bench.message("hi"));
        var flow = receiver.next().flow();

        var losses = new ArrayList<Recorder.Loss>();
        while (flow.open() && losses.size() < 1000) {
            var loss = new Recorder.Loss();
            losses.add(loss);
            flow.send(new byte[60_000], loss);
        }

        assertThat(Recorder.next(receiver.closed)).isSameAs(flow);
        assertThat(losses.getLast().why()).isNotEmpty();
        assertThat(losses.stream().filter(each -> each.isDone()).count()).isGreaterThan(10L);
        awaitRefused(listener, "too much waited to be sent");
        var late = new Recorder.Loss();
        flow.send(new byte[1], late);
        assertThat(late.why()).isNotEmpty();
    }

    @Test
    void closingLetsOutWhatWaits() throws Exception {
        var listener = open();
        var phone = bench.connect(listener);
        Bench.write(phone, Bench.message("hi"));
        var flow = receiver.next().flow();

        flow.send(new byte[500_000], Flow.Outcome.IGNORED);
        flow.close();
        flow.close();

        assertThat(phone.getInputStream().readAllBytes()).hasSize(500_000);
        assertThat(flow.open()).isFalse();
        assertThat(Recorder.next(receiver.closed)).isSameAs(flow);
    }

    @Test
    void opensOneConnectionForAllWhoSendToAPeer() throws Exception {
        var listener = open();
        try (var server = new ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
            var remote = (InetSocketAddress) server.getLocalSocketAddress();
            var flows = java.util.stream.IntStream.range(0, 20)
                    .parallel()
                    .mapToObj(_ -> listener.flow(remote))
                    .toList();
            flows.forEach(each -> each.send(Bench.message("m"), Flow.Outcome.IGNORED));

            assertThat(flows).containsOnly(flows.getFirst());
            var accepted = server.accept();
            accepted.setSoTimeout(10_000);
            int length = Bench.message("m").length;
            for (int i = 0; i < 20; i++)
                assertThat(Bench.read(accepted, length)).endsWith("\r\n\r\nm");
            Bench.write(accepted, Bench.message("back"));
            var back = receiver.next();
            assertThat(back.flow()).isSameAs(flows.getFirst());
            assertThat(listener.connections()).containsExactly(back.flow());
            accepted.close();
            assertThat(Recorder.next(receiver.closed)).isSameAs(back.flow());
            assertThat(listener.flow(remote)).isNotSameAs(back.flow());
        }
    }

    @Test
    void aConnectionThatCannotBeOpenedReportsWhatWaited() throws Exception {
        var listener = open();
        int nobody;
        try (var server = new ServerSocket(0)) {
            nobody = server.getLocalPort();
        }
        var refused = new Recorder.Loss();
        var unresolved = new Recorder.Loss();

        listener.flow(Bench.loopback(nobody)).send(Bench.message("m"), refused);
        listener.flow(InetSocketAddress.createUnresolved("nowhere.invalid", 5060))
                .send(Bench.message("m"), unresolved);

        assertThat(refused.why()).containsIgnoringCase("refused");
        assertThat(unresolved.why()).isNotEmpty();
        awaitRefused(listener, "no connection to the peer");
        assertThat(receiver.closed).isEmpty();
        assertThat(listener.connections()).isEmpty();
    }

    @Test
    void idsAreNeverGivenAgain() throws Exception {
        var listener = open();
        var ids = new java.util.HashSet<String>();
        for (int i = 0; i < 20; i++) {
            try (var phone = bench.connect(listener)) {
                Bench.write(phone, Bench.message("m"));
                assertThat(ids.add(receiver.next().flow().id())).isTrue();
            }
        }
        assertThat(ids).allMatch(each -> each.startsWith("tcp/"));
    }

    @Test
    void stoppingFreesThePortAndEndsTheConnections() throws Exception {
        var listener = open();
        var phone = bench.connect(listener);
        Bench.write(phone, Bench.message("hi"));
        receiver.next();
        int port = listener.local().getPort();

        long begun = System.nanoTime();
        listener.stop();
        listener.stop();
        assertThat(System.nanoTime() - begun).isLessThan(500_000_000);

        assertThat(Bench.ended(phone)).isTrue();
        assertThat(bench.open("tcp", "port", port).local().getPort()).isEqualTo(port);
    }

    @Test
    void aPortThatIsTakenKeepsTheListenerDown() {
        var listener = open();

        assertThatThrownBy(() -> bench.open("tcp", "port", listener.local().getPort()))
                .isInstanceOf(ListenerDownException.class);
    }

    @Test
    void changedLimitsLeaveConnectionsOpen() throws Exception {
        var listener = open();
        var phone = bench.connect(listener);
        Bench.write(phone, Bench.message("1"));
        receiver.next();
        var same = listener.local();

        listener.change(
                Bench.settings("tcp", "port", 0, "connections.per.source.max", 1, "advertise", "sip.example.com:5070"),
                "etc/test.config");
        Bench.write(phone, Bench.message("2"));

        assertThat(receiver.next().text()).endsWith("2");
        assertThat(listener.local()).isEqualTo(same);
        assertThat(listener.advertised()).isEqualTo(InetSocketAddress.createUnresolved("sip.example.com", 5070));
        assertThat(Bench.ended(bench.connect(listener))).isTrue();
    }

    @Test
    void speaksIpv6() throws Exception {
        var listener = bench.open("tcp", "address", "::1");
        listener.attach(receiver);
        try (var phone = new java.net.Socket("::1", listener.local().getPort())) {
            phone.setSoTimeout(10_000);
            Bench.write(phone, Bench.message("six"));
            receiver.next().flow().send(Bench.bytes("answer"), Flow.Outcome.IGNORED);
            assertThat(Bench.read(phone, 6)).isEqualTo("answer");
        }
    }
}
