package org.patchbay.io.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Probe probe = new Probe();

    @Test
    void tellsHowLongItsDatagramHasWaited() {
        byte[] sent = probe.next(0);

        assertThat(probe.delayNanos(30 * MILLI)).isEqualTo(30 * MILLI); // and still waits
        assertThat(probe.takes(sent, 50 * MILLI)).isTrue();
        assertThat(probe.delayNanos(400 * MILLI)).isEqualTo(50 * MILLI);
    }

    @Test
    void sendsNoOtherWhileOneIsUnderWay() {
        assertThat(probe.next(0)).isNotEmpty();
        assertThat(probe.next(100 * MILLI)).isEmpty();
    }

    @Test
    void sendsAnotherWhenTheFirstMustBeLostAndCountsFromThatOne() {
        probe.next(0);

        byte[] second = probe.next(1100 * MILLI);

        assertThat(second).isNotEmpty();
        assertThat(probe.takes(second, 1200 * MILLI)).isTrue();
        assertThat(probe.delayNanos(1200 * MILLI)).isEqualTo(1200 * MILLI);
    }

    @Test
    void leavesOtherDatagramsAlone() {
        assertThat(probe.takes(new byte[24], 0)).isFalse();
        assertThat(probe.takes(new byte[500], 0)).isFalse();
        assertThat(probe.delayNanos(5)).isZero();
    }
}
