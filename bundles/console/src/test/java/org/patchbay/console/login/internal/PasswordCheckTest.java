package org.patchbay.console.login.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.patchbay.console.login.internal.PasswordCheck.Verdict;

class PasswordCheckTest {
    private static final String HOME = "192.0.2.1";
    private static final BasicCredentials RIGHT = new BasicCredentials("admin", "secret");
    private static final BasicCredentials WRONG = new BasicCredentials("admin", "Secret");
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final PasswordCheck check = new PasswordCheck(
            "admin", PasswordHash.of("secret", 10_000, new byte[16]), new FailedLogins(() -> now), () -> now);

    @Test
    void knowsTheOneUserWithTheOnePassword() throws InterruptedException {
        assertThat(check.verify(RIGHT, HOME)).isEqualTo(new Verdict.Right());
        assertThat(check.verify(WRONG, HOME)).isEqualTo(new Verdict.Wrong());
        assertThat(check.verify(new BasicCredentials("root", "secret"), HOME)).isEqualTo(new Verdict.Wrong());
        assertThat(check.verify(new BasicCredentials("admin:secret", ""), HOME)).isEqualTo(new Verdict.Wrong());
    }

    @Test
    void doesNotEvenLookAtTheRightPasswordFromWhereTooManyWereWrong() throws InterruptedException {
        for (int i = 0; i < 5; i++) check.verify(WRONG, HOME);

        assertThat(check.verify(RIGHT, HOME)).isEqualTo(new Verdict.TooMany(Duration.ofSeconds(1)));
        assertThat(check.verify(RIGHT, "192.0.2.2")).isEqualTo(new Verdict.Right());
    }

    @Test
    void looksAgainWhenTheDelayIsOver() throws InterruptedException {
        for (int i = 0; i < 5; i++) check.verify(WRONG, HOME);

        now = now.plusSeconds(1);

        assertThat(check.verify(RIGHT, HOME)).isEqualTo(new Verdict.Right());
    }

    @Test
    void remembersWhoIsInWhileOthersOfTheSameAddressGuess() throws InterruptedException {
        check.verify(RIGHT, HOME);
        for (int i = 0; i < 20; i++) check.verify(WRONG, HOME);

        assertThat(check.verify(RIGHT, HOME)).isEqualTo(new Verdict.Right());
    }

    @Test
    void forgetsWhoIsInAfterFiveMinutes() throws InterruptedException {
        check.verify(RIGHT, HOME);
        now = now.plus(Duration.ofMinutes(5));
        for (int i = 0; i < 5; i++) check.verify(WRONG, HOME);

        assertThat(check.verify(RIGHT, HOME)).isInstanceOf(Verdict.TooMany.class);
    }
}
