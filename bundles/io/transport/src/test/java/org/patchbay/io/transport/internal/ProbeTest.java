package org.patchbay.io.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Probe probe = new Probe();

    @Test
    void tellsHowLongEachOfTheLastHasWaitedAtLeast() {
        waits(70, 0);
        waits(60, 100);
        waits(50, 200);

        assertThat(probe.delayNanos(250 * MILLI)).isEqualTo(50 * MILLI);
        byte[] sent = probe.next(300 * MILLI);
        assertThat(probe.delayNanos(355 * MILLI)).isEqualTo(50 * MILLI);
        assertThat(probe.takes(sent, 390 * MILLI)).isTrue();
        assertThat(probe.delayNanos(900 * MILLI)).isEqualTo(50 * MILLI);
    }

    @Test
    void countsTheOneThatStillWaits() {
        waits(450, 0);
        waits(450, 500);
        probe.next(1000 * MILLI);

        assertThat(probe.delayNanos(1400 * MILLI)).isZero();
        assertThat(probe.delayNanos(1500 * MILLI)).isEqualTo(450 * MILLI);
    }

    @Test
    void doesNotCountAPauseOfTheMachine() {
        for (int i = 0; i < 3; i++) waits(1, 100 * i);
        waits(800, 300);

        assertThat(probe.delayNanos(1100 * MILLI)).isEqualTo(MILLI);
    }

    private void waits(long millis, long at) {
        assertThat(probe.takes(probe.next(at * MILLI), (at + millis) * MILLI)).isTrue();
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
        waits(300, 1300);
        waits(300, 1700);
        assertThat(probe.delayNanos(2000 * MILLI)).isEqualTo(300 * MILLI);
    }

    @Test
    void leavesOtherDatagramsAlone() {
        assertThat(probe.takes(new byte[24], 0)).isFalse();
        assertThat(probe.takes(new byte[500], 0)).isFalse();
        assertThat(probe.delayNanos(5)).isZero();
    }
}
