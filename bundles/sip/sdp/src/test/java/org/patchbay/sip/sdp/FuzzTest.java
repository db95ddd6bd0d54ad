package org.patchbay.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The short run of {@link SdpFuzz}; the long one is its {@code main}. */
class FuzzTest {
    private static final int COUNT = 20_000;

    @Test
    void survivesBrokenDescriptions() {
        var fuzz = new SdpFuzz(20261123);

        for (int i = 0; i < COUNT; i++) fuzz.step();

        assertThat(fuzz.descriptions()).isBetween(COUNT / 10L, COUNT - 1L);
        assertThat(fuzz.usable()).isGreaterThan(COUNT / 20);
    }
}
