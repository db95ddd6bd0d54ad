package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.patchbay.channel.core.internal.Exchange.BEN;
import static org.patchbay.channel.core.internal.Exchange.PCMU;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.CallRecord;
import org.patchbay.channel.CallRecord.Side;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Party;
import org.patchbay.channel.Position;
import org.patchbay.channel.TransferTarget;
import org.patchbay.channel.Transferor;
import org.patchbay.media.RecordingOptions;

/** What a call leaves behind. Ann is 1001, Ben 1002. */
class CallRecordTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private Exchange exchange = new Exchange();

    @AfterEach
    void close() {
        exchange.close();
    }

    private CallRecord record() throws InterruptedException {
        CallRecord record = exchange.records.poll(5, TimeUnit.SECONDS);
        assertThat(record).isNotNull();
        return record;
    }

    private FakeChannel annTalksWithBen() throws InterruptedException {
        exchange.register("mobile");
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = exchange.nextRinging();
        ben.answers(PCMU);
        await().untilAsserted(() -> assertThat(ann.told).contains("answer"));
        return ben;
    }

    @Test
    void tellsWhoTalkedAndThatTheCalledSideHungUp() throws InterruptedException {
        exchange.table.attach(call -> call.dial(BEN, LONG));
        Instant before = Instant.now();
        FakeChannel ben = annTalksWithBen();

        ben.hangsUp(Cause.NORMAL_CLEARING);

        CallRecord record = record();
        assertThat(record.caller().number()).isEqualTo("1001");
        assertThat(record.dialled()).isEqualTo("1002");
        assertThat(record.cause()).isEqualTo(Cause.NORMAL_CLEARING);
        assertThat(record.by()).isEqualTo(Side.CALLED);
        assertThat(record.started()).isBetween(before, record.answered().orElseThrow());
        assertThat(record.ended()).isAfterOrEqualTo(record.answered().orElseThrow());
        assertThat(record.legs())
                .extracting(
                        CallRecord.Leg::party,
                        CallRecord.Leg::side,
                        leg -> leg.answered().isPresent(),
                        CallRecord.Leg::cause)
                .containsExactly(
                        tuple("1001", Side.CALLER, true, Optional.of(Cause.NORMAL_CLEARING)),
                        tuple("1002", Side.CALLED, true, Optional.of(Cause.NORMAL_CLEARING)));
        assertThat(exchange.records).isEmpty();
    }

    @Test
    void tellsThatTheCallerHungUp() throws InterruptedException {
        exchange.table.attach(call -> call.dial(BEN, LONG));
        exchange.register("mobile");
        FakeChannel ann = exchange.call(PCMU);
        exchange.nextRinging();

        ann.hangsUp(Cause.NORMAL_CLEARING);

        CallRecord record = record();
        assertThat(record.by()).isEqualTo(Side.CALLER);
        assertThat(record.answered()).isEmpty();
        assertThat(record.legs()).allSatisfy(leg -> assertThat(leg.answered()).isEmpty());
    }

    @Test
    void tellsThatTheServerHungUpWhenTheCallHadGoneOn() throws InterruptedException {
        exchange.table.attach(call -> {
            call.dial(BEN, LONG);
            call.play(samples -> -1);
            call.hangup(Cause.NO_ANSWER);
        });
        FakeChannel ben = annTalksWithBen();
        ben.hangsUp(Cause.NORMAL_CLEARING);
        await().until(() -> exchange.table.calls().stream()
                .allMatch(call -> call.snapshot().activity().equals("playing")));

        exchange.table.calls().forEach(call -> call.clear(Cause.NO_ANSWER));

        CallRecord record = record();
        assertThat(record.by()).isEqualTo(Side.SERVER);
        assertThat(record.cause()).isEqualTo(Cause.NO_ANSWER);
    }

    @Test
    void tellsOfEveryDeviceThatRang() throws InterruptedException {
        exchange.table.attach(call -> call.dial(BEN, LONG));
        exchange.register("mobile", "desk", "soft");
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel one = exchange.nextRinging();
        FakeChannel two = exchange.nextRinging();
        exchange.nextRinging();
        one.hangsUp(Cause.USER_BUSY);
        two.answers(PCMU);
        await().untilAsserted(() -> assertThat(ann.told).contains("answer"));

        ann.hangsUp(Cause.NORMAL_CLEARING);

        assertThat(record().legs())
                .extracting(CallRecord.Leg::cause)
                .containsExactly(
                        Optional.of(Cause.NORMAL_CLEARING),
                        Optional.of(Cause.USER_BUSY),
                        Optional.of(Cause.NORMAL_CLEARING),
                        Optional.of(Cause.ANSWERED_ELSEWHERE));
    }

    @Test
    void tellsWhereTheDialplanStoodAndWhatItHasSetAndRecorded() throws InterruptedException {
        exchange.table.attach(call -> {
            call.moveTo(new Position("internal", "1002", 3));
            call.variables().put("account", "4711");
            call.answer();
            call.record("talk", RecordingOptions.DEFAULT).stop();
            call.record("more", RecordingOptions.DEFAULT);
        });
        exchange.call(PCMU);

        CallRecord record = record();

        assertThat(record.position()).contains(new Position("internal", "1002", 3));
        assertThat(record.variables()).containsEntry("account", "4711");
        assertThat(record.recordings()).containsExactly("talk", "more");
        assertThat(record.by()).isEqualTo(Side.SERVER);
    }

    @Test
    void makesTwoRecordsOfACallThatWasPutThrough() throws InterruptedException {
        exchange.table.attach(call -> call.dial(new AddressOfRecord(call.dialled(), "test"), LONG));
        exchange.contacts.put(
                new AddressOfRecord("1003", "test"), List.of(new Binding("fake", "cleo", 1, Instant.MAX, Map.of())));
        FakeChannel ben = annTalksWithBen();
        ben.transfers(new TransferTarget.Number("1003"), new Transferor("1002", "sales", Optional.of(BEN)));
        exchange.nextRinging().answers(PCMU);

        ben.hangsUp(Cause.NORMAL_CLEARING);

        CallRecord first = record();
        assertThat(first.by()).isEqualTo(Side.CALLER); // Ben had her place, alone
        assertThat(first.legs())
                .extracting(CallRecord.Leg::party, CallRecord.Leg::side, CallRecord.Leg::cause)
                .containsExactly(
                        tuple("1001", Side.CALLER, Optional.empty()),
                        tuple("1002", Side.CALLED, Optional.of(Cause.NORMAL_CLEARING)));
        exchange.table.calls().forEach(call -> call.clear(Cause.NORMAL_CLEARING));
        CallRecord second = record();
        assertThat(second.dialled()).isEqualTo("1003");
        assertThat(second.subscriber()).contains(BEN);
        assertThat(second.legs()).extracting(CallRecord.Leg::party).containsExactly("1001", "1003");
    }

    @Test
    void tellsOfACallThatWasNotAdmitted() throws InterruptedException {
        exchange.close();
        exchange = new Exchange(0, Duration.ofSeconds(1));

        exchange.call(PCMU);

        CallRecord record = record();
        assertThat(record.cause()).isEqualTo(Cause.CONGESTION);
        assertThat(record.legs()).hasSize(1);
    }

    @Test
    void keepsThoseWhoAnsweredOfAnEndlessSearch() throws InterruptedException {
        exchange.table.attach(call -> {
            for (int i = 0; i < 300; i++) call.dial(BEN, LONG);
        });
        exchange.register("mobile");
        exchange.call(PCMU);
        for (int i = 0; i < 300; i++) exchange.nextRinging().hangsUp(Cause.USER_BUSY);

        CallRecord record = record();

        assertThat(record.legs()).hasSize(200);
        assertThat(record.legs().getFirst().side()).isEqualTo(Side.CALLER);
    }

    // ---- who learns of it

    private static CallRecord call(int number) {
        return new CallRecord(
                "c" + number,
                Instant.EPOCH,
                Optional.empty(),
                Instant.EPOCH,
                new Party("1001", ""),
                "1002",
                "internal",
                Optional.empty(),
                Cause.NORMAL_CLEARING,
                Side.SERVER,
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of());
    }

    @Test
    void waitsForSomebodyToTell() {
        var records = new CallRecords();
        for (int i = 0; i < 1100; i++) records.ended(call(i));
        List<String> told = new ArrayList<>();

        records.bindListener(record -> told.add(record.id()));

        assertThat(told).hasSize(1000).startsWith("c100").endsWith("c1099");
        records.ended(call(1100));
        assertThat(told).hasSize(1001);
    }

    @Test
    void tellsTheOthersWhenOneFails() {
        var records = new CallRecords();
        List<String> told = new ArrayList<>();
        records.bindListener(record -> {
            throw new IllegalStateException("as the test wants");
        });
        records.bindListener(record -> told.add(record.id()));

        records.ended(call(1));

        assertThat(told).containsExactly("c1");
    }
}
