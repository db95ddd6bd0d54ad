package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayCostTest {
    // The JDK's selector finds the key of a descriptor in a map and so boxes its number, 16 octets, from 128 upwards. A
    // buffer,
    // an address or an iterator of ours would add 24 or more.
    private static final double SELECTOR_OCTETS = 16;
    private static final double STRAY_OCTETS = 4;

    @ParameterizedTest
    @ValueSource(strings = {"", "0.0.0.0"})
    void allocatesNothingOfItsOwnForARelayedPacket(String bound) throws Exception {
        RelayCost cost = new RelayCost(20, Phone.literal(bound.isEmpty() ? Phone.freshAddress() : bound));
        try {
            cost.measure(25);

            RelayCost.Cost window = cost.measure(50);

            assertThat(window.packets()).isPositive();
            assertThat(window.heapOctetsPerPacket()).isLessThan(SELECTOR_OCTETS + STRAY_OCTETS);
        } finally {
            cost.close();
        }
    }
}
