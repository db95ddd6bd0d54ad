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
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.DialResult;
import org.patchbay.channel.TransferProgress;
import org.patchbay.channel.TransferTarget;
import org.patchbay.channel.Transferor;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;

/** Ann talks with Ben, Ben calls Cleo as well, and puts Ann in his own place there (RFC 5589 section 7). */
final class AttendedTransferTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final AddressOfRecord CLEO = new AddressOfRecord("1003", "test");
    private static final Transferor BY_BEN = new Transferor("1002", "internal", Optional.of(BEN));

    private final Exchange exchange = new Exchange();
    private final BlockingQueue<AddressOfRecord> targets = new LinkedBlockingQueue<>();
    private final BlockingQueue<Call> routed = new LinkedBlockingQueue<>();
    private final BlockingQueue<DialResult> results = new LinkedBlockingQueue<>();
    private FakeChannel ann;
    private FakeChannel ben;
    private FakeChannel bensOther;
    private FakeChannel cleo;
    private Call second;

    @BeforeEach
    void annTalksWithBenWhoCallsCleo() throws InterruptedException {
        exchange.table.attach(this::route);
        exchange.register("ben");
        exchange.contacts.put(CLEO, List.of(new Binding("fake", "cleo", 1, Instant.MAX, Map.of())));
        targets.add(BEN);
        ann = exchange.call(format(Direction.SENDRECV, Codec.PCMU, Codec.PCMA));
        ben = exchange.nextRinging();
        ben.answers(PCMU);
        told(ann, "answer");
        routed.take();
        targets.add(CLEO);
        bensOther = exchange.call(PCMU);
        cleo = exchange.nextRinging();
        second = routed.take();
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    private void route(Call call) {
        routed.add(call);
        results.add(call.dial(targets.remove(), LONG));
    }

    private static void told(FakeChannel channel, Object word) {
        await().untilAsserted(() -> assertThat(channel.told).contains(word.toString()));
    }

    private void cleoAnswers() {
        cleo.answers(PCMU);
        told(bensOther, "answer");
    }

    private void benTransfers(FakeChannel place) {
        ben.transfers(new TransferTarget.PlaceOf(place), BY_BEN);
    }

    @Test
    void refusesAtOnceWhatTheTransferredOffersOnItsWay() { // RFC 3261 section 14.2
        cleoAnswers();
        ann.whenMoved = () -> ann.offers(PCMU.with(Direction.SENDONLY));
        benTransfers(bensOther);

        told(ben, new TransferProgress.Connected());
        assertThat(ann.told).contains("refuse " + Cause.TEMPORARY_FAILURE.label());
    }

    @Test
    void refusesAtOnceWhatTheTransferredOffersOnItsWayBack() { // RFC 3261 section 14.2
        cleoAnswers();
        ann.whenMoved = () -> ann.whenMoved = () -> ann.offers(PCMU.with(Direction.SENDONLY));
        ben.transfers(new TransferTarget.PlaceOf(bensOther), new Transferor("1002", "elsewhere", Optional.empty()));

        told(ben, new TransferProgress.Failed(Cause.NOT_PERMITTED));
        told(ann, "refuse " + Cause.TEMPORARY_FAILURE.label());
        assertThat(ann.media.state).isEqualTo("joined");
    }

    @Test
    void putsTheTransferredInThePlaceOfTheTransferorsOtherLeg() throws InterruptedException {
        cleoAnswers();
        benTransfers(bensOther);

        told(ben, new TransferProgress.Connected());
        told(bensOther, "hangup normal");
        assertThat(ann.media.state).isEqualTo("joined");
        assertThat(cleo.media.state).isEqualTo("joined");
        assertThat(second.caller().number()).isEqualTo("1001");
        assertThat(second.snapshot().legs())
                .extracting(CallSnapshot.Leg::channelId)
                .containsExactly(ann.id(), cleo.id());
        ben.hangsUp(Cause.NORMAL_CLEARING);
        cleo.hangsUp(Cause.USER_BUSY);
        assertThat(results.poll(5, TimeUnit.SECONDS)).isEqualTo(new DialResult.Ended(Cause.USER_BUSY));
        told(ann, "hangup normal");
        await().untilAsserted(() -> assertThat(exchange.table.calls()).isEmpty());
        assertThat(exchange.table.counters().cleared()).isEqualTo(2);
    }

    @Test
    void takesThePlaceOfACalledLegToo() {
        cleoAnswers();
        benTransfers(cleo);

        told(ben, new TransferProgress.Connected());
        told(cleo, "hangup normal");
        assertThat(ann.media.state).isEqualTo("joined");
        assertThat(bensOther.media.state).isEqualTo("joined");
    }

    @Test
    void connectsWhoeverAnswersAfterwards() { // semi-attended: Cleo's phone still rings
        cleo.rings();
        benTransfers(bensOther);
        told(ben, new TransferProgress.Connected());

        cleo.answers(PCMU);

        await().untilAsserted(() -> assertThat(cleo.media.state).isEqualTo("joined"));
        assertThat(ann.media.state).isEqualTo("joined");
        told(bensOther, "hangup normal");
        assertThat(second.snapshot().answered()).isPresent();
    }

    @Test
    void takesBothSidesOffHold() { // each was on hold for Ben
        cleoAnswers();
        hold(ben, ann);
        hold(bensOther, cleo);

        benTransfers(bensOther);

        told(ben, new TransferProgress.Connected());
        assertThat(cleo.formats).endsWith(format(Direction.SENDRECV, Codec.PCMU, Codec.PCMA));
        cleo.changes(PCMU);
        assertThat(ann.formats).endsWith(PCMU);
        assertThat(ann.told.getLast()).isEqualTo("offer");
        ann.changes(PCMU);
        assertThat(cleo.formats).endsWith(format(Direction.SENDRECV, Codec.PCMU, Codec.PCMA));
    }

    private static void hold(FakeChannel holding, FakeChannel held) {
        holding.offers(format(Direction.SENDONLY, Codec.PCMU));
        told(held, "offer");
        held.changes(format(Direction.RECVONLY, Codec.PCMU));
        told(holding, "accept");
    }

    @Test
    void offersNothingWhenBothUseTheSameAlready() {
        cleoAnswers();
        benTransfers(bensOther);

        told(ben, new TransferProgress.Connected());
        assertThat(ann.told).doesNotContain("offer");
        assertThat(cleo.told).doesNotContain("offer");
    }

    @Test
    void agreesOnACodecThatBothHave() {
        cleoAnswersWith(Codec.PCMA);
        benTransfers(cleo); // Ann, who uses PCMU, talks with Ben's other phone, which uses PCMA

        told(bensOther, "offer");
        assertThat(bensOther.formats).endsWith(PCMU);
        assertThat(ann.told).doesNotContain("offer");
    }

    private void cleoAnswersWith(Codec codec) {
        cleo.answers(PCMU);
        told(bensOther, "answer");
        bensOther.offers(format(Direction.SENDRECV, codec));
        told(cleo, "offer");
        cleo.changes(format(Direction.SENDRECV, codec));
        told(bensOther, "accept");
    }

    @Test
    void clearsACallInWhichNobodyCanUnderstandTheOther() {
        cleoAnswersWith(Codec.G722); // which the server can't translate here
        benTransfers(cleo);
        told(bensOther, "offer");

        bensOther.says(new ChannelEvent.MediaRefused(bensOther.id(), Cause.INCOMPATIBLE_DESTINATION));

        told(ann, "hangup incompatible");
        told(bensOther, "hangup incompatible");
    }

    @Test
    void translatesWhereOneWouldNotChangeItsCodec() {
        cleoAnswersWith(Codec.PCMA);
        benTransfers(cleo);
        told(bensOther, "offer");

        bensOther.says(new ChannelEvent.MediaRefused(bensOther.id(), Cause.INCOMPATIBLE_DESTINATION));

        told(ben, new TransferProgress.Connected());
        assertThat(ann.media.state).isEqualTo("joined");
        assertThat(ann.told).doesNotContain("hangup incompatible");
    }

    @Test
    void bringsTheTransferredBackWhenTheOtherCallIsOver() {
        cleoAnswers();
        cleo.hangsUp(Cause.NORMAL_CLEARING);
        told(bensOther, "hangup normal");

        benTransfers(bensOther);

        told(ben, new TransferProgress.NoSuchCall());
        assertThat(ann.media.state).isEqualTo("joined");
        assertThat(ben.media.state).isEqualTo("joined");
    }

    @Test
    void bringsTheTransferredBackWhenThatLegIsElsewhere() throws InterruptedException {
        cleoAnswers();
        FakeChannel stray = new FakeChannel("stray", bensOther.owner(), Optional.empty());

        benTransfers(stray);

        told(ben, new TransferProgress.NoSuchCall());
        await().untilAsserted(() -> assertThat(ann.media.state).isEqualTo("joined"));
        ben.hangsUp(Cause.NORMAL_CLEARING);
        told(ann, "hangup normal");
    }

    @Test
    void takesNoPlaceInACallOfAnotherContext() {
        cleoAnswers();
        ben.transfers(new TransferTarget.PlaceOf(bensOther), new Transferor("1002", "lobby", Optional.empty()));

        told(ben, new TransferProgress.Failed(Cause.NOT_PERMITTED));
        assertThat(bensOther.told).doesNotContain("hangup normal");
        await().untilAsserted(() -> assertThat(ann.media.state).isEqualTo("joined"));
    }

    @Test
    void letsOnlyOneOfTwoCrossingTransfersHappen() {
        cleoAnswers();
        benTransfers(bensOther);
        told(ben, new TransferProgress.Connected());

        benTransfers(bensOther);

        told(ben, new TransferProgress.Refused(Cause.CALL_REJECTED));
    }
}
