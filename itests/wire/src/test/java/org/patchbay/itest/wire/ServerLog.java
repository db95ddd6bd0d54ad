package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.patchbay.itest.server.PatchbayServer;

/** What a server has said: the lines that have all of some words. */
record ServerLog(PatchbayServer server) {
    long count(String... words) {
        return server.log()
                .lines()
                .filter(line -> Arrays.stream(words).allMatch(line::contains))
                .count();
    }

    void await(Duration limit, String... words) {
        awaitMore(limit, 0, words);
    }

    /** Waits until there are more than {@code before} such lines. */
    void awaitMore(Duration limit, long before, String... words) {
        Awaitility.await()
                .atMost(limit)
                .untilAsserted(() -> assertThat(count(words))
                        .as("lines of the log with " + String.join(", ", words))
                        .isGreaterThan(before));
    }
}
