package org.patchbay.io.rtp.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patchbay.io.NoFreePortException;
import org.patchbay.io.RtpPort;

class RtpRelayTest {
    private final String address = Phone.freshAddress();
    private RtpRelay relay;

    private RtpRelay relay(RtpRelayConfig config) throws Exception {
        relay = new RtpRelay(config);
        return relay;
    }

    @AfterEach
    void stop() throws Exception {
        if (relay != null) relay.deactivate();
    }

    @Test
    void bindsAnEvenPortAndTheOneAbove() throws Exception { // RFC 3550 section 11
        RtpPort port = relay(Settings.at(address, "20000-20009")).open();

        assertThat(port.local().getAddress().getHostAddress()).isEqualTo(address);
        assertThat(port.local().getPort()).isBetween(20_000, 20_008).isEven();
        assertThat(port.advertised()).isEqualTo(port.local());
        InetSocketAddress rtcp = Phone.above(port.local());
        assertThatExceptionOfType(BindException.class).isThrownBy(() -> new DatagramSocket(rtcp));
    }

    @Test
    void givesEveryPairOfTheRangeAndThenSaysThatNoneIsFree() throws Exception {
        relay(Settings.at(address, "20000-20009"));
        assertThat(relay.capacity()).isEqualTo(5);

        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 5; i++) ports.add(relay.open().local().getPort());

        assertThat(ports).hasSize(5);
        assertThat(relay.inUse()).hasSize(5);
        assertThatExceptionOfType(NoFreePortException.class)
                .isThrownBy(relay::open)
                .withMessageContaining("20000-20009")
                .withMessageContaining("all in use");
    }

    @Test
    void givesThePortsBackWhenClosed() throws Exception {
        relay(Settings.at(address, "20000-20001"));

        for (int i = 0; i < 20; i++) {
            RtpPort port = relay.open();
            port.close();
            port.close();
            await().pollDelay(Duration.ZERO).until(() -> relay.inUse().isEmpty());
        }

        assertThat(relay.open().local().getPort()).isEqualTo(20_000);
    }

    @Test
    void passesOverPortsThatAnotherProcessHas() throws Exception {
        relay(Settings.at(address, "20000-20005"));
        try (var rtp = new DatagramSocket(new InetSocketAddress(address, 20_000));
                var rtcp = new DatagramSocket(new InetSocketAddress(address, 20_003))) {
            assertThat(rtp.isBound() && rtcp.isBound()).isTrue();

            assertThat(relay.open().local().getPort()).isEqualTo(20_004);
            assertThatExceptionOfType(NoFreePortException.class).isThrownBy(relay::open);
        }

        assertThat(List.of(relay.open().local().getPort(), relay.open().local().getPort()))
                .containsExactlyInAnyOrder(20_000, 20_002);
    }

    @Test
    void opensNewPortsInAChangedRangeAndKeepsTheOldOnes() throws Exception {
        RtpPort old = relay(Settings.at(address, "20000-20001")).open();
        relay.modified(Settings.at(address, "20100-20101").advertising("192.0.2.80"));

        RtpPort fresh = relay.open();

        assertThat(fresh.advertised()).isEqualTo(new InetSocketAddress("192.0.2.80", 20_100));
        assertThat(relay.inUse()).containsExactlyInAnyOrder(old, fresh);
        try (Phone phone = new Phone(address)) {
            old.expect(phone.address(), phone.address());
            old.relayTo(old);
            byte[] packet = Phone.rtp(0, 1);
            phone.send(packet, old.local());
            assertThat(phone.receive()).isEqualTo(packet);
        }
    }

    @Test
    void keepsItsSettingsWhenTheNewOnesAreWrong() throws Exception {
        relay(Settings.at(address, "20000-20001"));

        assertThatIllegalArgumentException().isThrownBy(() -> relay.modified(Settings.at(address, "many")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> relay.modified(Settings.at("192.0.2.199", "20000-20001")));

        assertThat(relay.open().local().getPort()).isEqualTo(20_000);
    }

    @Test
    void advertisesAnAddressThatCanBeReachedWhenBoundToAll() throws Exception {
        RtpPort port = relay(Settings.at("", "28000-28999")).open();

        assertThat(port.local().getAddress().isAnyLocalAddress()).isTrue();
        assertThat(port.advertised().getAddress().isAnyLocalAddress()).isFalse();
        assertThat(port.advertised().getPort()).isEqualTo(port.local().getPort());
    }

    @Test
    void spreadsPortsOverItsLoopsAndRelaysBetweenThem() throws Exception {
        relay(Settings.at(address, "20000-20007").withLoops(2));
        RtpPort one = relay.open();
        RtpPort other = relay.open();
        try (Phone caller = new Phone(address);
                Phone called = new Phone(address)) {
            one.expect(caller.address(), caller.address());
            other.expect(called.address(), called.address());
            one.relayTo(other);
            other.relayTo(one);

            for (int i = 0; i < 50; i++) {
                byte[] packet = Phone.rtp(0, i);
                caller.send(packet, one.local());
                assertThat(called.receive()).isEqualTo(packet);
                called.send(packet, other.local());
                assertThat(caller.receive()).isEqualTo(packet);
            }
        }
    }

    @Test
    void closesEverythingWithinHalfASecondWhenDeactivated() throws Exception {
        relay(Settings.at(address, "20000-20399"));
        List<RtpPort> ports = new ArrayList<>();
        for (int i = 0; i < 200; i++) ports.add(relay.open());

        long startNanos = System.nanoTime();
        relay.deactivate();
        relay.deactivate();

        assertThat(System.nanoTime() - startNanos).isLessThan(500_000_000L);
        await().atMost(5, SECONDS).until(() -> relay.inUse().isEmpty()); // the loop may need longer on a busy machine
        for (RtpPort port : ports) new DatagramSocket(port.local()).close();
        assertThatExceptionOfType(NoFreePortException.class).isThrownBy(relay::open);
    }

    @Test
    void tellsWhoHasAPortThatItIsLost() throws Exception {
        relay(Settings.at(address, "20000-20003"));
        AtomicInteger lost = new AtomicInteger();
        RtpPort closed = relay.open();
        closed.onLost(() -> lost.addAndGet(100));
        closed.close();
        relay.open().onLost(lost::incrementAndGet);

        relay.deactivate();

        await().atMost(5, SECONDS).untilAsserted(() -> assertThat(lost).hasValue(1));
    }

    @Test
    void endsItsThreadsWhenDeactivated() throws Exception {
        relay(Settings.at(address, "20000-20001").withLoops(3));
        relay.deactivate();

        await().atMost(5, SECONDS)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .noneMatch(name -> name.startsWith("patchbay-rtp")));
    }
}
