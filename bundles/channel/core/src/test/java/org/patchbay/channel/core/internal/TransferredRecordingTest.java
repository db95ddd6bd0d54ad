package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patchbay.channel.core.internal.Exchange.BEN;
import static org.patchbay.channel.core.internal.Exchange.PCMU;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.Call;
import org.patchbay.channel.Cause;
import org.patchbay.channel.TransferProgress;
import org.patchbay.channel.TransferTarget;
import org.patchbay.channel.Transferor;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/** Ann (1001) calls Ben (1002) and is recorded; one of both puts the other through to Cleo (1003). */
final class TransferredRecordingTest {
    private static final AddressOfRecord CLEO = new AddressOfRecord("1003", "test");
    private static final Transferor BY_BEN = new Transferor("1002", "sales", Optional.of(BEN));
    private static final Transferor BY_ANN = new Transferor("1001", "internal", Optional.empty());
    private static final TransferTarget TO_CLEO = new TransferTarget.Number("1003");

    private final Exchange exchange = new Exchange();
    private final BlockingQueue<Call> routed = new LinkedBlockingQueue<>();
    private FakeChannel ann;
    private FakeChannel ben;
    private Call first;
    private Recording recording;

    @BeforeEach
    void annTalksWithBenAndIsRecorded() throws InterruptedException {
        exchange.table.attach(call -> {
            routed.add(call);
            if (call.dialled().equals("1002")) call.record("talk", RecordingOptions.DEFAULT);
            call.dial(new AddressOfRecord(call.dialled(), "test"), Duration.ofSeconds(30));
        });
        exchange.register("ben");
        exchange.contacts.put(CLEO, List.of(new Binding("fake", "cleo", 1, Instant.MAX, Map.of())));
        ann = exchange.call(PCMU);
        ben = exchange.nextRinging();
        ben.answers(PCMU);
        told(ann, "answer");
        first = routed.take();
        recording = ann.media.recorded.getFirst();
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    private static void told(FakeChannel channel, Object word) {
        await().untilAsserted(() -> assertThat(channel.told).contains(word.toString()));
    }

    private void endsWhenAnnHangsUp() {
        assertThat(recording.state()).isInstanceOf(Recording.Running.class);
        ann.hangsUp(Cause.NORMAL_CLEARING);
        await().until(() -> recording.state() instanceof Recording.Ended);
        assertThat(ann.media.recorded).hasSize(1);
        await().until(() -> exchange.table.calls().isEmpty());
    }

    @Test
    void goesOnWithTheCallerWhoIsPutThrough() throws InterruptedException {
        ben.transfers(TO_CLEO, BY_BEN);
        exchange.nextRinging().answers(PCMU);
        told(ben, new TransferProgress.Connected());
        ben.hangsUp(Cause.NORMAL_CLEARING);
        await().until(() -> exchange.table.calls().size() == 1);

        assertThat(first.recordings()).isEmpty();
        assertThat(routed.take().recordings()).containsExactly(recording);
        endsWhenAnnHangsUp();
    }

    @Test
    void goesOnWithTheCallerWhoComesBack() throws InterruptedException {
        ben.transfers(TO_CLEO, BY_BEN);
        FakeChannel cleo = exchange.nextRinging();
        assertThat(first.recordings()).isEmpty();

        cleo.hangsUp(Cause.USER_BUSY);
        told(ben, new TransferProgress.Failed(Cause.NO_USER_RESPONDING)); // the logic has nothing else to try

        await().untilAsserted(() -> assertThat(first.recordings()).containsExactly(recording));
        assertThat(routed.take().recordings()).isEmpty();
        endsWhenAnnHangsUp();
    }

    @Test
    void endsWithACallerWhoHangsUpOnTheWay() throws InterruptedException {
        ben.transfers(TO_CLEO, BY_BEN);
        FakeChannel cleo = exchange.nextRinging();

        ann.hangsUp(Cause.NORMAL_CLEARING);

        told(cleo, "hangup normal");
        await().until(() -> recording.state() instanceof Recording.Ended);
    }

    @Test
    void endsWithACallerWhoPutsTheOtherThrough() throws InterruptedException {
        ann.transfers(TO_CLEO, BY_ANN);
        exchange.nextRinging().answers(PCMU);
        told(ann, new TransferProgress.Connected());

        ann.hangsUp(Cause.NORMAL_CLEARING);

        await().until(() -> recording.state() instanceof Recording.Ended);
        assertThat(routed.take().recordings()).isEmpty();
        ben.hangsUp(Cause.NORMAL_CLEARING);
    }
}
