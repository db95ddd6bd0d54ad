package org.patchbay.application.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;
import org.patchbay.application.StuckRun;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.Cause;

final class WatchdogTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final List<Run> runs = new ArrayList<>();
    private final Watchdog watchdog = new Watchdog(() -> List.copyOf(runs), LIMIT, now::get, new Carriers());
    private final AtomicBoolean spins = new AtomicBoolean(true);
    private final TestHost test = new TestHost();

    @AfterEach
    void letGo() {
        spins.set(false);
    }

    private void pass(Duration time) {
        watchdog.look();
        now.updateAndGet(instant -> instant.plus(time));
        watchdog.look();
    }

    /** Begins a run on the thread of this test. */
    private Run run(Call call) {
        var version = new RunningVersion("app", new Origin(1, "test.app", Version.parseVersion("1.2.3")));
        version.offer(new TestHost.Made(() -> session -> {}, false));
        Run run = version.enter(call, now::get).orElseThrow();
        runs.add(run);
        return run;
    }

    @Test
    void namesWhatComputesOutsideOfAnyVerb() {
        run(new FakeCall("c7"));

        pass(Duration.ofSeconds(6));

        StuckRun stuck = watchdog.stuck().getFirst();
        assertThat(stuck.call()).isEqualTo("c7");
        assertThat(stuck.application()).isEqualTo("app");
        assertThat(stuck.feature()).isEqualTo("test.app");
        assertThat(stuck.version()).isEqualTo("1.2.3");
        assertThat(stuck.since()).isEqualTo(Instant.EPOCH);
        assertThat(stuck.doing()).isEqualTo("computes outside of any verb");
        assertThat(stuck.stack()).anyMatch(frame -> frame.contains("namesWhatComputesOutsideOfAnyVerb"));
    }

    @Test
    void namesNobodyBeforeTheLimit() {
        run(new FakeCall());

        pass(Duration.ofSeconds(5));

        assertThat(watchdog.stuck()).isEmpty();
    }

    @Test
    void forgetsWhoComesToAVerb() {
        Run run = run(new FakeCall());
        pass(Duration.ofSeconds(6));

        run.verb("answer", () -> true);

        assertThat(watchdog.stuck()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(watchdog.stuck()).isEmpty();
    }

    @Test
    void leavesAVerbAloneWhoseCallAnswers() {
        run(new FakeCall()).verb("echo", () -> {
            for (int i = 0; i < 20; i++) pass(Duration.ofSeconds(3));
            return true;
        });

        assertThat(watchdog.stuck()).isEmpty();
    }

    @Test
    void namesAVerbWhoseCallDoesNotAnswer() {
        var call = new DeafCall();
        run(call.call()).verb("play tone", () -> {
            await().untilAsserted(() -> {
                pass(Duration.ofSeconds(3));
                assertThat(watchdog.stuck())
                        .extracting(StuckRun::doing)
                        .containsExactly("its call does not answer to play tone");
            });
            return true;
        });
    }

    @Test
    void interruptsWhoGoesOnAfterTheEndOfHisCall() throws InterruptedException {
        var call = new FakeCall();
        var began = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        Thread.startVirtualThread(() -> {
            run(call);
            began.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted.countDown();
            }
        });
        assertThat(began.await(5, TimeUnit.SECONDS)).isTrue();

        call.clear(Cause.NORMAL_CLEARING);

        await().until(() -> {
            pass(Duration.ofSeconds(3));
            return interrupted.getCount() == 0;
        });
    }

    @Test
    void interruptsNobodyInAVerb() {
        Run run = run(new FakeCall());

        run.verb("answer", () -> {
            run.interrupt();
            return true;
        });

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void bringsNoInterruptIntoAVerb() {
        Run run = run(new FakeCall());
        run.interrupt();

        boolean interrupted = run.verb("answer", () -> Thread.currentThread().isInterrupted());

        assertThat(interrupted).isFalse();
    }

    @Test
    void endsACallWhoseApplicationBlocks() throws InterruptedException {
        var call = new FakeCall();
        var began = new CountDownLatch(1);
        test.offer("app", "1.0.0", session -> {
            began.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException("interrupted", interrupted);
            }
        });
        CompletableFuture<Void> running = test.start("app", call);
        assertThat(began.await(5, TimeUnit.SECONDS)).isTrue();

        assertThat(test.host.end("c1")).isTrue();

        assertThat(call.cleared()).isPresent();
        assertThatThrownBy(running::join).hasRootCauseInstanceOf(InterruptedException.class);
        assertThat(test.host.end("c1")).isFalse();
    }

    @Test
    void answersANewCallWhileOthersComputeOnEveryCarrier() throws InterruptedException {
        int spinners = Runtime.getRuntime().availableProcessors() + 2;
        test.offer("spin", "1.0.0", session -> {
            test.seen.add("spins");
            while (spins.get()) Thread.onSpinWait();
            session.answer();
        });
        test.offerSaying("app", "1.0.1", "answered");
        test.host.watchdog().start();
        List<CompletableFuture<Void>> spinning = new ArrayList<>();
        for (int i = 0; i < spinners; i++) spinning.add(test.start("spin", new FakeCall("spin" + i)));
        for (int i = 0; i < spinners; i++) assertThat(test.next()).isEqualTo("spins");

        long begin = System.nanoTime();
        test.start("app", new FakeCall("new"));

        assertThat(test.next()).isEqualTo("answered");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        for (int i = 0; i < spinners; i++) assertThat(test.host.end("spin" + i)).isTrue();
        spins.set(false);
        spinning.forEach(run -> assertThatThrownBy(run::join).hasCauseInstanceOf(CallEnded.class));
        test.host.deactivate();
    }
}
