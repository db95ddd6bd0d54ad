package org.patchbay.application.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.application.CallSession;
import org.patchbay.channel.LogicReplaced;

final class AskTest {
    private static final Duration LONG = Duration.ofSeconds(5);

    private final TestHost test = new TestHost();
    private final FakeCall call = new FakeCall();

    @BeforeEach
    void offer() {
        test.offer("app", "1.0.0", this::ask);
    }

    private void ask(CallSession session) {
        test.seen.add("<" + session.ask("tone", 4, LONG) + ">");
    }

    private void press(String digits) {
        for (char digit : digits.toCharArray()) call.press(digit);
    }

    @Test
    void playsThePromptOnceAndCollects() throws InterruptedException {
        CompletableFuture<Void> running = test.start("app", call);
        call.digitsWaitedFor.acquireUninterruptibly();

        press("1234");

        assertThat(test.next()).isEqualTo("<1234>");
        running.join();
        assertThat(call.prompts.availablePermits()).isOne();
    }

    @Test
    void playsNothingToACallerWhoHasPressedAlready() {
        press("1234");

        test.run("app", call);

        assertThat(test.seen).containsExactly("<1234>");
        assertThat(call.prompts.availablePermits()).isZero();
    }

    @Test
    void endsAtTheHash() {
        press("12#9");

        test.run("app", call);
        test.offer("rest", "2.0.0", session -> test.seen.add(session.digit(LONG).orElseThrow() + " is left"));
        test.run("rest", call);

        assertThat(test.seen).containsExactly("<12>", "9 is left");
    }

    @Test
    void endsWhenNoDigitComes() {
        test.offer("app", "2.0.0", session -> test.seen.add("<" + session.ask("tone", 4, Duration.ofMillis(1)) + ">"));
        press("7");

        test.run("app", call);
        test.run("app", call);

        assertThat(test.seen).containsExactly("<7>", "<>");
    }

    @Test
    void keepsWhatWasPressedWhenItIsReplaced() throws InterruptedException {
        press("12");
        CompletableFuture<Void> running = test.start("app", call);
        call.digitsWaitedFor.acquireUninterruptibly();
        test.offer("app", "2.0.0", this::ask);

        test.stop("1.0.0");
        press("34");

        assertThat(test.next()).isEqualTo("<1234>");
        running.join();
        assertThat(call.prompts.availablePermits()).isZero();
        assertThat(call.unfinished()).isEmpty();
    }

    @Test
    void keepsWhatWasPressedInAnotherHost() {
        press("12");
        CompletableFuture<Void> running = test.start("app", call);
        call.digitsWaitedFor.acquireUninterruptibly();
        test.host.deactivate();
        assertThatThrownBy(running::join).hasCauseInstanceOf(LogicReplaced.class);
        var successor = new TestHost();
        successor.offer("app", "1.0.0", session -> successor.seen.add(session.ask("tone", 4, LONG)));
        press("34");

        successor.run("app", call);

        assertThat(successor.seen).containsExactly("1234");
    }

    @Test
    void refusesMoreDigitsThanTheCallKeeps() {
        test.offer("app", "2.0.0", session -> session.ask("tone", 65, LONG));

        assertThatThrownBy(() -> test.run("app", call)).hasMessage("65 digits are not 1 to 64");
    }
}
