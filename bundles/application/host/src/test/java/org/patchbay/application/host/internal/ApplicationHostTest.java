package org.patchbay.application.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.patchbay.application.Applications;
import org.patchbay.application.Applications.Version;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.Cause;
import org.patchbay.channel.DialResult;
import org.patchbay.channel.LogicReplaced;

final class ApplicationHostTest {
    private final TestHost test = new TestHost();
    private final ApplicationHost host = test.host;
    private final FakeCall call = new FakeCall();

    @Test
    void namesAnApplicationThatNeverWas() {
        assertThatThrownBy(() -> test.run("app", call))
                .isInstanceOf(Applications.UnknownApplicationException.class)
                .hasMessage("no application app");
    }

    @Test
    void clearsACallWhoseApplicationStaysAwayAsNotResponding() {
        var impatient = new TestHost(Duration.ofMillis(10));
        impatient.offerSaying("app", "1.0.0", "never");
        impatient.stop("1.0.0");

        assertThatThrownBy(() -> impatient.run("app", call)).isInstanceOf(CallEnded.class);

        assertThat(call.cleared()).contains(Cause.NO_USER_RESPONDING);
        assertThat(impatient.host.names()).isEmpty();
    }

    @Test
    void keepsACallOnTheVersionThatItBeganWith() throws InterruptedException {
        test.offerEchoing("app", "1.0.0", "old");
        CompletableFuture<Void> running = test.start("app", call);
        test.next();

        test.offerSaying("app", "2.0.0", "new");

        assertThat(host.versions())
                .extracting(Version::bundleVersion, Version::current, Version::calls)
                .containsExactly(tuple("1.0.0", false, 1), tuple("2.0.0", true, 0));
        test.stop("1.0.0");
        assertThat(test.next()).isEqualTo("new");
        running.join();
        assertThat(host.versions()).extracting(Version::bundleVersion).containsExactly("2.0.0");
    }

    @Test
    void givesALaterStepOfACallTheVersionThatItBeganWith() throws InterruptedException {
        test.offerSaying("app", "1.0.0", "old");
        test.run("app", call);
        test.offerSaying("app", "2.0.0", "new");

        test.run("app", call);
        test.run("app", new FakeCall());

        assertThat(List.of(test.next(), test.next(), test.next())).containsExactly("old", "old", "new");
    }

    @Test
    void countsACallBetweenItsStepsUntilItEnds() {
        test.offerSaying("app", "1.0.0", "old");
        test.run("app", call);

        assertThat(host.versions()).extracting(Version::calls).containsExactly(1);
        call.clear(Cause.NORMAL_CLEARING);
        assertThat(host.versions()).extracting(Version::calls).containsExactly(0);
    }

    @Test
    void learnsFromACallWhichVersionsItIsOn() {
        test.offerSaying("app", "1.0.0", "old");
        test.run("app", call);
        var successor = new TestHost();
        successor.offerSaying("app", "1.0.0", "old");
        successor.offerSaying("app", "2.0.0", "new");
        successor.offerSaying("other", "1.2.3", "other");

        successor.run("other", call);

        assertThat(successor.host.versions())
                .extracting(Version::application, Version::bundleVersion, Version::calls)
                .containsExactlyInAnyOrder(
                        tuple("app", "1.0.0", 1), tuple("app", "2.0.0", 0), tuple("other", "1.2.3", 1));
    }

    @Test
    void letsACallWaitForAnApplicationThatIsAway() throws InterruptedException {
        test.offerEchoing("app", "1.0.0", "old");
        CompletableFuture<Void> running = test.start("app", call);
        test.next();
        call.echoes.acquireUninterruptibly();

        test.stop("1.0.0");
        assertThat(running).isNotDone();
        test.offerSaying("app", "1.0.1", "new");

        assertThat(test.next()).isEqualTo("new");
        running.join();
    }

    @Test
    void passesOnAReplacementThatIsNotItsOwn() throws InterruptedException {
        test.offerEchoing("app", "1.0.0", "runs");
        CompletableFuture<Void> running = test.start("app", call);
        test.next();
        call.echoes.acquireUninterruptibly();

        host.deactivate();

        assertThatThrownBy(running::join).hasCauseInstanceOf(LogicReplaced.class);
    }

    @Test
    void letsGoOfACallThatWaitsWhenItStopsItself() {
        test.offerSaying("app", "1.0.0", "never");
        test.stop("1.0.0");
        CompletableFuture<Void> waiting = test.start("app", call);

        host.deactivate();

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(LogicReplaced.class);
        assertThat(call.cleared()).isEmpty();
    }

    @Test
    void countsRunsAndThoseThatFailed() {
        test.offer("app", "1.0.0", session -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> test.run("app", call)).hasMessage("broken");
        test.offer("app", "1.0.0", session -> session.hangup(Cause.USER_BUSY));
        assertThatThrownBy(() -> test.run("app", call)).isInstanceOf(CallEnded.class);

        assertThat(host.versions())
                .extracting(Version::runs, Version::failures, Version::calls)
                .containsExactly(tuple(2L, 1L, 0));
    }

    @Test
    void keepsACallInItsInstanceWhenTheComponentIsMadeAnew() throws InterruptedException {
        Instances first = test.offerEchoing("app", "1.0.0", "first");
        CompletableFuture<Void> running = test.start("app", call);
        test.next();
        call.echoes.acquireUninterruptibly();

        host.withdraw(first);
        test.offerSaying("app", "1.0.0", "second");
        test.run("app", new FakeCall("c2"));

        assertThat(test.next()).isEqualTo("second");
        assertThat(running).isNotDone();
        assertThat(host.versions())
                .extracting(Version::bundleVersion, Version::calls)
                .containsExactly(tuple("1.0.0", 2));
        test.stop("1.0.0");
        test.offerSaying("app", "1.0.1", "third");
        assertThat(test.next()).isEqualTo("third");
        running.join();
    }

    @Test
    void waitsBetweenTwoGenerationsOfAComponent() throws InterruptedException {
        host.withdraw(test.offerSaying("app", "1.0.0", "first"));

        CompletableFuture<Void> running = test.start("app", call);
        test.offerSaying("app", "1.0.0", "second");

        assertThat(test.next()).isEqualTo("second");
        running.join();
    }

    @Test
    void unwindsAnApplicationAgainThatGoesOnAfterwards() throws InterruptedException {
        test.offer("app", "1.0.0", session -> {
            test.seen.add("old");
            try {
                session.echo();
            } catch (LogicReplaced swallowed) {
                session.answer();
                test.seen.add("went on");
            }
        });
        CompletableFuture<Void> running = test.start("app", call);
        test.next();
        call.echoes.acquireUninterruptibly();
        test.offerSaying("app", "2.0.0", "new");

        test.stop("1.0.0");

        assertThat(test.next()).isEqualTo("new");
        running.join();
    }

    @Test
    void refusesVerbsOfAnotherThread() {
        var refused = new LinkedBlockingQueue<Throwable>();
        test.offer("app", "1.0.0", session -> {
            Thread other = Thread.ofPlatform().unstarted(session::answer);
            other.setUncaughtExceptionHandler((thread, failure) -> refused.add(failure));
            other.start();
            try {
                other.join();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });

        test.run("app", call);

        assertThat(refused).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesToConnectAUserWhomNobodyKnows() {
        var results = new LinkedBlockingQueue<DialResult>();
        test.offer("app", "1.0.0", session -> results.add(session.connect("4711", Duration.ofSeconds(1))));

        test.run("app", call);

        assertThat(results).containsExactly(new DialResult.Refused(Cause.UNALLOCATED_NUMBER));
    }
}
