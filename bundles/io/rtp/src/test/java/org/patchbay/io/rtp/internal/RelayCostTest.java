package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayCostTest {
    // The JDK's selector finds the key of a descriptor in a map and so boxes its number, 16 octets, from 128 upwards. A
    // buffer, an
    // address or an iterator of ours would add 24 or more.
    private static final double SELECTOR_OCTETS = 16;
    private static final double STRAY_OCTETS = 4;

    @ParameterizedTest
    @CsvSource({"NIO,", "NIO, 0.0.0.0", "EPOLL,", "EPOLL, 0.0.0.0", "EPOLL, ::"})
    void allocatesNothingOfItsOwnForARelayedPacket(Backend backend, @Nullable String bound) throws Exception {
        assumeThat(Settings.backends()).contains(backend);
        InetAddress address = Phone.literal(bound == null ? Phone.freshAddress() : bound);
        RelayCost cost = new RelayCost(20, address, backend);
        try {
            cost.measure(25);

            RelayCost.Cost window = cost.measure(50);

            assertThat(window.packets()).isPositive();
            assertThat(window.heapOctetsPerPacket())
                    .isLessThan(STRAY_OCTETS + (backend == Backend.NIO ? SELECTOR_OCTETS : 0));
        } finally {
            cost.close();
        }
    }
}
