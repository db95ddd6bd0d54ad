package org.patchbay.io.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.io.Flow;

class DatagramSocketsTest {
    @TempDir
    private Path home;

    private Bench bench;

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private ConfiguredListener open(boolean epoll, Object... settings) {
        bench = new Bench(epoll, home);
        return bench.open("udp", settings);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deliversEachDatagramWithItsFlowAndAnswersOnIt(boolean epoll) throws Exception {
        var listener = open(epoll);
        var receiver = new Recorder();
        listener.attach(receiver);
        var phone = bench.datagrams();

        Bench.send(phone, listener.local(), Bench.message("hello"));
        var received = receiver.next();
        received.flow().send(Bench.bytes("answer"), Flow.Outcome.IGNORED);

        assertThat(received.message()).isEqualTo(Bench.message("hello"));
        assertThat(received.flow().remote()).isEqualTo(phone.getLocalSocketAddress());
        assertThat(received.flow().local()).isEqualTo(listener.local());
        assertThat(received.flow().open()).isTrue();
        assertThat(received.flow().listener()).isSameAs(listener);
        assertThat(Bench.receive(phone)).isEqualTo(Bench.bytes("answer"));
        Awaitility.await().until(() -> listener.counters().sent() == 1);
        assertThat(listener.counters().received()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void datagramsWaitWhileNobodyIsAttached(boolean epoll) throws Exception {
        var listener = open(epoll);
        var phone = bench.datagrams();

        for (int i = 0; i < 100; i++) Bench.send(phone, listener.local(), Bench.message("early " + i));
        var first = new Recorder();
        var attachment = listener.attach(first);

        for (int i = 0; i < 100; i++) assertThat(first.next().text()).endsWith("early " + i);
        attachment.close();
        attachment.close();
        for (int i = 0; i < 100; i++) Bench.send(phone, listener.local(), Bench.message("late " + i));
        var second = new Recorder();
        listener.attach(second);
        for (int i = 0; i < 100; i++) assertThat(second.next().text()).endsWith("late " + i);
        assertThat(first.messages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNewestReceivesAndGivesItBack(boolean epoll) throws Exception {
        var listener = open(epoll);
        var phone = bench.datagrams();
        var old = new Recorder();
        var successor = new Recorder();

        listener.attach(old);
        var attachment = listener.attach(successor);
        Bench.send(phone, listener.local(), Bench.message("1"));
        assertThat(successor.next().text()).endsWith("1");
        attachment.close();
        Bench.send(phone, listener.local(), Bench.message("2"));

        assertThat(old.next().text()).endsWith("2");
        assertThat(successor.messages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noDatagramIsLostOrDoubledWhileReceiversTakeTurns(boolean epoll) throws Exception {
        var listener = open(epoll, "message.bytes.max", 2048);
        var receiver = new Recorder();
        var phone = bench.datagrams();

        var sender = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 3000; i++) {
                try {
                    Bench.send(phone, listener.local(), Bench.message("n" + i));
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
                if (i % 10 == 0) Thread.yield();
            }
        });
        while (sender.isAlive()) {
            try (var attached = listener.attach(receiver)) {
                assertThat(attached).isNotNull();
                Thread.yield();
            }
        }
        listener.attach(receiver);

        for (int i = 0; i < 3000; i++) assertThat(receiver.next().text()).endsWith("\r\nn" + i);
        assertThat(receiver.messages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReceiverThatThrowsCostsThatMessageOnly(boolean epoll) throws Exception {
        var listener = open(epoll);
        var phone = bench.datagrams();
        var receiver = new Recorder() {
            @Override
            public void received(Flow flow, byte[] message) {
                if (Bench.text(message).endsWith("bad")) throw new IllegalStateException("on purpose");
                super.received(flow, message);
            }
        };
        listener.attach(receiver);

        Bench.send(phone, listener.local(), Bench.message("bad"));
        Bench.send(phone, listener.local(), Bench.message("good"));

        assertThat(receiver.next().text()).endsWith("good");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dropsAndCountsWhatIsTooLongAndTakesWhatIsJustAsLongAsAllowed(boolean epoll) throws Exception {
        var listener = open(epoll, "message.bytes.max", 2048);
        var receiver = new Recorder();
        listener.attach(receiver);
        var phone = bench.datagrams();

        Bench.send(phone, listener.local(), Bench.bytes("x".repeat(2049)));
        Bench.send(phone, listener.local(), Bench.bytes("y".repeat(2048)));

        assertThat(receiver.next().text()).isEqualTo("y".repeat(2048));
        assertThat(listener.counters().refused()).containsEntry("longer than allowed", 1L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesTheLongestDatagramThereIs(boolean epoll) throws Exception { // RFC 3261 section 18.1.1
        var listener = open(epoll);
        var receiver = new Recorder();
        listener.attach(receiver);

        Bench.send(bench.datagrams(), listener.local(), Bench.bytes("z".repeat(65_507)));

        assertThat(receiver.next().message()).hasSize(65_507);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void swallowsKeepAlives(boolean epoll) throws Exception {
        var listener = open(epoll);
        var receiver = new Recorder();
        listener.attach(receiver);
        var phone = bench.datagrams();

        for (var each : new byte[][] {{}, {0}, {0, 0, 0, 0}, Bench.bytes("\r\n"), Bench.bytes("\r\n\r\n")}) {
            Bench.send(phone, listener.local(), each);
        }
        Bench.send(phone, listener.local(), Bench.message("real"));

        assertThat(receiver.next().text()).endsWith("real");
        assertThat(listener.counters().received()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersStunBindingRequests(boolean epoll) throws Exception { // RFC 5626 section 4.4.2
        var listener = open(epoll);
        listener.attach(new Recorder());
        var phone = bench.datagrams();

        Bench.send(phone, listener.local(), StunTest.request());

        var answer = ByteBuffer.wrap(Bench.receive(phone));
        assertThat(answer.getShort(0)).isEqualTo((short) 0x0101);
        assertThat((answer.getShort(26) ^ 0x2112) & 0xFFFF).isEqualTo(phone.getLocalPort());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsWhatAReceiverAnswersAtOnceAndWhatOtherThreadsSend(boolean epoll) throws Exception {
        var listener = open(epoll);
        var phone = bench.datagrams();
        listener.attach(new Recorder() {
            @Override
            public void received(Flow flow, byte[] message) {
                for (int i = 0; i < 20; i++) flow.send(Bench.bytes("answer " + i), Outcomes.FAIL);
            }
        });

        Bench.send(phone, listener.local(), Bench.message("ask"));
        for (int i = 0; i < 20; i++)
            assertThat(Bench.text(Bench.receive(phone))).isEqualTo("answer " + i);
        var flow = listener.flow((InetSocketAddress) phone.getLocalSocketAddress());
        for (int i = 0; i < 200; i++) flow.send(Bench.bytes("other " + i), Outcomes.FAIL);
        for (int i = 0; i < 200; i++)
            assertThat(Bench.text(Bench.receive(phone))).isEqualTo("other " + i);
    }

    private static final class Outcomes {
        static final Flow.Outcome FAIL = why -> {
            throw new AssertionError(why);
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysWhenADatagramIsTooLongForTheNetworkOrTheNameIsUnknown(boolean epoll) {
        var listener = open(epoll);
        var tooLong = new Recorder.Loss();
        var unresolved = new Recorder.Loss();

        listener.flow(Bench.loopback(9)).send(new byte[70_000], tooLong);
        listener.flow(InetSocketAddress.createUnresolved("nowhere.invalid", 5060))
                .send(new byte[10], unresolved);

        assertThat(tooLong.why()).isNotEmpty();
        assertThat(unresolved.why()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsTheFlowOfAnIdAgain(boolean epoll) throws Exception {
        var listener = open(epoll);
        var receiver = new Recorder();
        listener.attach(receiver);
        var phone = bench.datagrams();
        Bench.send(phone, listener.local(), Bench.message("hi"));

        var id = receiver.next().flow().id();
        listener.existing(id).orElseThrow().send(Bench.bytes("found"), Flow.Outcome.IGNORED);

        assertThat(Bench.text(Bench.receive(phone))).isEqualTo("found");
        assertThat(listener.existing("tcp/127.0.0.1|5060")).isEmpty();
        assertThat(listener.existing("udp/example.com|5060")).isEmpty();
        assertThat(listener.existing("udp/127.0.0.1|99999")).isEmpty();
        assertThat(listener.existing("udp/127.0.0.1")).isEmpty();
        assertThat(listener.existing("udp/::1|5060").orElseThrow().remote())
                .isEqualTo(new InetSocketAddress("::1", 5060));
        assertThat(listener.connections()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneSourceIsAlwaysServedByTheSameThread(boolean epoll) throws Exception {
        var listener = open(epoll);
        var receiver = new Recorder();
        listener.attach(receiver);
        var threads = new HashMap<Object, Thread>();

        for (int phone = 0; phone < 10; phone++) {
            var socket = bench.datagrams();
            for (int i = 0; i < 20; i++) Bench.send(socket, listener.local(), Bench.message("m"));
        }

        for (int i = 0; i < 200; i++) {
            var next = receiver.next();
            assertThat(threads.computeIfAbsent(next.flow().remote(), _ -> next.thread()))
                    .isSameAs(next.thread());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPortThatIsTakenKeepsTheListenerDown(boolean epoll) {
        var listener = open(epoll);

        assertThatThrownBy(() -> bench.open("udp", "port", listener.local().getPort()))
                .isInstanceOf(ListenerDownException.class);
        assertThatThrownBy(() -> bench.open("udp", "address", "192.0.2.1")).isInstanceOf(ListenerDownException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onAllAddressesAFlowKnowsTheOneThatWasReached(boolean epoll) throws Exception {
        var listener = open(epoll, "address", "0.0.0.0");
        var receiver = new Recorder();
        listener.attach(receiver);
        var phone = bench.datagrams();

        Bench.send(phone, Bench.loopback(listener.local().getPort()), Bench.message("hi"));

        assertThat(receiver.next().flow().local())
                .isEqualTo(Bench.loopback(listener.local().getPort()));
        assertThat(listener.flow((InetSocketAddress) phone.getLocalSocketAddress())
                        .local())
                .isEqualTo(Bench.loopback(listener.local().getPort()));
        assertThat(listener.advertised().getAddress().isAnyLocalAddress()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stoppingFreesThePortAtOnceAndMayBeDoneTwice(boolean epoll) {
        var listener = open(epoll);
        int port = listener.local().getPort();

        listener.stop();
        listener.stop();
        var again = bench.open("udp", "port", port);

        assertThat(again.local().getPort()).isEqualTo(port);
        var lost = new Recorder.Loss();
        listener.flow(Bench.loopback(9)).send(new byte[10], lost);
        assertThat(lost.why()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void changedLimitsLeaveTheSocketOpenAndAChangedPortMovesIt(boolean epoll) throws Exception {
        var listener = open(epoll);
        var receiver = new Recorder();
        listener.attach(receiver);
        int port = listener.local().getPort();
        var phone = bench.datagrams();

        listener.change(Bench.settings("udp", "queue.bytes.max", 70_000), "etc/test.config");
        assertThat(listener.local().getPort()).isEqualTo(port);
        listener.change(Bench.settings("udp", "address", "127.0.0.2"), "etc/test.config");
        Bench.send(phone, listener.local(), Bench.message("moved"));

        assertThat(listener.local().getAddress().getHostAddress()).isEqualTo("127.0.0.2");
        assertThat(receiver.next().text()).endsWith("moved");
        assertThatThrownBy(() -> listener.change(Bench.settings("udp", "address", "192.0.2.1"), "etc/test.config"))
                .isInstanceOf(ListenerDownException.class);
        Bench.send(phone, listener.local(), Bench.message("still here"));
        assertThat(receiver.next().text()).endsWith("still here");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void speaksIpv6(boolean epoll) throws Exception {
        var listener = open(epoll, "address", "::1");
        var receiver = new Recorder();
        listener.attach(receiver);

        try (var phone = new java.net.DatagramSocket(new InetSocketAddress("::1", 0))) {
            phone.setSoTimeout(10_000);
            Bench.send(phone, listener.local(), Bench.message("six"));
            receiver.next().flow().send(Bench.bytes("answer"), Flow.Outcome.IGNORED);
            assertThat(Bench.text(Bench.receive(phone))).isEqualTo("answer");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLoopsEndWithTheBundle(boolean epoll) throws Exception {
        var listener = open(epoll);
        var receiver = new Recorder();
        listener.attach(receiver);
        Bench.send(bench.datagrams(), listener.local(), Bench.message("hi"));
        var thread = receiver.next().thread();

        long begin = System.nanoTime();
        listener.stop();
        bench.loops.stop();
        bench.loops.stop();

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isLessThan(500);
        thread.join(1000);
        assertThat(thread.isAlive()).isFalse();
    }
}
