package org.patchbay.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;
import org.patchbay.deploy.internal.Host.Tally;

class ProbationTest {
    private static final Installed BUNDLE =
            new Installed(7, "echo", new Version("2.0.0"), true, "a.jar", "d", true, Replacement.SIDE_BY_SIDE);
    private Instant now = Instant.EPOCH;
    private Tally tally = new Tally(0, 0, 0);
    private final Probation probation =
            new Probation(host(), () -> now, new Probation.Limits(Duration.ofMinutes(10), 3, 20));

    @Test
    void findsNothingInFewFailures() {
        probation.begin(BUNDLE);

        tally = new Tally(0, 2, 2);

        assertThat(verdict()).isEmpty();
    }

    @Test
    void findsNothingInASmallShare() {
        probation.begin(BUNDLE);

        tally = new Tally(0, 100, 19);

        assertThat(verdict()).isEmpty();
    }

    @Test
    void namesWhatHasFailed() {
        probation.begin(BUNDLE);

        tally = new Tally(0, 10, 4);

        assertThat(verdict()).contains("4 of 10 calls failed");
    }

    @Test
    void doesNotCountWhatTheSameVersionDidBefore() {
        tally = new Tally(0, 10, 4);
        probation.begin(BUNDLE);

        tally = new Tally(0, 20, 5);

        assertThat(verdict()).isEmpty();
    }

    @Test
    void goesOnCountingWhenTheHostIsReplaced() {
        probation.begin(BUNDLE);
        tally = new Tally(0, 5, 2);
        assertThat(verdict()).isEmpty();

        tally = new Tally(0, 2, 1);

        assertThat(verdict()).contains("3 of 7 calls failed");
    }

    @Test
    void letsAVersionBeAfterItsFirstMinutes() {
        probation.begin(BUNDLE);
        tally = new Tally(0, 10, 10);

        now = now.plus(Duration.ofMinutes(11));

        assertThat(verdict()).isEmpty();
    }

    private Optional<String> verdict() {
        return probation.verdict(BUNDLE, Instant.EPOCH);
    }

    private Host host() {
        return (Host) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Host.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("tally")) return Optional.of(tally);
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
