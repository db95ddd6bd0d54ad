package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patchbay.channel.core.internal.Exchange.BEN;
import static org.patchbay.channel.core.internal.Exchange.PCMU;
import static org.patchbay.channel.core.internal.Exchange.format;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.Cause;
import org.patchbay.channel.DialResult;
import org.patchbay.channel.Party;
import org.patchbay.channel.TransferProgress;
import org.patchbay.channel.TransferTarget;
import org.patchbay.channel.Transferor;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;

/** Ann (1001) calls Ben (1002), and one of both puts the other through to Cleo (1003). */
final class BlindTransferTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final AddressOfRecord CLEO = new AddressOfRecord("1003", "test");
    private static final Transferor BY_BEN = new Transferor("1002", "sales", Optional.of(BEN));
    private static final TransferTarget TO_CLEO = new TransferTarget.Number("1003");

    private final Exchange exchange = new Exchange();
    private final BlockingQueue<Call> routed = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
    private FakeChannel ann;
    private FakeChannel ben;

    @BeforeEach
    void annTalksWithBen() throws InterruptedException {
        exchange.table.attach(this::route);
        exchange.register("ben");
        exchange.contacts.put(CLEO, List.of(new Binding("fake", "cleo", 1, Instant.MAX, Map.of())));
        ann = exchange.call(format(Direction.SENDRECV, Codec.PCMU, Codec.PCMA));
        ben = exchange.nextRinging();
        ben.answers(PCMU);
        told(ann, "answer");
        exchange.offers.clear();
        routed.take();
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    private void route(Call call) {
        routed.add(call);
        if (call.dialled().equals("9196")) {
            call.answer();
            call.echo();
        }
        if (call.dialled().equals("9197")) call.play(samples -> samples.length);
        try {
            DialResult result = call.dial(new AddressOfRecord(call.dialled(), "test"), LONG);
            if (result instanceof DialResult.Refused(Cause cause)) call.hangup(cause);
            if (result instanceof DialResult.Unreachable) call.hangup(Cause.UNALLOCATED_NUMBER);
        } catch (CallEnded ended) {
            seen.add(ended);
            throw ended;
        }
    }

    private static void told(FakeChannel channel, Object word) {
        await().untilAsserted(() -> assertThat(channel.told).contains(word.toString()));
    }

    private Object next() throws InterruptedException {
        Object value = seen.poll(5, TimeUnit.SECONDS);
        if (value == null) throw new AssertionError("the logic said nothing");
        return value;
    }

    private Call newCall() throws InterruptedException {
        Call call = routed.poll(5, TimeUnit.SECONDS);
        if (call == null) throw new AssertionError("no new call");
        return call;
    }

    private void gone() {
        await().untilAsserted(() -> assertThat(exchange.table.calls()).isEmpty());
        var counters = exchange.table.counters();
        assertThat(counters.cleared()).isEqualTo(counters.offered());
    }

    @Test
    void putsTheCallerThrough() throws InterruptedException {
        ben.transfers(TO_CLEO, BY_BEN);
        FakeChannel cleo = exchange.nextRinging();
        cleo.rings();
        told(ben, new TransferProgress.Alerting());
        cleo.answers(PCMU);

        told(ben, new TransferProgress.Connected());
        assertThat(ben.told)
                .containsExactly(
                        new TransferProgress.Accepted().toString(),
                        new TransferProgress.Alerting().toString(),
                        new TransferProgress.Connected().toString());
        assertThat(ann.media.state).isEqualTo("joined");
        assertThat(cleo.media.state).isEqualTo("joined");
        assertThat(ben.media.state).isEqualTo("silent");
        assertThat(next()).isInstanceOf(CallEnded.class);
        ben.hangsUp(Cause.NORMAL_CLEARING);
        ann.hangsUp(Cause.NORMAL_CLEARING);
        told(cleo, "hangup normal");
        gone();
    }

    @Test
    void putsTheCalledSideThrough() throws InterruptedException {
        ann.transfers(TO_CLEO, new Transferor("1001", "internal", Optional.empty()));
        FakeChannel cleo = exchange.nextRinging();
        cleo.answers(PCMU);

        told(ann, new TransferProgress.Connected());
        assertThat(ben.media.state).isEqualTo("joined");
        assertThat(newCall().caller()).isEqualTo(new Party("1002", ""));
        cleo.hangsUp(Cause.NORMAL_CLEARING);
        told(ben, "hangup normal");
    }

    @Test
    void givesTheNewCallTheRightsOfWhoTransfers() throws InterruptedException {
        ben.transfers(TO_CLEO, BY_BEN);

        Call call = newCall();
        assertThat(call.caller()).isEqualTo(new Party("1001", "Ann"));
        assertThat(call.dialled()).isEqualTo("1003");
        assertThat(call.context()).isEqualTo("sales");
        assertThat(call.subscriber()).contains(BEN);
        assertThat(call.variables()).containsEntry(Call.TRANSFERRED_BY, "1002");
    }

    @Test
    void showsBothCallsWithTheLegsThatTheyHave() throws InterruptedException {
        Call first = exchange.table.calls().iterator().next();
        ben.transfers(TO_CLEO, BY_BEN);
        FakeChannel cleo = exchange.nextRinging();
        Call second = newCall();

        assertThat(first.snapshot().activity()).isEqualTo("transferring");
        assertThat(first.caller().number()).isEqualTo("1001");
        assertThat(first.snapshot().legs())
                .extracting(CallSnapshot.Leg::channelId)
                .containsExactly(ben.id());
        assertThat(second.snapshot().legs())
                .extracting(CallSnapshot.Leg::channelId)
                .containsExactly(ann.id(), cleo.id());
        assertThat(second.snapshot().answered()).isEmpty();
    }

    @Test
    void bringsTheTransferredBackFromABusyPhone() throws InterruptedException {
        ben.transfers(TO_CLEO, BY_BEN);
        exchange.nextRinging().hangsUp(Cause.USER_BUSY);

        told(ben, new TransferProgress.Failed(Cause.USER_BUSY));
        await().untilAsserted(() -> assertThat(ann.media.state).isEqualTo("joined"));
        assertThat(ben.media.state).isEqualTo("joined");
        assertThat(ann.told).doesNotContain("hangup busy");
        ben.hangsUp(Cause.NORMAL_CLEARING);
        told(ann, "hangup normal");
        gone();
    }

    @Test
    void canBeTriedAgainAfterAFailure() throws InterruptedException {
        ben.transfers(TO_CLEO, BY_BEN);
        exchange.nextRinging().hangsUp(Cause.USER_BUSY);
        told(ben, new TransferProgress.Failed(Cause.USER_BUSY));

        ben.transfers(TO_CLEO, BY_BEN);
        exchange.nextRinging().answers(PCMU);

        told(ben, new TransferProgress.Connected());
        assertThat(ann.media.state).isEqualTo("joined");
    }

    @Test
    void tellsThatANumberDoesNotExist() {
        ben.transfers(new TransferTarget.Number("1009"), BY_BEN);

        told(ben, new TransferProgress.Failed(Cause.UNALLOCATED_NUMBER));
        await().untilAsserted(() -> assertThat(ann.media.state).isEqualTo("joined"));
    }

    @Test
    void clearsTheTransferredWhenNobodyIsThereToComeBackTo() throws InterruptedException {
        ben.transfers(TO_CLEO, BY_BEN);
        FakeChannel cleo = exchange.nextRinging();
        ben.hangsUp(Cause.NORMAL_CLEARING);

        cleo.hangsUp(Cause.USER_BUSY);

        told(ann, "hangup busy");
        gone();
    }

    @Test
    void clearsTheTransferorWhenTheTransferredHangsUp() throws InterruptedException {
        ben.transfers(TO_CLEO, BY_BEN);
        FakeChannel cleo = exchange.nextRinging();

        ann.hangsUp(Cause.NORMAL_CLEARING);

        told(cleo, "hangup normal");
        told(ben, new TransferProgress.Failed(Cause.NORMAL_CLEARING));
        told(ben, "hangup normal");
        gone();
    }

    @Test
    void hangsUpATransferorThatStays() throws InterruptedException {
        ben.transfers(TO_CLEO, BY_BEN);
        exchange.nextRinging().answers(PCMU);

        await().atMost(Duration.ofSeconds(8))
                .untilAsserted(() -> assertThat(ben.told).contains("hangup normal"));
        assertThat(ann.told).doesNotContain("hangup normal");
    }

    @Test
    void reachesAnApplication() {
        ben.transfers(new TransferTarget.Number("9196"), BY_BEN);

        told(ben, new TransferProgress.Connected());
        await().untilAsserted(() -> assertThat(ann.media.state).isEqualTo("echo"));
        assertThat(exchange.table.counters().answered()).isEqualTo(2);
    }

    @Test
    void takesTheTransferredOffHoldOnceSomebodyAnswers() throws InterruptedException { // RFC 5589 section 6
        ben.offers(format(Direction.SENDONLY, Codec.PCMU));
        told(ann, "offer");
        ann.changes(format(Direction.RECVONLY, Codec.PCMU));
        told(ben, "accept");
        ben.transfers(TO_CLEO, BY_BEN);
        FakeChannel cleo = exchange.nextRinging();
        assertThat(exchange.offers.take()).isEqualTo(format(Direction.SENDRECV, Codec.PCMU, Codec.PCMA));

        cleo.answers(format(Direction.SENDRECV, Codec.PCMA));

        await().untilAsserted(() -> assertThat(ann.formats).endsWith(format(Direction.SENDRECV, Codec.PCMA)));
        assertThat(ann.told.getLast()).isEqualTo("offer");
        ann.changes(format(Direction.SENDRECV, Codec.PCMA));
        assertThat(ann.media.state).isEqualTo("joined");
    }

    @Test
    void takesTheTransferredOffHoldForAnApplication() {
        ben.offers(format(Direction.SENDONLY, Codec.PCMU));
        told(ann, "offer");
        ann.changes(format(Direction.RECVONLY, Codec.PCMU));

        ben.transfers(new TransferTarget.Number("9196"), BY_BEN);

        told(ben, new TransferProgress.Connected());
        assertThat(ann.formats).endsWith(format(Direction.SENDRECV, Codec.PCMU));
    }

    @Test
    void isDoneWhenSomethingIsPlayed() {
        ben.transfers(new TransferTarget.Number("9197"), BY_BEN);

        told(ben, new TransferProgress.Connected());
        await().untilAsserted(() -> assertThat(ann.media.state).isEqualTo("playing"));
    }

    @Test
    void clearsAllLegsWhenTheServerStops() throws InterruptedException {
        ben.transfers(TO_CLEO, BY_BEN);
        FakeChannel cleo = exchange.nextRinging();

        exchange.table.shutDown(Cause.TEMPORARY_FAILURE);

        told(ann, "hangup temporary-failure");
        told(ben, "hangup temporary-failure");
        told(cleo, "hangup temporary-failure");
        gone();
    }

    @Test
    void refusesATransferForWhichThereIsNoRoom() throws InterruptedException {
        try (var small = new Exchange(1, LONG)) {
            small.table.attach(call -> call.dial(BEN, LONG));
            small.register("ben");
            FakeChannel caller = small.call(PCMU);
            FakeChannel called = small.nextRinging();
            called.answers(PCMU);
            told(caller, "answer");

            called.transfers(TO_CLEO, BY_BEN);

            told(called, new TransferProgress.Refused(Cause.CONGESTION));
            assertThat(caller.media.state).isEqualTo("joined");
        }
    }

    @Test
    void refusesALegThatTalksWithNobody() {
        FakeChannel dora = exchange.call(PCMU); // rings at Ben's

        dora.transfers(TO_CLEO, BY_BEN);

        told(dora, new TransferProgress.Refused(Cause.CALL_REJECTED));
    }

    @Test
    void refusesAnOfferThatTheOtherSideHasNotAnsweredYet() throws InterruptedException {
        ann.offers(format(Direction.SENDONLY, Codec.PCMU));
        told(ben, "offer");

        ben.transfers(TO_CLEO, BY_BEN);

        exchange.nextRinging();
        told(ann, "refuse temporary-failure");
    }
}
