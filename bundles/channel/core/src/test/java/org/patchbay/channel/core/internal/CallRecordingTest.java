package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patchbay.channel.core.internal.Exchange.BEN;
import static org.patchbay.channel.core.internal.Exchange.PCMU;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Call;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channels;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/** What a call has of itself recorded. */
final class CallRecordingTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Exchange exchange = new Exchange();
    private final CompletableFuture<Call> seen = new CompletableFuture<>();

    @AfterEach
    void close() {
        exchange.close();
    }

    private static void recordAndDial(Call call) {
        call.record("talk", RecordingOptions.DEFAULT);
        call.dial(BEN, LONG);
    }

    @Test
    void recordsFromBeforeTheTalkUntilTheCallEnds() throws InterruptedException {
        exchange.register("ben");
        exchange.table.attach(call -> {
            recordAndDial(call);
            seen.complete(call);
        });
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = exchange.nextRinging();
        ben.answers(PCMU);
        await().until(() -> ann.media.state.equals("joined"));
        assertThat(ann.media.recorded).extracting(Recording::state).hasOnlyElementsOfType(Recording.Running.class);

        ann.hangsUp(Cause.NORMAL_CLEARING);

        await().until(() -> ann.media.recorded.getFirst().state() instanceof Recording.Ended);
        assertThat(ben.media.recorded).isEmpty();
    }

    @Test
    void goesOnWhileItsLogicIsReplaced() throws InterruptedException {
        exchange.register("ben");
        Channels.Attachment first = exchange.table.attach(CallRecordingTest::recordAndDial);
        FakeChannel ann = exchange.call(PCMU);
        exchange.nextRinging().answers(PCMU);
        await().until(() -> ann.media.state.equals("joined"));
        first.close();

        exchange.table.attach(call -> {
            seen.complete(call);
            recordAndDial(call);
        });
        Call call = seen.join();

        await().until(() -> call.snapshot().activity().equals("talking"));
        assertThat(call.recordings()).hasSize(1).isEqualTo(List.copyOf(ann.media.recorded));
        assertThat(call.recordings().getFirst().state()).isInstanceOf(Recording.Running.class);
    }

    @Test
    void forgetsWhatHasEnded() {
        var states = new CompletableFuture<List<Integer>>();
        exchange.table.attach(call -> {
            Recording one = call.record("one", RecordingOptions.DEFAULT);
            call.record("two", RecordingOptions.DEFAULT);
            int before = call.recordings().size();
            one.stop();
            states.complete(List.of(before, call.recordings().size()));
        });

        exchange.call(PCMU);

        assertThat(states.join()).containsExactly(2, 1);
    }

    @Test
    void clearsACallThatCannotBeRecordedForWantOfAPort() {
        var allTaken = new CompletableFuture<Void>();
        exchange.table.attach(call -> {
            allTaken.join();
            recordAndDial(call);
        });
        FakeChannel ann = exchange.call(PCMU);
        ann.media.full = true;
        allTaken.complete(null);

        await().untilAsserted(() -> assertThat(ann.told).contains("hangup no-circuit"));
    }
}
