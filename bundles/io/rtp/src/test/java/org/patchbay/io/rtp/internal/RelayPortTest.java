package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.io.RtpCounters;
import org.patchbay.io.RtpPort;
import org.patchbay.io.RtpTap;

@ParameterizedClass
@MethodSource("org.patchbay.io.rtp.internal.Settings#backends")
class RelayPortTest {
    private static final int NOTHING_COMES_MILLIS = 60;

    @Parameter
    Backend backend = Backend.AUTO;

    private final String server = Phone.freshAddress();
    private final Phone caller = new Phone(Phone.freshAddress());
    private final Phone callerRtcp = caller.sibling();
    private final Phone called = new Phone(Phone.freshAddress());
    private final Phone calledRtcp = called.sibling();
    private final Phone stranger = new Phone(Phone.freshAddress());
    private RtpRelay relay;
    private RtpPort one;
    private RtpPort other;

    @BeforeEach
    void join() throws Exception {
        relay = new RtpRelay(Settings.at(server, "20000-20999").withBackend(backend));
        one = relay.open();
        other = relay.open();
        one.expect(caller.address(), callerRtcp.address());
        other.expect(called.address(), calledRtcp.address());
        one.relayTo(other);
        other.relayTo(one);
    }

    @AfterEach
    void close() throws Exception {
        relay.deactivate();
        List.of(caller, callerRtcp, called, calledRtcp, stranger).forEach(Phone::close);
    }

    @Test
    void relaysBothWaysWithoutTouchingAByte() {
        for (int i = 0; i < 100; i++) {
            byte[] there = Phone.rtp(0, i);
            byte[] back = Phone.rtp(8, i);
            caller.send(there, one.local());
            called.send(back, other.local());
            assertThat(called.receive()).isEqualTo(there);
            assertThat(caller.receive()).isEqualTo(back);
        }

        await().until(() -> one.counters().sent() == 100);
        RtpCounters counters = one.counters();
        assertThat(counters.received()).isEqualTo(100);
        assertThat(counters.receivedOctets()).isEqualTo(17_200);
        assertThat(counters.refused()).isZero();
        assertThat(counters.unsent()).isZero();
        assertThat(counters.source()).contains(caller.address());
        assertThat(counters.silence()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void sendsFromThePortThatThePeerSendsTo() { // RFC 4961: symmetric RTP
        caller.send(Phone.rtp(0, 1), one.local());

        DatagramPacket packet = called.datagram(2_000).orElseThrow();

        assertThat(packet.getSocketAddress()).isEqualTo(other.local());
    }

    @Test
    void sendsWherePacketsComeFromBehindANat() {
        one.expect(new InetSocketAddress("192.0.2.10", 4000), new InetSocketAddress("192.0.2.10", 4001));
        caller.send(Phone.rtp(0, 1), one.local());
        called.receive();

        byte[] back = Phone.rtp(0, 2);
        called.send(back, other.local());

        assertThat(caller.receive()).isEqualTo(back);
        assertThat(one.counters().source()).contains(caller.address());
    }

    @Test
    void shutsThirdPartiesOut() {
        one.expect(new InetSocketAddress("192.0.2.10", 4000), new InetSocketAddress("192.0.2.10", 4001));
        caller.send(Phone.rtp(0, 1), one.local());
        called.receive();

        for (int i = 0; i < 10; i++) stranger.send(Phone.rtp(0, i), one.local());
        await().until(() -> one.counters().refused() == 10);
        called.send(Phone.rtp(0, 2), other.local());

        assertThat(called.receive(NOTHING_COMES_MILLIS)).isEmpty();
        assertThat(caller.receive()).isNotEmpty();
        assertThat(stranger.receive(NOTHING_COMES_MILLIS)).isEmpty();
    }

    @Test
    void letsTheKernelShutOutThirdParties() {
        caller.send(Phone.rtp(0, 1), one.local());
        called.receive();

        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            long before = one.counters().refused();
            stranger.send(Phone.rtp(0, 2), one.local());
            caller.send(Phone.rtp(0, 3), one.local());
            return called.receive(1_000).isPresent() && one.counters().refused() == before;
        });

        byte[] next = Phone.rtp(0, 4);
        caller.send(next, one.local());
        assertThat(called.receive()).isEqualTo(next);
    }

    @Test
    void latchesAnewAlsoWhenTheKernelShutsThirdPartiesOut() {
        letsTheKernelShutOutThirdParties();
        try (Phone moved = new Phone(Phone.freshAddress())) {
            one.expect(moved.address(), moved.address());
            byte[] there = Phone.rtp(0, 2);
            await().until(() -> one.counters().source().isEmpty());
            moved.send(there, one.local());

            assertThat(called.receive()).isEqualTo(there);
        }
    }

    @Test
    void livesOnWhenAConnectedPeerClosesItsPort() {
        letsTheKernelShutOutThirdParties();
        InetSocketAddress address = caller.address();
        caller.close();
        for (int i = 0; i < 20; i++) one.send(ByteBuffer.wrap(Phone.rtp(0, i)));

        try (Phone back = new Phone(address)) {
            byte[] there = Phone.rtp(0, 2);
            back.send(there, one.local());
            assertThat(called.receive()).isEqualTo(there);
        }
    }

    @Test
    void takesThePortBackFromAnIntruderThatWasQuicker() {
        stranger.send(Phone.rtp(0, 1), one.local());
        called.receive();
        byte[] real = Phone.rtp(0, 2);
        caller.send(real, one.local());
        assertThat(called.receive()).isEqualTo(real);

        called.send(Phone.rtp(0, 3), other.local());

        assertThat(caller.receive()).isNotEmpty();
        assertThat(stranger.receive(NOTHING_COMES_MILLIS)).isEmpty();
    }

    @Test
    void latchesAnewWhenAnotherAddressIsSignalled() {
        caller.send(Phone.rtp(0, 1), one.local());
        called.receive();
        try (Phone moved = new Phone(Phone.freshAddress())) {
            one.expect(moved.address(), moved.address());
            await().until(() -> one.counters().source().isEmpty());

            byte[] there = Phone.rtp(0, 2);
            moved.send(there, one.local());
            assertThat(called.receive()).isEqualTo(there);
            byte[] back = Phone.rtp(0, 3);
            called.send(back, other.local());

            assertThat(moved.receive()).isEqualTo(back);
            assertThat(caller.receive(NOTHING_COMES_MILLIS)).isEmpty();
        }
    }

    @Test
    void keepsItsSourceWhenTheSameAddressIsSignalledAgain() {
        one.expect(new InetSocketAddress("192.0.2.10", 4000), new InetSocketAddress("192.0.2.10", 4001));
        caller.send(Phone.rtp(0, 1), one.local());
        called.receive();
        one.expect(new InetSocketAddress("192.0.2.10", 4000), new InetSocketAddress("192.0.2.10", 4001));

        stranger.send(Phone.rtp(0, 2), one.local());
        await().until(() -> one.counters().refused() == 1);

        assertThat(one.counters().source()).contains(caller.address());
    }

    @Test
    void sendsToTheSignalledAddressUntilThePeerHasSent() {
        byte[] early = Phone.rtp(0, 1);
        caller.send(early, one.local());

        assertThat(called.receive()).isEqualTo(early);
        assertThat(other.counters().source()).isEmpty();
    }

    @Test
    void sendsNothingToAPeerOnHoldAndKeepsItsSource() { // RFC 3264 section 8.4: c=0.0.0.0
        called.send(Phone.rtp(0, 1), other.local());
        caller.receive();
        other.expect(new InetSocketAddress("0.0.0.0", 4000), new InetSocketAddress("0.0.0.0", 4001));

        caller.send(Phone.rtp(0, 2), one.local());
        await().until(() -> other.counters().unsent() == 1);
        assertThat(called.receive(NOTHING_COMES_MILLIS)).isEmpty();

        other.expect(called.address(), calledRtcp.address());
        byte[] resumed = Phone.rtp(0, 3);
        caller.send(resumed, one.local());
        assertThat(called.receive()).isEqualTo(resumed);
        assertThat(other.counters().source()).contains(called.address());
    }

    @Test
    void echoesWhatArrives() {
        one.relayTo(one);
        byte[] sound = Phone.rtp(0, 1);
        caller.send(sound, one.local());

        assertThat(caller.receive()).isEqualTo(sound);
        assertThat(called.receive(NOTHING_COMES_MILLIS)).isEmpty();
    }

    @Test
    void countsAndDropsWhenNothingIsJoined() {
        one.stopRelay();
        caller.send(Phone.rtp(0, 1), one.local());
        await().until(() -> one.counters().received() == 1);

        assertThat(called.receive(NOTHING_COMES_MILLIS)).isEmpty();
    }

    @Test
    void relaysRtcpFromThePortAbove() {
        byte[] report = Phone.rtcp();
        callerRtcp.send(report, Phone.above(one.local()));

        assertThat(calledRtcp.receive()).isEqualTo(report);
        assertThat(one.counters().rtcpReceived()).isEqualTo(1);
        await().until(() -> other.counters().rtcpSent() == 1);
        assertThat(one.counters().received()).isZero();
    }

    @Test
    void refusesRtcpOfThirdParties() {
        callerRtcp.send(Phone.rtcp(), Phone.above(one.local()));
        calledRtcp.receive();
        stranger.send(Phone.rtcp(), Phone.above(one.local()));

        assertThat(calledRtcp.receive(NOTHING_COMES_MILLIS)).isEmpty();
    }

    @Test
    void bringsMuxedRtcpToTheRtcpPortOfAPeerThatDoesNotMux() { // RFC 5761
        one.expect(caller.address(), caller.address());
        caller.send(Phone.rtp(0, 1), one.local());
        called.receive();
        byte[] report = Phone.rtcp();
        caller.send(report, one.local());

        assertThat(calledRtcp.receive()).isEqualTo(report);
    }

    @Test
    void bringsRtcpToTheRtpPortOfAPeerThatMuxes() {
        one.expect(caller.address(), caller.address());
        byte[] report = Phone.rtcp();
        calledRtcp.send(report, Phone.above(other.local()));

        DatagramPacket packet = caller.datagram(2_000).orElseThrow();

        assertThat(packet.getSocketAddress()).isEqualTo(one.local());
        assertThat(packet.getLength()).isEqualTo(report.length);
    }

    @Test
    void believesNoSourceThatSendsRtcpOnTheRtpPort() {
        stranger.send(Phone.rtcp(), one.local());
        await().until(() -> one.counters().refused() == 1);

        assertThat(one.counters().source()).isEmpty();
    }

    @Test
    void showsTheTapThePacketsOfItsTypeAndRelaysThem() {
        List<byte[]> tapped = new CopyOnWriteArrayList<>();
        one.tap(101, packet -> {
            byte[] octets = new byte[packet.remaining()];
            packet.get(octets);
            tapped.add(octets);
        });
        byte[] digit = Phone.rtp(0x80 | 101, 2);
        caller.send(Phone.rtp(0, 1), one.local());
        caller.send(digit, one.local());
        called.receive();

        assertThat(called.receive()).isEqualTo(digit);
        assertThat(tapped).containsExactly(digit);

        one.stopTap();
        caller.send(Phone.rtp(101, 3), one.local());
        called.receive();
        assertThat(tapped).hasSize(1);
    }

    @Test
    void keepsFromTheOtherWhatTheTapDoesNotPass() {
        List<Integer> tapped = new CopyOnWriteArrayList<>();
        one.tap(101, new RtpTap() {
            @Override
            public void received(ByteBuffer packet) {
                tapped.add(packet.remaining());
            }

            @Override
            public boolean passes() {
                return false;
            }
        });
        byte[] sound = Phone.rtp(0, 3);
        caller.send(Phone.rtp(101, 2), one.local());
        caller.send(sound, one.local());

        assertThat(called.receive()).isEqualTo(sound);
        assertThat(tapped).hasSize(1);
    }

    @Test
    void goesOnWithoutATapThatThrows() {
        one.tap(101, packet -> {
            throw new IllegalStateException("thrown by the test");
        });

        for (int i = 0; i < 3; i++) {
            byte[] digit = Phone.rtp(101, i);
            caller.send(digit, one.local());
            assertThat(called.receive()).isEqualTo(digit);
        }
    }

    @Test
    void letsATapReadOnly() {
        one.tap(0, packet -> packet.put(0, (byte) 0));
        byte[] sound = Phone.rtp(0, 1);
        caller.send(sound, one.local());

        assertThat(called.receive()).isEqualTo(sound);
    }

    @Test
    void sendsPacketsOfOurOwn() {
        byte[] own = Phone.rtp(0, 1);
        one.send(ByteBuffer.wrap(own));
        assertThat(caller.receive()).isEqualTo(own);

        RtpPort unknown = relay.open();
        unknown.send(ByteBuffer.wrap(own));
        assertThat(unknown.counters().unsent()).isEqualTo(1);
        assertThat(unknown.counters().sent()).isZero();
    }

    @Test
    void countsAndDropsHostilePackets() {
        Random random = new Random(11);
        long refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] octets = new byte[1 + random.nextInt(60)];
            random.nextBytes(octets);
            if (i % 3 == 0) octets[0] = (byte) (octets[0] & 0x3F); // version 0
            ByteBuffer packet = ByteBuffer.wrap(octets);
            if (octets.length < 2 || RtpHeader.isRtp(packet) || RtpHeader.isRtcp(packet)) continue;
            caller.send(octets, one.local());
            caller.send(octets, Phone.above(one.local()));
            long expected = refused += 2;
            await().pollDelay(Duration.ZERO).until(() -> one.counters().refused() == expected);
        }

        assertThat(refused).isPositive();
        assertThat(one.counters().received()).isZero();
        assertThat(called.receive(NOTHING_COMES_MILLIS)).isEmpty();
    }

    @Test
    void livesOnWhenThePeerClosesItsPort() {
        caller.send(Phone.rtp(0, 1), one.local());
        called.receive();
        called.send(Phone.rtp(0, 1), other.local());
        caller.receive();
        called.close();

        for (int i = 0; i < 20; i++) caller.send(Phone.rtp(0, i), one.local());
        await().until(() -> other.counters().sent() + other.counters().unsent() == 21);

        byte[] own = Phone.rtp(0, 5);
        one.send(ByteBuffer.wrap(own));
        assertThat(caller.receive()).isEqualTo(own);
    }

    @Test
    void dropsWhatComesForAPortThatWasClosed() {
        other.close();
        await().until(() -> relay.inUse().size() == 1);

        caller.send(Phone.rtp(0, 1), one.local());

        await().until(() -> one.counters().received() == 1);
        assertThat(one.counters().refused()).isZero();
    }

    @Test
    void capsThePacketsOfASecond() throws Exception { // two legs that name each other's ports would circle for ever
        relay.modified(Settings.at(server, "20000-20999").withPacketsPerSecond(100));
        RtpPort left = relay.open();
        RtpPort right = relay.open();
        left.expect(right.local(), right.local());
        right.expect(left.local(), left.local());
        left.relayTo(left);
        right.relayTo(right);
        left.send(ByteBuffer.wrap(Phone.rtp(0, 1)));

        await().until(() -> right.counters().refused() + left.counters().refused() > 0);

        assertThat(left.counters().received()).isLessThanOrEqualTo(200);
    }
}
