package org.patchbay.application.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;
import org.patchbay.application.Application;
import org.patchbay.application.Applications;
import org.patchbay.application.Arguments;
import org.patchbay.channel.Cause;
import org.patchbay.channel.DialResult;
import org.patchbay.channel.LogicReplaced;

final class ApplicationHostTest {
    private final ApplicationHost host = new ApplicationHost(Path.of("target"), Duration.ofSeconds(5));
    private final FakeCall call = new FakeCall();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    private static RunningVersion version(String number, Application application) {
        return new RunningVersion("test.app", Version.parseVersion(number), new Instances(application));
    }

    private CompletableFuture<Void> start() {
        return CompletableFuture.runAsync(this::run);
    }

    private void run() {
        host.run("app", new Arguments(Map.of()), call, user -> Optional.empty());
    }

    private String next() throws InterruptedException {
        String word = seen.poll(5, TimeUnit.SECONDS);
        if (word == null) throw new AssertionError("no application ran");
        return word;
    }

    @Test
    void runsTheHighestVersion() {
        host.add("app", version("1.10.0", session -> seen.add("new")));
        host.add("app", version("1.9.0", session -> seen.add("old")));

        run();

        assertThat(seen).containsExactly("new");
    }

    @Test
    void namesAnApplicationThatNeverWas() {
        assertThatThrownBy(this::run)
                .isInstanceOf(Applications.UnknownApplicationException.class)
                .hasMessage("no application app");
    }

    @Test
    void givesUpOnAnApplicationThatStaysAway() {
        var impatient = new ApplicationHost(Path.of("target"), Duration.ofMillis(10));
        var version = version("1.0.0", session -> {});
        impatient.add("app", version);
        impatient.remove("app", version);

        assertThatThrownBy(() -> impatient.run("app", new Arguments(Map.of()), call, user -> Optional.empty()))
                .isInstanceOf(Applications.UnknownApplicationException.class);
        assertThat(impatient.names()).isEmpty();
    }

    @Test
    void keepsACallOnTheVersionThatItBeganWith() throws InterruptedException {
        var old = version("1.0.0", session -> {
            seen.add("old");
            session.echo();
        });
        host.add("app", old);
        CompletableFuture<Void> running = start();
        next();

        host.add("app", version("2.0.0", session -> seen.add("new")));

        assertThat(host.versions())
                .extracting(
                        Applications.Version::bundleVersion, Applications.Version::current, Applications.Version::calls)
                .containsExactly(tuple("1.0.0", false, 1), tuple("2.0.0", true, 0));
        host.remove("app", old);
        assertThat(next()).isEqualTo("new");
        running.join();
    }

    @Test
    void letsACallWaitForAnApplicationThatIsAway() throws InterruptedException {
        var old = version("1.0.0", session -> {
            seen.add("old");
            session.echo();
        });
        host.add("app", old);
        CompletableFuture<Void> running = start();
        next();
        call.echoes.acquireUninterruptibly();

        host.remove("app", old);
        assertThat(running).isNotDone();
        host.add("app", version("1.0.1", session -> seen.add("new")));

        assertThat(next()).isEqualTo("new");
        running.join();
    }

    @Test
    void passesOnAReplacementThatIsNotItsOwn() throws InterruptedException {
        host.add("app", version("1.0.0", session -> {
            seen.add("runs");
            session.echo();
        }));
        CompletableFuture<Void> running = start();
        next();
        call.echoes.acquireUninterruptibly();

        host.deactivate();

        assertThatThrownBy(running::join).hasCauseInstanceOf(LogicReplaced.class);
    }

    @Test
    void refusesToConnectAUserWhomNobodyKnows() {
        var results = new LinkedBlockingQueue<DialResult>();
        host.add("app", version("1.0.0", session -> results.add(session.connect("4711", Duration.ofSeconds(1)))));

        run();

        assertThat(results).containsExactlyElementsOf(List.of(new DialResult.Refused(Cause.UNALLOCATED_NUMBER)));
    }
}
