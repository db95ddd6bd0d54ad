package org.patchbay.sip.digest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.patchbay.sip.digest.internal.Nonces.Nonce;

class NonceCountsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochMilli(1_000_000));
    private final NonceCounts counts = new NonceCounts(now::get, Duration.ofSeconds(100), 10);

    private Nonce nonce(long serial) {
        return new Nonce(serial, now.get().toEpochMilli());
    }

    private void pass(long millis) {
        now.updateAndGet(instant -> instant.plusMillis(millis));
    }

    @Test
    void takesEachCountOnceInAnyOrder() {
        var nonce = nonce(1);
        long[] order = {5, 1, 3, 70, 8, 69, 7};

        for (long count : order)
            assertThat(counts.use(nonce, count)).as("%d", count).isTrue();

        for (long count : order)
            assertThat(counts.use(nonce, count)).as("%d again", count).isFalse();
    }

    @Test
    void refusesACountTooFarBelowTheHighest() {
        var nonce = nonce(1);
        counts.use(nonce, 100);

        assertThat(counts.use(nonce, 36)).isFalse();
        assertThat(counts.use(nonce, 37)).isTrue();
        assertThat(counts.use(nonce, 0)).isFalse();
    }

    @Test
    void neverPlaysBackWhatItForgotBecauseItWasFull() {
        var first = nonce(1);
        counts.use(first, 1);
        for (int i = 2; i <= 12; i++) {
            pass(1);
            assertThat(counts.use(nonce(i), 1)).isTrue();
        }

        assertThat(counts.size()).isEqualTo(10);
        assertThat(counts.use(first, 1)).isFalse();
        assertThat(counts.use(first, 2)).isFalse();
        pass(1);
        assertThat(counts.use(nonce(13), 1)).isTrue();
    }

    @Test
    void forgetsNoncesWhenTheyExpire() {
        counts.use(nonce(1), 1);
        pass(100_000);

        counts.use(nonce(2), 1);

        assertThat(counts.size()).isEqualTo(1);
    }
}
