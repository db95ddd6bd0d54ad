package org.patchbay.console.login.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final FailedLogins failures = new FailedLogins(() -> now);

    @Test
    void letsFourMistakesPass() {
        fail("192.0.2.1", 4);

        assertThat(failures.delay("192.0.2.1")).isZero();
    }

    @Test
    void doublesTheDelayFromTheFifthOn() {
        fail("192.0.2.1", 5);
        assertThat(failures.delay("192.0.2.1")).isEqualTo(Duration.ofSeconds(1));

        fail("192.0.2.1", 3);
        assertThat(failures.delay("192.0.2.1")).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void delaysFiveMinutesAtMost() {
        fail("192.0.2.1", 500);

        assertThat(failures.delay("192.0.2.1")).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void countsEachSourceByItself() {
        fail("192.0.2.1", 10);

        assertThat(failures.delay("192.0.2.2")).isZero();
    }

    @Test
    void countsAnIpv6NetworkAsOne() {
        fail("2001:db8::1", 5);
        fail("2001:db8::ffff:0:2", 5);

        assertThat(failures.delay("2001:db8::3")).isEqualTo(Duration.ofSeconds(32));
        assertThat(failures.delay("2001:db8:0:1::3")).isZero();
    }

    @Test
    void forgetsAfterAQuarterOfAnHourAndAtSuccess() {
        fail("192.0.2.1", 20);
        fail("192.0.2.2", 20);

        now = now.plus(Duration.ofMinutes(15)).plusSeconds(1);
        fail("192.0.2.1", 1);
        failures.succeeded("192.0.2.2");

        assertThat(failures.delay("192.0.2.1")).isZero();
        assertThat(failures.delay("192.0.2.2")).isZero();
    }

    @Test
    void staysBoundedAndCountsAllOthersTogether() {
        for (int i = 0; i < 5_000; i++) fail("10.0." + i / 250 + "." + i % 250, 1);

        assertThat(failures.size()).isLessThanOrEqualTo(1_025);
        assertThat(failures.delay("198.51.100.1")).isPositive();
    }

    @Test
    void makesRoomOnceTheOldOnesAreForgotten() {
        for (int i = 0; i < 5_000; i++) fail("10.0." + i / 250 + "." + i % 250, 1);

        now = now.plus(Duration.ofHours(1));

        assertThat(failures.delay("198.51.100.1")).isZero();
        assertThat(failures.size()).isZero();
    }

    private void fail(String source, int times) {
        for (int i = 0; i < times; i++) failures.failed(source);
    }
}
