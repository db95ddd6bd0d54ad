package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.io.RtpPort;
import org.patchbay.io.RtpPort.Way;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpKeys;
import org.patchbay.io.SrtpSuite;

class ShortcutTest {
    private static final int NOTHING_COMES_MILLIS = 50;
    private static final int RANGE = 400;
    private static final AtomicInteger RANGES = new AtomicInteger();

    private final String server = Phone.freshAddress();
    private final List<Phone> phones = new ArrayList<>();
    private final Phone caller = phone(Phone.freshAddress());
    private final Phone called = phone(Phone.freshAddress());
    private final Phone other = phone(Phone.freshAddress());
    private RtpRelay relay;
    private RelayPort one;
    private RelayPort two;

    /** Sockets of one address are connected to their peers, those of all addresses aren't. */
    static Stream<Arguments> ways() {
        return Settings.backends()
                .flatMap(backend -> Stream.of("", "0.0.0.0", "::").map(bound -> Arguments.of(backend, bound)));
    }

    @AfterEach
    void close() throws Exception {
        if (relay != null) relay.deactivate();
        phones.forEach(Phone::close);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void isTakenOnceBothPeersHaveSent(Backend backend, String bound) throws Exception {
        talk(backend, bound);

        for (int i = 0; i < 50; i++) {
            passes(caller, one, called);
            passes(called, two, caller);
        }

        await().until(() -> one.shortcuts().isOpen() && two.shortcuts().isOpen());
        await().untilAsserted(() ->
                assertThat(one.counters().sent()).isEqualTo(two.counters().received()));
        await().untilAsserted(() ->
                assertThat(two.counters().sent()).isEqualTo(one.counters().received()));
        assertThat(one.counters().refused()).isZero();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shutsStrangersOut(Backend backend, String bound) throws Exception {
        talk(backend, bound);

        other.send(Phone.rtp(0, 1), at(one));

        assertThat(called.receive(NOTHING_COMES_MILLIS)).isEmpty();
        passes(caller, one, called);
        untilStraight();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void showsTheTapItsPackets(Backend backend, String bound) throws Exception {
        talk(backend, bound);
        AtomicInteger seen = new AtomicInteger();
        one.tap(101, packet -> seen.incrementAndGet());

        byte[] digit = Phone.rtp(101, 1);
        passes(caller, one, called);
        caller.send(digit, at(one));

        assertThat(called.receive()).isEqualTo(digit);
        assertThat(seen).hasValue(1);
        passes(caller, one, called);
        assertThat(seen).hasValue(1);
        untilStraight();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void endsForWhoListens(Backend backend, String bound) throws Exception {
        talk(backend, bound);
        AtomicInteger came = new AtomicInteger();
        AtomicInteger went = new AtomicInteger();
        try (var in = one.listen(Way.RECEIVED, packet -> came.incrementAndGet());
                var out = one.listen(Way.SENT, packet -> went.incrementAndGet())) {
            passes(caller, one, called);
            passes(called, two, caller);
        }

        assertThat(came).hasValue(1);
        assertThat(went).hasValue(1);
        passes(caller, one, called);
        assertThat(came).hasValue(1);
        untilStraight();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void endsWhenThePeerIsPutOnHold(Backend backend, String bound) throws Exception {
        talk(backend, bound);

        InetSocketAddress nowhere = new InetSocketAddress("0.0.0.0", 9);
        two.expect(nowhere, nowhere);
        caller.send(Phone.rtp(0, 1), at(one));

        assertThat(called.receive(NOTHING_COMES_MILLIS)).isEmpty();
        two.expect(called.address(), Phone.above(called.address()));
        passes(caller, one, called);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void endsWhenThePeerMoves(Backend backend, String bound) throws Exception {
        talk(backend, bound);

        two.expect(other.address(), Phone.above(other.address()));

        passes(caller, one, other);
        passes(other, two, caller);
        called.send(Phone.rtp(0, 1), at(two));
        assertThat(caller.receive(NOTHING_COMES_MILLIS)).isEmpty();
        await().until(() -> {
            passes(caller, one, other);
            return one.shortcuts().isOpen();
        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void endsWhenItIsJoinedWithAnother(Backend backend, String bound) throws Exception {
        talk(backend, bound);
        RelayPort three = port(other);

        for (int i = 0; i < 100; i++) {
            one.relayTo(three);
            passes(caller, one, other);
            one.relayTo(two);
            passes(caller, one, called);
        }

        one.stopRelay();
        caller.send(Phone.rtp(0, 1), at(one));
        assertThat(called.receive(NOTHING_COMES_MILLIS)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void endsWhenAPeerBeginsToEncrypt(Backend backend, String bound) throws Exception {
        talk(backend, bound);
        byte[] plain = Phone.rtp(0, 7);

        two.secure(Optional.of(new SrtpKeys(key(), key())));
        caller.send(plain, at(one));

        assertThat(called.receive()).isNotEqualTo(plain).hasSizeGreaterThan(plain.length);
        two.secure(Optional.empty());
        passes(caller, one, called);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void endsWithEitherPort(Backend backend, String bound) throws Exception {
        talk(backend, bound);

        two.close();
        caller.send(Phone.rtp(0, 1), at(one));

        assertThat(called.receive(NOTHING_COMES_MILLIS)).isEmpty();
        one.relayTo(one);
        passes(caller, one, caller);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void outlivesAPeerThatClosesItsSocket(Backend backend, String bound) throws Exception {
        talk(backend, bound);
        InetSocketAddress address = called.address();
        called.close();
        for (int i = 0; i < 20; i++) caller.send(Phone.rtp(0, i), at(one));

        Phone back = new Phone(address);
        phones.add(back);

        await().until(() -> {
            caller.send(Phone.rtp(0, 1), at(one));
            return back.receive(NOTHING_COMES_MILLIS).isPresent();
        });
        passes(back, two, caller);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void joinsIpv4WithIpv6(Backend backend, String bound) throws Exception {
        if (!bound.equals("::")) return;
        start(backend, bound);
        Phone six = phone("::1");
        one = port(caller);
        two = port(six);
        one.relayTo(two);
        two.relayTo(one);

        for (int i = 0; i < 10; i++) {
            byte[] there = Phone.rtp(0, i);
            byte[] back = Phone.rtp(0, i);
            caller.send(there, new InetSocketAddress("127.0.0.1", one.local().getPort()));
            assertThat(six.receive()).isEqualTo(there);
            six.send(back, new InetSocketAddress("::1", two.local().getPort()));
            assertThat(caller.receive()).isEqualTo(back);
        }

        await().until(() -> one.shortcuts().isOpen() && two.shortcuts().isOpen());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void capsThePacketsOfASecond(Backend backend, String bound) throws Exception {
        relay = new RtpRelay(Settings.at(bound.isEmpty() ? server : bound, range())
                .withBackend(backend)
                .withPacketsPerSecond(100));
        join();
        passes(called, two, caller);
        passes(caller, one, called);

        await().until(() -> {
            for (int i = 0; i < 50; i++) caller.send(Phone.rtp(0, i), at(one));
            return one.counters().refused() > 100;
        });
        assertThat(one.shortcuts().isOpen()).isTrue();
    }

    private void talk(Backend backend, String bound) throws Exception {
        start(backend, bound);
        join();
        untilStraight();
    }

    private void untilStraight() {
        await().until(() -> {
            passes(called, two, caller);
            passes(caller, one, called);
            return one.shortcuts().isOpen() && two.shortcuts().isOpen();
        });
    }

    private void start(Backend backend, String bound) throws Exception {
        relay = new RtpRelay(
                Settings.at(bound.isEmpty() ? server : bound, range()).withBackend(backend));
    }

    // ports of all addresses are the machine's, and another test may have some
    private static String range() {
        int first = 40_000 + RANGES.getAndIncrement() * RANGE % 20_000;
        return first + "-" + (first + RANGE - 1);
    }

    private void join() {
        one = port(caller);
        two = port(called);
        one.relayTo(two);
        two.relayTo(one);
    }

    private Phone phone(String address) {
        Phone made = new Phone(address);
        phones.add(made);
        return made;
    }

    private static SrtpKey key() {
        return SrtpKey.random(SrtpSuite.AEAD_AES_128_GCM, new SecureRandom());
    }

    private RelayPort port(Phone peer) {
        RtpPort opened = relay.open();
        opened.expect(peer.address(), Phone.above(peer.address()));
        return (RelayPort) opened;
    }

    private InetSocketAddress at(RelayPort port) {
        return new InetSocketAddress(server, port.local().getPort());
    }

    private void passes(Phone from, RelayPort through, Phone to) {
        byte[] packet = Phone.rtp(0, 1);
        from.send(packet, at(through));
        assertThat(to.receive()).isEqualTo(packet);
    }
}
