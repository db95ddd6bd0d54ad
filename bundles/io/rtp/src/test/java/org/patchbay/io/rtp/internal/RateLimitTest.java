package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    @Test
    void letsSoManyThroughInASecondAndAsManyInTheNext() {
        RateLimit limit = new RateLimit();
        long start = 5_000_000_000L;

        assertThat(limit.exceeded(2, start)).isFalse();
        assertThat(limit.exceeded(2, start + 1)).isFalse();
        assertThat(limit.exceeded(2, start + 999_999_999)).isTrue();
        assertThat(limit.exceeded(2, start + 1_000_000_000)).isFalse();
    }
}
