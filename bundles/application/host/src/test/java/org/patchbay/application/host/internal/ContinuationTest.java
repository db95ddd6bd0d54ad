package org.patchbay.application.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.patchbay.application.Applications.UnknownApplicationException;
import org.patchbay.application.CallSession;
import org.patchbay.application.Resumable;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.Cause;
import org.patchbay.channel.LogicReplaced;

final class ContinuationTest {
    private final TestHost test = new TestHost();
    private final FakeCall call = new FakeCall();

    @Test
    void runsTheOtherApplicationWhenThisOneHasReturned() {
        test.offer("menu", "1.0.0", session -> {
            session.continueWith("sales", "loud");
            test.seen.add("menu " + session.arguments().text("given").orElseThrow());
        });
        test.offer(
                "sales",
                "1.0.1",
                session -> test.seen.add("sales " + session.arguments().value().orElseThrow()));

        test.run("menu", call);

        assertThat(test.seen).containsExactly("menu by the step", "sales loud");
        assertThat(call.variables()).containsEntry(Call.APPLICATION, "sales 1.0.1");
        assertThat(call.unfinished()).isEmpty();
    }

    @Test
    void goesOnInTheOtherApplicationInAnotherHost() throws InterruptedException {
        test.offer("menu", "1.0.0", session -> session.continueWith("sales", "loud"));
        test.offerEchoing("sales", "1.0.1", "sales");
        CompletableFuture<Void> running = test.start("menu", call);
        test.next();
        call.echoes.acquireUninterruptibly();
        test.host.deactivate();
        assertThatThrownBy(running::join).hasCauseInstanceOf(LogicReplaced.class);
        var successor = new TestHost();
        successor.offerSaying("menu", "1.0.0", "menu again");
        successor.offer(
                "sales",
                "1.0.1",
                session -> successor.seen.add(session.arguments().value().orElseThrow()));

        successor.run("menu", call);

        assertThat(successor.seen).containsExactly("loud");
        assertThat(call.unfinished()).isEmpty();
    }

    @Test
    void keepsWhatAResumableHasSaidBeforeItWasReplaced() throws InterruptedException {
        test.offer("menu", "1.0.0", () -> new Deciding(test), true);
        test.offerSaying("sales", "1.0.1", "sales");
        CompletableFuture<Void> running = test.start("menu", call);
        call.echoes.acquireUninterruptibly();
        test.offer("menu", "2.0.0", () -> new Deciding(test), true);

        test.stop("1.0.0");

        assertThat(test.next()).isEqualTo("resumed");
        assertThat(test.next()).isEqualTo("sales");
        running.join();
    }

    private record Deciding(TestHost test) implements Resumable {
        @Override
        public void run(CallSession session) {
            session.continueWith("sales", "");
            session.echo();
        }

        @Override
        public void resume(CallSession session, Map<String, String> state) {
            test.seen.add("resumed");
        }

        @Override
        public Map<String, String> suspend() {
            return Map.of();
        }
    }

    @Test
    void namesAnApplicationThatNobodyKnows() {
        test.offer("menu", "1.0.0", session -> session.continueWith("nobody", ""));

        assertThatThrownBy(() -> test.run("menu", call))
                .isInstanceOf(UnknownApplicationException.class)
                .hasMessage("no application nobody");
    }

    @Test
    void endsALoop() {
        test.offer("menu", "1.0.0", session -> {
            test.seen.add("menu");
            session.continueWith("menu", "");
        });

        assertThatThrownBy(() -> test.run("menu", call)).isInstanceOf(CallEnded.class);

        assertThat(test.seen).hasSize(50);
        assertThat(call.cleared()).contains(Cause.TEMPORARY_FAILURE);
    }
}
