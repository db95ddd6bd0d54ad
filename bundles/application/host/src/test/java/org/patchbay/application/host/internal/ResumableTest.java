package org.patchbay.application.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.patchbay.application.CallSession;
import org.patchbay.application.Resumable;
import org.patchbay.channel.LogicReplaced;
import org.patchbay.channel.Position;

final class ResumableTest {
    private final TestHost test = new TestHost();
    private final FakeCall call = new FakeCall();

    /** Says where it begins, echoes, and leaves {@code state} for the next. */
    private record Counting(String word, BlockingQueue<String> seen, Map<String, String> state) implements Resumable {
        @Override
        public void run(CallSession session) {
            seen.add(word + " from the beginning");
            session.echo();
        }

        @Override
        public void resume(CallSession session, Map<String, String> left) {
            seen.add(word + " from " + new TreeMap<>(left));
            session.echo();
        }

        @Override
        public Map<String, String> suspend() {
            return state;
        }
    }

    private void offer(TestHost host, String version, Map<String, String> state) {
        host.offer("app", version, () -> new Counting(version, host.seen, state), true);
    }

    private CompletableFuture<Void> begin(TestHost host) throws InterruptedException {
        CompletableFuture<Void> running = host.start("app", call);
        host.next();
        call.echoes.acquireUninterruptibly();
        return running;
    }

    @Test
    void goesOnInTheNextVersionFromWhatTheOneBeforeLeft() throws InterruptedException {
        offer(test, "1.0.0", Map.of("menu", "3:2", "name", "Zoë"));
        CompletableFuture<Void> running = begin(test);
        offer(test, "2.0.0", Map.of());

        test.stop("1.0.0");

        assertThat(test.next()).isEqualTo("2.0.0 from {menu=3:2, name=Zoë}");
        assertThat(call.unfinished()).isEmpty();
        assertThat(running).isNotDone();
    }

    @Test
    void goesOnInAnOlderVersionThatIsRolledBackTo() throws InterruptedException {
        offer(test, "2.0.0", Map.of("at", "2"));
        begin(test);
        offer(test, "1.0.0", Map.of());

        test.stop("2.0.0");

        assertThat(test.next()).isEqualTo("1.0.0 from {at=2}");
    }

    @Test
    void goesOnInAnotherHost() throws InterruptedException {
        call.moveTo(new Position("internal", "8000", 1));
        offer(test, "1.0.0", Map.of("at", "5"));
        CompletableFuture<Void> running = begin(test);
        test.host.deactivate();
        assertThatThrownBy(running::join).hasCauseInstanceOf(LogicReplaced.class);
        var successor = new TestHost();
        offer(successor, "1.0.0", Map.of());

        successor.start("app", call);

        assertThat(successor.next()).isEqualTo("1.0.0 from {at=5}");
        assertThat(call.unfinished()).isEmpty();
    }

    @Test
    void goesOnWhenTheRouterWasReplacedAndTheHostStays() throws InterruptedException {
        offer(test, "1.0.0", Map.of("at", "7"));
        CompletableFuture<Void> running = begin(test);
        call.unwind();
        assertThatThrownBy(running::join).hasCauseInstanceOf(LogicReplaced.class);

        test.start("app", call);

        assertThat(test.next()).isEqualTo("1.0.0 from {at=7}");
    }

    @Test
    void beginsAnewAtAnotherStep() throws InterruptedException {
        call.moveTo(new Position("internal", "8000", 1));
        offer(test, "1.0.0", Map.of("at", "5"));
        CompletableFuture<Void> running = begin(test);
        call.unwind();
        assertThatThrownBy(running::join).hasCauseInstanceOf(LogicReplaced.class);

        call.moveTo(new Position("internal", "8000", 2));
        test.start("app", call);

        assertThat(test.next()).isEqualTo("1.0.0 from the beginning");
        assertThat(call.unfinished()).isEmpty();
    }

    @Test
    void beginsAnewWhenTheNextVersionIsNotResumable() throws InterruptedException {
        offer(test, "1.0.0", Map.of("at", "5"));
        CompletableFuture<Void> running = begin(test);
        test.offerSaying("app", "2.0.0", "plain");

        test.stop("1.0.0");

        assertThat(test.next()).isEqualTo("plain");
        running.join();
        assertThat(call.unfinished()).isEmpty();
    }

    @Test
    void beginsAnewAfterAStateWithoutAValue() throws InterruptedException {
        var state = new HashMap<String, String>();
        state.put("menu", null);

        assertBeginsAnewAfter(state);
    }

    @Test
    void beginsAnewAfterNoStateAtAll() throws InterruptedException {
        assertBeginsAnewAfter(null);
    }

    @Test
    void beginsAnewAfterAStateThatIsTooLong() throws InterruptedException {
        assertBeginsAnewAfter(Map.of("menu", "x".repeat(65_536)));
    }

    private void assertBeginsAnewAfter(Map<String, String> state) throws InterruptedException {
        offer(test, "1.0.0", state);
        begin(test);
        offer(test, "2.0.0", Map.of());

        test.stop("1.0.0");

        assertThat(test.next()).isEqualTo("2.0.0 from the beginning");
    }

    @Test
    void beginsAnewWhenCallsShareTheInstance() throws InterruptedException {
        test.offer("app", "1.0.0", new Counting("1.0.0", test.seen, Map.of("at", "5")));
        begin(test);
        offer(test, "2.0.0", Map.of());

        test.stop("1.0.0");

        assertThat(test.next()).isEqualTo("2.0.0 from the beginning");
    }

    @Test
    void beginsAnewWhenTheStateWasSpoiled() throws InterruptedException {
        offer(test, "1.0.0", Map.of());
        call.variables().put(Progress.VARIABLE, "9:nonsense");

        test.start("app", call);

        assertThat(test.next()).isEqualTo("1.0.0 from the beginning");
    }

    @Test
    void refusesAVerbWhileItSuspends() throws InterruptedException {
        test.offer("app", "1.0.0", () -> new VerbInSuspend(test.seen), true);
        begin(test);
        offer(test, "2.0.0", Map.of());

        test.stop("1.0.0");

        assertThat(test.next()).isEqualTo("2.0.0 from the beginning");
    }

    private static final class VerbInSuspend implements Resumable {
        private final BlockingQueue<String> seen;
        private CallSession session;

        private VerbInSuspend(BlockingQueue<String> seen) {
            this.seen = seen;
        }

        @Override
        public void run(CallSession begun) {
            session = begun;
            seen.add("begins");
            begun.echo();
        }

        @Override
        public void resume(CallSession begun, Map<String, String> left) {
            seen.add("resumes");
        }

        @Override
        public Map<String, String> suspend() {
            session.play("tone");
            return Map.of();
        }
    }
}
