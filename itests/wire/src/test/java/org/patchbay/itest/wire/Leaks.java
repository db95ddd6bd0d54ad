package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.ServerStatus;

/** What must be as before when a load is over: the server's own counters, after RFC 3261's last timer (32 s). */
record Leaks(PatchbayServer server, ServerStatus before, long bytesBefore) {
    private static final Duration TIMERS = Duration.ofSeconds(40);
    private static final long SLACK_BYTES = 3L << 20;

    static Leaks of(PatchbayServer server) {
        return new Leaks(server, server.status(), server.liveBytes());
    }

    void assertNone() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    ServerStatus now = server.status();
                    assertThat(now.liveCalls()).as("calls").isLessThanOrEqualTo(before.liveCalls());
                    assertThat(now.rtpPorts()).as("RTP ports").isLessThanOrEqualTo(before.rtpPorts());
                });
        Awaitility.await()
                .atMost(TIMERS)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(server.status().transactions())
                        .as("transactions")
                        .isLessThanOrEqualTo(before.transactions()));
        assertThat(server.liveBytes() - bytesBefore).as("heap growth").isLessThan(SLACK_BYTES);
        assertThat(server.status().threads()).as("threads").isLessThan(before.threads() + 20);
    }
}
