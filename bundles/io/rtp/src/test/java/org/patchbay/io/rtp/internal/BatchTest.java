package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.io.RtpPort;

class BatchTest {
    private final String server = Phone.freshAddress();

    @ParameterizedTest
    @MethodSource("org.patchbay.io.rtp.internal.Settings#backends")
    void gathersPacketsAndLosesNone(Backend backend) throws Exception {
        RtpRelay relay = new RtpRelay(
                Settings.at(server, "20000-20099").withBackend(backend).withBatch(1_000));
        try (Phone caller = new Phone(Phone.freshAddress());
                Phone called = new Phone(Phone.freshAddress())) {
            RtpPort one = port(relay, caller);
            RtpPort other = port(relay, called);
            one.relayTo(other);

            for (int i = 0; i < 50; i++) {
                byte[] first = Phone.rtp(0, 2 * i);
                byte[] second = Phone.rtp(0, 2 * i + 1);
                caller.send(first, one.local());
                caller.send(second, one.local());
                assertThat(called.receive()).isEqualTo(first);
                assertThat(called.receive()).isEqualTo(second);
            }

            assertThat(one.counters().received()).isEqualTo(100);
        } finally {
            relay.deactivate();
        }
    }

    @Test
    void refusesADelayThatWouldBeHeard() {
        assertThatThrownBy(() -> new RtpRelay(Settings.at(server, "20000-20099").withBatch(2_001)))
                .hasMessage("batch.micros 2001 is not from 0 to 2000");
    }

    private static RtpPort port(RtpRelay relay, Phone peer) {
        RtpPort port = relay.open();
        port.expect(peer.address(), Phone.above(peer.address()));
        return port;
    }
}
