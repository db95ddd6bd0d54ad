package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patchbay.channel.core.internal.Exchange.BEN;
import static org.patchbay.channel.core.internal.Exchange.PCMU;
import static org.patchbay.channel.core.internal.Exchange.format;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Call;
import org.patchbay.channel.Cause;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;

/** Calls whose media may go past the server. */
class DirectMediaTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Exchange exchange = new Exchange();

    @BeforeEach
    void permit() {
        exchange.direct = true;
        exchange.register("phone");
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    private void logic(Consumer<Call> afterTheDial) {
        exchange.table.attach(call -> {
            call.dial(BEN, LONG);
            afterTheDial.accept(call);
        });
    }

    private static void told(FakeChannel channel, String... words) {
        await().untilAsserted(() -> assertThat(channel.told).containsExactly(words));
    }

    private FakeChannel answered(FakeChannel caller) throws InterruptedException {
        FakeChannel ben = exchange.nextRinging();
        ben.answers(PCMU);
        told(caller, "answer");
        return ben;
    }

    @Test
    void letsACallerAndOneDeviceSendToEachOther() throws InterruptedException {
        logic(call -> {});
        FakeChannel ann = exchange.call(PCMU);

        FakeChannel ben = answered(ann);

        assertThat(ann.media.direct).contains(ben.media);
        assertThat(ann.media.state).isEqualTo("silent");
        ben.hangsUp(Cause.NORMAL_CLEARING);
        told(ann, "answer", "hangup normal");
    }

    @Test
    void relaysWhenSeveralDevicesRing() throws InterruptedException {
        exchange.register("desk", "mobile");
        logic(call -> {});
        FakeChannel ann = exchange.call(PCMU);

        answered(ann);

        assertThat(ann.media.direct).isEmpty();
        assertThat(ann.media.state).isEqualTo("joined");
    }

    @Test
    void relaysForACallerWhoLeavesTheOfferToUs() throws InterruptedException {
        logic(call -> {});
        FakeChannel ann = exchange.call(Optional.empty());

        answered(ann);

        assertThat(ann.media.state).isEqualTo("joined");
    }

    @Test
    void bringsTheCallersMediaToUsWhenItIsToHearMoreAfterTheTalk() throws InterruptedException {
        logic(Call::echo);
        FakeChannel ann = exchange.call(format(Direction.SENDRECV, Codec.OPUS, Codec.PCMU));
        FakeChannel ben = exchange.nextRinging();
        ben.answers(format(Direction.SENDRECV, Codec.OPUS));
        told(ann, "answer");

        ben.hangsUp(Cause.NORMAL_CLEARING);

        told(ann, "answer", "offer");
        assertThat(ann.formats.getLast().codecs()).containsExactly(Codec.PCMU);
        assertThat(ann.media.state).isEqualTo("echo");
    }

    @Test
    void bringsTheCallersMediaToUsForAnotherDial() throws InterruptedException {
        logic(call -> call.dial(BEN, LONG));
        FakeChannel ann = exchange.call(PCMU);
        answered(ann).hangsUp(Cause.NORMAL_CLEARING);

        FakeChannel second = exchange.nextRinging();
        second.answers(PCMU);

        told(ann, "answer", "offer");
        await().untilAsserted(() -> assertThat(ann.media.state).isEqualTo("joined"));
        assertThat(second.media.direct).isEmpty();
    }

    @Test
    void clearsTheCallWhenNoPortIsFreeForWhatComesAfterTheTalk() throws InterruptedException {
        logic(Call::echo);
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = answered(ann);
        ann.media.full = true;

        ben.hangsUp(Cause.NORMAL_CLEARING);

        told(ann, "answer", "hangup " + Cause.NO_CIRCUIT.label());
        await().untilAsserted(() -> assertThat(exchange.table.calls()).isEmpty());
    }

    @Test
    void clearsTheCallWhenNoPortIsFreeToRelayIt() throws InterruptedException {
        exchange.direct = false;
        logic(call -> {});
        FakeChannel ann = exchange.call(PCMU);
        ann.media.full = true;

        FakeChannel ben = exchange.nextRinging();
        ben.answers(PCMU);

        told(ann, "hangup " + Cause.NO_CIRCUIT.label());
        told(ben, "hangup " + Cause.NO_CIRCUIT.label());
    }

    @Test
    void offersTheCalledSideWhereTheCallerWentWhileItRang() throws InterruptedException { // RFC 3311: UPDATE
        logic(call -> {});
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = exchange.nextRinging();
        ben.movesElsewhere();

        ben.answers(PCMU);

        told(ann, "answer");
        told(ben, "offer");
    }

    @Test
    void takesAnAddressBackWhoseOfferCameToNothing() throws InterruptedException { // RFC 3264 section 8
        logic(call -> {});
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = answered(ann);
        ann.offers(PCMU);
        told(ben, "offer");
        ben.movesElsewhere();

        ben.changes(format(Direction.SENDRECV, Codec.OPUS));

        told(ann, "answer", "refuse incompatible");
        told(ben, "offer", "offer");
    }

    @Test
    void tellsTheOtherSideOfAnAddressThatCameWithoutAnOffer() throws InterruptedException { // RFC 3261 section 14.2
        logic(call -> {});
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = answered(ann);
        ben.movesElsewhere();

        ann.changes(PCMU);

        told(ben, "offer");
        assertThat(ann.told).isEqualTo(List.of("answer"));
    }
}
