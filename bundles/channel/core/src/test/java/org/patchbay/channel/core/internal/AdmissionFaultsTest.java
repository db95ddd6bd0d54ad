package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patchbay.channel.core.internal.Exchange.PCMU;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.channel.LogicReplaced;

/** Calls that begin or end while something else does. */
final class AdmissionFaultsTest {
    private final Exchange exchange = new Exchange();

    @AfterEach
    void close() {
        exchange.close();
    }

    private void gone() {
        await().untilAsserted(() -> assertThat(exchange.table.calls()).isEmpty());
        var counters = exchange.table.counters();
        assertThat(counters.cleared()).isEqualTo(counters.offered());
    }

    @Test
    void clearsACallThatIsAdmittedWhileTheServerStops() {
        LiveCall late = exchange.table.admit().orElseThrow();
        exchange.table.shutDown(Cause.TEMPORARY_FAILURE);

        late.execute(() -> {
            late.begin(owner -> new FakeChannel("late", owner, Optional.of(PCMU)));
            exchange.table.start(late);
        });

        assertThat(late.isCleared()).isTrue();
        gone();
    }

    @Test
    void countsACallWhoseChannelCannotBeMade() {
        exchange.table.attach(exchange).offered(_ -> {
            throw new IllegalStateException("no such channel, as the test wants");
        });

        gone();
        assertThat(exchange.table.counters().offered()).isEqualTo(1);
    }

    @Test
    void showsACallAsClearedWhoseLogicIsReplacedAtThatMoment() throws InterruptedException {
        LiveCall live = exchange.table.admit().orElseThrow();
        live.execute(() -> live.begin(owner -> new FakeChannel("one", owner, Optional.of(PCMU))));
        var call = new CallVerbs(live);
        call.answer();
        Thread logic = Thread.ofVirtual().start(() -> {
            try {
                call.play(samples -> samples.length);
            } catch (LogicReplaced replaced) {
                return;
            }
        });
        await().untilAsserted(() -> assertThat(call.snapshot().activity()).isEqualTo("playing"));

        live.execute(() -> {
            live.verbs().unwind();
            live.clear(Cause.NORMAL_CLEARING);
        });

        logic.join();
        assertThat(call.snapshot().activity()).isEqualTo("cleared");
    }
}
