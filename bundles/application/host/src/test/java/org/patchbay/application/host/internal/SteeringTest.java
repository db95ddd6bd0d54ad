package org.patchbay.application.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.patchbay.application.Applications.Version;
import org.patchbay.application.Steering;
import org.patchbay.application.Steering.Canary;

final class SteeringTest {
    private final TestHost test = new TestHost();

    private String version(FakeCall call) {
        test.run("app", call);
        return test.seen.remove();
    }

    private void offer(String... versions) {
        for (String version : versions) test.offerSaying("app", version, version);
    }

    private void steer(String version, Optional<Canary> canary) {
        test.host.steer(List.of(new Steering("test.app", version, canary)));
    }

    private static Optional<Canary> canary(int percent, String... users) {
        return Optional.of(new Canary("2.0.0", percent, Set.of(users)));
    }

    @Test
    void givesCallsToTheHighestVersion() {
        offer("1.10.0", "1.9.0");

        assertThat(version(new FakeCall())).isEqualTo("1.10.0");
    }

    @Test
    void givesCallsToTheVersionThatIsNamed() {
        offer("1.0.0", "2.0.0");

        steer("1.0.0", Optional.empty());

        assertThat(version(new FakeCall())).isEqualTo("1.0.0");
        assertThat(test.host.versions())
                .filteredOn(Version::current)
                .extracting(Version::bundleVersion)
                .containsExactly("1.0.0");
    }

    @Test
    void givesCallsToTheHighestWhileTheNamedVersionIsAway() {
        offer("1.0.0", "2.0.0");

        steer("3.0.0", Optional.empty());

        assertThat(version(new FakeCall())).isEqualTo("2.0.0");
    }

    @Test
    void givesTheCallsOfACanaryUserToTheCanary() {
        offer("1.0.0", "2.0.0");

        steer("1.0.0", canary(0, "1001"));
        assertThat(version(new FakeCall())).isEqualTo("2.0.0");

        steer("1.0.0", canary(0, "1002"));
        assertThat(version(new FakeCall())).isEqualTo("1.0.0");
    }

    @Test
    void givesAShareOfTheCallsToTheCanaryAlwaysTheSame() {
        offer("1.0.0", "2.0.0");
        steer("1.0.0", canary(25));

        List<String> first = IntStream.range(0, 1000)
                .mapToObj(i -> version(new FakeCall("c" + Integer.toString(i, 36))))
                .toList();
        List<String> again = IntStream.range(0, 1000)
                .mapToObj(i -> version(new FakeCall("c" + Integer.toString(i, 36))))
                .toList();

        assertThat(again).isEqualTo(first);
        assertThat(first.stream().filter("2.0.0"::equals).count()).isBetween(200L, 300L);
    }

    @Test
    void givesEveryCallOrNoneToACanaryOfAllOrNothing() {
        offer("1.0.0", "2.0.0");

        steer("1.0.0", canary(100));
        assertThat(version(new FakeCall())).isEqualTo("2.0.0");

        steer("1.0.0", canary(0));
        assertThat(version(new FakeCall())).isEqualTo("1.0.0");
    }

    @Test
    void keepsWhatIsSaidOfOneFeatureFromAnotherOfTheSameApplication() {
        offer("1.0.0", "2.0.0");
        test.offer("app", "other.app", "1.5.0", new TestHost.Made(() -> session -> test.seen.add("other"), false));

        steer("1.0.0", Optional.empty());

        assertThat(version(new FakeCall())).isEqualTo("other");
    }
}
