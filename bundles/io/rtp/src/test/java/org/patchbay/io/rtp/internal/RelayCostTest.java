package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayCostTest {
    // An object is 16 octets or more, so less than one in eight packets made any: a class that is loaded, a compiler
    // that changes its mind.
    private static final double STRAY_OCTETS = 2;

    @ParameterizedTest
    @CsvSource({"NIO,", "NIO, 0.0.0.0", "EPOLL,", "EPOLL, 0.0.0.0", "EPOLL, ::"})
    void allocatesNothingForARelayedPacket(Backend backend, @Nullable String bound) throws Exception {
        assumeThat(Settings.backends()).contains(backend);
        InetAddress address = Phone.literal(bound == null ? Phone.freshAddress() : bound);
        RelayCost cost = new RelayCost(20, address, backend);
        try {
            cost.measure(25);

            RelayCost.Cost window = cost.measure(50);

            assertThat(window.packets()).isPositive();
            assertThat(window.heapOctetsPerPacket()).isLessThan(STRAY_OCTETS);
        } finally {
            cost.close();
        }
    }
}
