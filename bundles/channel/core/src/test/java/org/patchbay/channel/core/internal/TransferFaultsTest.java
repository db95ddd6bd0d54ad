package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patchbay.channel.core.internal.Exchange.BEN;
import static org.patchbay.channel.core.internal.Exchange.PCMU;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.CallRouter;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.ChannelOwner;
import org.patchbay.channel.Channels;
import org.patchbay.channel.Diversion;
import org.patchbay.channel.Origin;
import org.patchbay.channel.Party;
import org.patchbay.channel.TransferProgress;
import org.patchbay.channel.TransferTarget;
import org.patchbay.channel.Transferor;

/** Transfers while something else goes wrong, or is withheld. Everybody who calls reaches Ben's only phone. */
final class TransferFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Transferor BY = new Transferor("1002", "internal", Optional.empty());
    private static final TransferTarget NUMBER = new TransferTarget.Number("1002");
    private static final CallRouter TO_BEN = call -> call.dial(BEN, LONG);

    private final Exchange exchange = new Exchange();
    private volatile CallRouter logic = TO_BEN;
    private Channels.Attachment attached;
    private FakeChannel caller;
    private FakeChannel called;

    @AfterEach
    void close() {
        exchange.close();
    }

    @BeforeEach
    void talk() throws InterruptedException {
        attached = exchange.table.attach(call -> logic.route(call));
        exchange.register("phone");
        again();
    }

    private void again() throws InterruptedException {
        caller = exchange.call(PCMU);
        called = exchange.nextRinging();
        called.answers(PCMU);
        told(caller, "answer");
    }

    private static void told(FakeChannel channel, Object word) {
        await().untilAsserted(() -> assertThat(channel.told).contains(word.toString()));
    }

    private void gone() {
        await().untilAsserted(() -> assertThat(exchange.table.calls()).isEmpty());
        var counters = exchange.table.counters();
        assertThat(counters.cleared()).isEqualTo(counters.offered());
    }

    @Test
    void keepsTheTransferorWhoseLogicGoesOnRegardless() throws InterruptedException {
        var left = new CountDownLatch(1);
        logic = call -> {
            try {
                call.dial(BEN, LONG);
            } catch (CallEnded ended) {
                try {
                    call.hangup(Cause.USER_BUSY);
                } finally {
                    left.countDown();
                }
            }
        };
        again();

        called.transfers(NUMBER, BY);
        FakeChannel third = exchange.nextRinging();
        left.await();
        third.rings();

        told(called, new TransferProgress.Alerting());
        assertThat(called.live()).isTrue();
    }

    @Test
    void keepsTheTransferorWhoseLogicReturnsAsIfNothingHadHappened() throws InterruptedException {
        logic = call -> {
            try {
                call.dial(BEN, LONG);
            } catch (CallEnded ended) {
                return;
            }
        };
        again();

        called.transfers(NUMBER, BY);
        FakeChannel third = exchange.nextRinging();
        await().during(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(called.live()).isTrue());
        third.hangsUp(Cause.USER_BUSY);

        told(called, new TransferProgress.Failed(Cause.NO_USER_RESPONDING)); // what its logic leaves behind
        assertThat(caller.media.state).isEqualTo("joined");
    }

    @Test
    void goesOnWhileTheRouterIsReplaced() throws InterruptedException {
        called.transfers(NUMBER, BY);
        FakeChannel third = exchange.nextRinging();

        attached.close();
        exchange.table.attach(TO_BEN);
        third.answers(PCMU);

        told(called, new TransferProgress.Connected());
        assertThat(caller.media.state).isEqualTo("joined");
        assertThat(exchange.ringing).isEmpty();
        called.hangsUp(Cause.NORMAL_CLEARING);
        third.hangsUp(Cause.NORMAL_CLEARING);
        told(caller, "hangup normal");
        gone();
    }

    @Test
    void reachesACallThatHasTooManyTasks() throws InterruptedException {
        FakeChannel transferor = called;
        again();
        var go = new CountDownLatch(1);
        Thread busy = overwhelm(caller.owner(), go);

        transferor.transfers(new TransferTarget.PlaceOf(caller), BY);
        go.countDown();
        busy.join();

        told(transferor, new TransferProgress.Connected());
        told(caller, "hangup normal");
    }

    @Test
    void clearsTheOthersThatRingWhenOneCannotBeHungUp() throws InterruptedException {
        exchange.register("phone", "mobile");
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel first = exchange.nextRinging();
        FakeChannel second = exchange.nextRinging();
        first.stuck = true;

        ann.hangsUp(Cause.NORMAL_CLEARING);

        told(second, "hangup normal");
    }

    /** Has {@code owner} wait for {@code go}, with as many tasks as it takes. */
    private static Thread overwhelm(ChannelOwner owner, CountDownLatch go) throws InterruptedException {
        var begun = new CountDownLatch(1);
        Thread busy = Thread.ofVirtual()
                .start(() -> owner.execute(() -> {
                    begun.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                }));
        begun.await();
        try {
            while (true) owner.execute(() -> {});
        } catch (RejectedExecutionException full) {
            return busy;
        }
    }

    @Test
    void clearsACallThatHasTooManyTasks() throws InterruptedException {
        var go = new CountDownLatch(1);
        Thread busy = overwhelm(caller.owner(), go);

        exchange.table.shutDown(Cause.TEMPORARY_FAILURE);
        go.countDown();
        busy.join();

        told(called, "hangup temporary-failure");
        gone();
    }

    @Test
    void clearsACallOneLegOfWhichCannotBeHungUp() throws InterruptedException {
        called.stuck = true;

        exchange.table.shutDown(Cause.TEMPORARY_FAILURE);

        told(caller, "hangup temporary-failure");
        gone();
    }

    @Test
    void tellsTheNextWhatTheTransferredCameBy() throws InterruptedException {
        var before = List.of(new Diversion(new Party("1005", ""), Diversion.Reason.BUSY, 1));
        exchange.diversions = before;
        again();
        exchange.origins.clear();

        called.transfers(NUMBER, BY);

        exchange.nextRinging();
        assertThat(exchange.origins.take()).isEqualTo(new Origin(new Party("1001", "Ann"), before, Optional.of(BY)));
    }

    @Test
    void withholdsACalledPartyThatWishesSo() throws InterruptedException { // RFC 3323 section 4.1
        exchange.origins.clear();
        called.reaches(new Party("1009", "Cat").withhold());

        caller.transfers(NUMBER, BY);

        exchange.nextRinging();
        assertThat(exchange.origins.take().caller()).isEqualTo(new Party("1009", "Cat", true));
    }

    private static FakeChannel asks(FakeChannel place, AddressOfRecord who, String context) {
        var by = new FakeChannel("desk", place.owner(), Optional.of(PCMU)) {
            @Override
            public Optional<AddressOfRecord> subscriber() {
                return Optional.of(who);
            }

            @Override
            public String context() {
                return context;
            }
        };
        place.says(new ChannelEvent.ReplacementOffered(place.id(), by));
        return by;
    }

    @Test
    void canBePickedUpWhereItRings() throws InterruptedException {
        called.transfers(NUMBER, BY);
        FakeChannel third = exchange.nextRinging();
        third.rings();
        told(called, new TransferProgress.Alerting());

        FakeChannel desk = asks(third, new AddressOfRecord("1007", "test"), "internal");

        told(desk, "answer");
        told(third, "hangup answered-elsewhere");
        told(called, new TransferProgress.Connected());
        assertThat(caller.media.state).isEqualTo("joined");
        assertThat(desk.media.state).isEqualTo("joined");
    }

    @Test
    void takesNobodyElseAsTheTransferredBeforeThatIsPutThrough() throws InterruptedException {
        called.transfers(NUMBER, BY);
        exchange.nextRinging();

        FakeChannel desk = asks(caller, BEN, "internal");

        told(desk, "hangup rejected");
        assertThat(caller.live()).isTrue();
    }

    @Test
    void knowsItsPartiesAgainWhenNothingCameOfIt() throws InterruptedException {
        called.transfers(NUMBER, BY);
        exchange.nextRinging().hangsUp(Cause.USER_BUSY);
        told(called, new TransferProgress.Failed(Cause.NO_USER_RESPONDING));

        FakeChannel desk = asks(called, BEN, "elsewhere");

        told(desk, "answer");
        told(called, "hangup normal");
    }
}
