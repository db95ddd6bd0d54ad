package org.patchbay.sip.stack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final InetAddress ANN = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress BEN = InetAddress.ofLiteral("192.0.2.2");

    private long now = Duration.ofHours(1).toNanos();
    private final Admission admission = new Admission(10, Duration.ofMillis(400), () -> now, () -> Duration.ZERO);

    private int admitted(InetAddress source, int messages) {
        int admitted = 0;
        for (int i = 0; i < messages; i++) {
            if (admission.admits(source)) admitted++;
        }
        return admitted;
    }

    @Test
    void letsTwoSecondsWorthInAtOnceAndThenOneASecond() {
        assertThat(admitted(ANN, 100)).isEqualTo(20);
        now += Duration.ofSeconds(1).toNanos();
        assertThat(admitted(ANN, 100)).isEqualTo(10);
        now += Duration.ofHours(1).toNanos();
        assertThat(admitted(ANN, 100)).isEqualTo(20);
    }

    @Test
    void isIndifferentToOtherSources() {
        admitted(ANN, 100);

        assertThat(admitted(BEN, 5)).isEqualTo(5);
    }

    @Test
    void forgetsWhoIsSilentOnly() {
        admitted(ANN, 100);
        admission.sweep();

        assertThat(admitted(ANN, 1)).isZero();
    }

    @Test
    void remembersNoMoreThanItCan() {
        for (int i = 0; i < 250_000; i++) {
            byte[] address = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
            assertThat(admission.admits(address(address))).isTrue();
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void letsEverythingInWithoutALimit() {
        var unlimited = new Admission(0, Duration.ofMillis(400), () -> now, () -> Duration.ZERO);

        for (int i = 0; i < 10_000; i++) assertThat(unlimited.admits(ANN)).isTrue();
    }
}
