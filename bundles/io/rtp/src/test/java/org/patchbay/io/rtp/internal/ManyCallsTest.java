package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.io.RtpCounters;
import org.patchbay.io.RtpPort;

class ManyCallsTest {
    private static final int CALLS = 200;
    private static final int PACKETS = 50;
    private static final long PACKET_TIME_NANOS = 20_000_000;

    @ParameterizedTest
    @MethodSource("org.patchbay.io.rtp.internal.Settings#backends")
    void relaysTwoHundredCallsAtOnceWithoutLoss(Backend backend) throws Exception {
        RtpRelay relay =
                new RtpRelay(Settings.at(Phone.freshAddress(), "20000-21999").withBackend(backend));
        List<Phone> phones = new ArrayList<>();
        List<RtpPort> ports = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * CALLS; i++) {
                phones.add(new Phone(Phone.freshAddress()));
                ports.add(relay.open());
                ports.get(i)
                        .expect(
                                phones.get(i).address(),
                                Phone.above(phones.get(i).address()));
            }
            for (int i = 0; i < 2 * CALLS; i++) ports.get(i).relayTo(ports.get(i ^ 1));

            send(phones, ports, 0);
            // a socket of NIO that is connected drops what comes in that moment: right after the first packet, when the
            // next is 20 ms away
            await().until(() -> relayed(ports) == 2 * CALLS);
            sendAtPacketTime(phones, ports);
            await().untilAsserted(() -> assertThat(relayed(ports)).isEqualTo(2 * CALLS * PACKETS));

            assertThat(ports).map(RtpPort::counters).allSatisfy(this::nothingWasLost);
            for (Phone phone : phones) {
                for (int i = 0; i < PACKETS; i++)
                    assertThat(sequence(phone.receive())).isEqualTo(i);
            }
        } finally {
            phones.forEach(Phone::close);
            relay.deactivate();
        }
    }

    private static long relayed(List<RtpPort> ports) {
        return ports.stream().mapToLong(port -> port.counters().sent()).sum();
    }

    private void nothingWasLost(RtpCounters counters) {
        assertThat(counters.received()).isEqualTo(PACKETS);
        assertThat(counters.refused()).isZero();
        assertThat(counters.unsent()).isZero();
    }

    private static void sendAtPacketTime(List<Phone> phones, List<RtpPort> ports) {
        long startNanos = System.nanoTime();
        for (int sequence = 1; sequence < PACKETS; sequence++) {
            send(phones, ports, sequence);
            long dueNanos = startNanos + sequence * PACKET_TIME_NANOS;
            LockSupport.parkNanos(dueNanos - System.nanoTime());
        }
    }

    private static void send(List<Phone> phones, List<RtpPort> ports, int sequence) {
        byte[] packet = Phone.rtp(0, sequence);
        for (int i = 0; i < phones.size(); i++)
            phones.get(i).send(packet, ports.get(i).local());
    }

    private static int sequence(byte[] packet) {
        return (packet[2] & 0xFF) << 8 | packet[3] & 0xFF;
    }
}
