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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.Channels;
import org.patchbay.channel.DialResult;
import org.patchbay.channel.LogicReplaced;
import org.patchbay.channel.Position;
import org.patchbay.media.AudioSource;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;

final class CallTableTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final AudioSource SILENCE = samples -> samples.length;

    private final Exchange exchange = new Exchange();
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        exchange.close();
    }

    private Object next() throws InterruptedException {
        Object value = seen.poll(5, TimeUnit.SECONDS);
        if (value == null) throw new AssertionError("the logic said nothing");
        return value;
    }

    private Channels.Attachment dialsBen() {
        return exchange.table.attach(call -> seen.add(call.dial(BEN, LONG)));
    }

    private static void told(FakeChannel channel, String word) {
        await().untilAsserted(() -> assertThat(channel.told).contains(word));
    }

    @Test
    void answersWithTheFirstCodecThatTheServerShares() {
        exchange.table.attach(Call::answer);

        FakeChannel ann =
                exchange.call(format(Direction.SENDRECV, Codec.OPUS, Codec.PCMA, Codec.PCMU, Codec.TELEPHONE_EVENT));

        told(ann, "answer");
        assertThat(ann.formats.getFirst().codecs()).containsExactly(Codec.PCMA, Codec.TELEPHONE_EVENT);
        told(ann, "hangup normal");
    }

    @Test
    void clearsACallThatSharesNoCodecWithTheServer() {
        exchange.table.attach(Call::answer);

        FakeChannel ann = exchange.call(format(Direction.SENDRECV, Codec.OPUS));

        told(ann, "hangup incompatible");
    }

    @Test
    void clearsACallWhoseLogicEndsWithAnErrorOfItsOwn() {
        exchange.table.attach(call -> {
            throw new Error("of no kind that anybody knows");
        });

        FakeChannel ann = exchange.call(PCMU);

        told(ann, "hangup temporary-failure");
        await().untilAsserted(() -> assertThat(exchange.table.calls()).isEmpty());
    }

    @Test
    void connectsTheCallerWithTheOneWhoAnswers() throws InterruptedException {
        dialsBen();
        exchange.register("phone");
        FakeChannel ann = exchange.call(PCMU);

        FakeChannel ben = exchange.nextRinging();
        ben.rings();
        ben.answers(PCMU);

        told(ann, "answer");
        assertThat(ann.told).containsExactly("ring", "answer");
        assertThat(ann.media.state).isEqualTo("joined");
        assertThat(exchange.table.counters().answered()).isOne();
        ben.hangsUp(Cause.NORMAL_CLEARING);
        assertThat(next()).isEqualTo(new DialResult.Ended(Cause.NORMAL_CLEARING));
        told(ann, "hangup normal");
        await().untilAsserted(() -> assertThat(exchange.table.calls()).isEmpty());
    }

    @Test
    void ringsWhatAnotherSourceKnowsWhenNobodyHasRegistered() throws InterruptedException {
        AddressOfRecord outside = AddressOfRecord.behindTrunk("carrier", "030123");
        Binding trunk = new Binding("fake", "trunk", 1, Instant.MAX, Map.of());
        exchange.table.sources(
                List.of(other -> List.of(), address -> address.trunk().isPresent() ? List.of(trunk) : List.of()));
        exchange.table.attach(call -> seen.add(call.dial(outside, LONG)));

        exchange.call(PCMU);

        assertThat(exchange.nextRinging().id()).endsWith("trunk");
    }

    @Test
    void givesTheCallerTheCodecThatTheCalledSideChose() throws InterruptedException {
        dialsBen();
        exchange.register("phone");
        FakeChannel ann = exchange.call(format(Direction.SENDRECV, Codec.OPUS, Codec.PCMU, Codec.PCMA));

        exchange.nextRinging().answers(format(Direction.SENDRECV, Codec.PCMA));

        told(ann, "answer");
        assertThat(ann.formats.getFirst().codecs()).containsExactly(Codec.PCMA);
    }

    @Test
    void ringsEveryDeviceAndCancelsTheLosers() throws InterruptedException {
        dialsBen();
        exchange.register("desk", "mobile");
        exchange.call(PCMU);
        FakeChannel desk = exchange.nextRinging();
        FakeChannel mobile = exchange.nextRinging();

        mobile.answers(PCMU);

        told(desk, "hangup answered-elsewhere");
        desk.answers(PCMU); // crossed with the CANCEL: nothing may come of it
        assertThat(mobile.told).isEmpty();
    }

    @Test
    void reportsTheBestRefusalOfSeveralDevices() throws InterruptedException {
        dialsBen();
        exchange.register("desk", "mobile");
        exchange.call(PCMU);

        exchange.nextRinging().hangsUp(Cause.USER_BUSY);
        exchange.nextRinging().hangsUp(Cause.NO_USER_RESPONDING);

        assertThat(next()).isEqualTo(new DialResult.Refused(Cause.USER_BUSY));
    }

    @Test
    void endsTheSearchWhenOneDeviceDeclines() throws InterruptedException {
        dialsBen();
        exchange.register("desk", "mobile");
        exchange.call(PCMU);
        FakeChannel desk = exchange.nextRinging();

        exchange.nextRinging().hangsUp(Cause.CALL_REJECTED);

        assertThat(next()).isEqualTo(new DialResult.Refused(Cause.CALL_REJECTED));
        assertThat(desk.told).containsExactly("hangup rejected");
    }

    @Test
    void saysWhenThereIsNoDevice() throws InterruptedException {
        dialsBen();

        exchange.call(PCMU);

        assertThat(next()).isEqualTo(new DialResult.Unreachable());
    }

    @Test
    void stopsRingingWhenTheTimeIsUp() throws InterruptedException {
        exchange.table.attach(call -> seen.add(call.dial(BEN, Duration.ofMillis(20))));
        exchange.register("phone");

        exchange.call(PCMU);

        FakeChannel ben = exchange.nextRinging();
        assertThat(next()).isEqualTo(new DialResult.TimedOut());
        told(ben, "hangup no-answer");
    }

    @Test
    void stopsRingingWhenTheCallerGivesUp() throws InterruptedException {
        dialsBen();
        exchange.register("phone");
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = exchange.nextRinging();

        ann.hangsUp(Cause.NORMAL_CLEARING);

        told(ben, "hangup normal");
        await().untilAsserted(() -> assertThat(exchange.table.calls()).isEmpty());
    }

    @Test
    void offersTheCalledSideWhatPhonesShareWhenTheCallerMadeNoOffer() throws InterruptedException {
        dialsBen();
        exchange.register("phone");
        FakeChannel ann = exchange.call(Optional.empty());

        exchange.nextRinging().answers(PCMU);

        told(ann, "answer");
        assertThat(exchange.offers.take().codecs()).contains(Codec.OPUS, Codec.PCMU, Codec.PCMA);
        assertThat(ann.formats.getFirst().codecs()).containsExactly(Codec.PCMU);
    }

    @Test
    void passesHoldAndItsAnswerThroughTheBridge() throws InterruptedException { // RFC 3264 section 8.4
        dialsBen();
        exchange.register("phone");
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = exchange.nextRinging();
        ben.answers(PCMU);
        told(ann, "answer");

        ann.offers(format(Direction.SENDONLY, Codec.PCMU));
        told(ben, "offer");
        ben.changes(format(Direction.RECVONLY, Codec.PCMU));

        told(ann, "accept");
        assertThat(ben.formats.getLast().direction()).isEqualTo(Direction.SENDONLY);
        assertThat(ann.formats.getLast().direction()).isEqualTo(Direction.RECVONLY);
    }

    @Test
    void refusesWhatTheOtherSideOfTheBridgeRefuses() throws InterruptedException {
        dialsBen();
        exchange.register("phone");
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = exchange.nextRinging();
        ben.answers(PCMU);
        told(ann, "answer");

        ben.offers(format(Direction.SENDRECV, Codec.G722));
        told(ann, "offer");
        ann.says(new ChannelEvent.MediaRefused(ann.id(), Cause.INCOMPATIBLE_DESTINATION));

        told(ben, "refuse incompatible");
    }

    @Test
    void keepsTheTalkWhileTheRouterIsReplacedAndGivesItsResultToTheNext() throws InterruptedException {
        Channels.Attachment first = exchange.table.attach(call -> {
            call.moveTo(new Position("internal", "1002", 3));
            seen.add(call.dial(BEN, LONG));
        });
        exchange.register("phone");
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = exchange.nextRinging();
        ben.answers(PCMU);
        told(ann, "answer");

        first.close();
        assertThat(ann.media.state).isEqualTo("joined");
        exchange.table.attach(call -> {
            seen.add(call.position());
            seen.add(call.dial(BEN, LONG));
        });
        assertThat(next()).isEqualTo(Optional.of(new Position("internal", "1002", 3)));
        assertThat(exchange.ringing).isEmpty();
        ben.hangsUp(Cause.NORMAL_CLEARING);

        assertThat(next()).isEqualTo(new DialResult.Ended(Cause.NORMAL_CLEARING));
    }

    @Test
    void connectsAnAnswerThatComesWhileNoRouterIsThere() throws InterruptedException {
        Channels.Attachment first = dialsBen();
        exchange.register("phone");
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = exchange.nextRinging();

        first.close();
        ben.answers(PCMU);

        told(ann, "answer");
        assertThat(ann.media.state).isEqualTo("joined");
    }

    @Test
    void goesBackToTheEarlierRouterWhenTheNewestLeaves() throws InterruptedException {
        exchange.table.attach(call -> {
            seen.add("first");
            call.digit(LONG);
        });
        Channels.Attachment second = exchange.table.attach(call -> {
            seen.add("second");
            call.digit(LONG);
        });
        exchange.call(PCMU);
        assertThat(next()).isEqualTo("second");

        second.close();

        assertThat(next()).isEqualTo("first");
    }

    @Test
    void keepsDigitsThatArePressedWhileTheRouterIsReplaced() throws InterruptedException {
        Channels.Attachment first = exchange.table.attach(call -> {
            call.answer();
            call.echo();
        });
        FakeChannel ann = exchange.call(PCMU);
        await().untilAsserted(() -> assertThat(ann.media.state).isEqualTo("echo"));

        first.close();
        ann.presses('5');
        exchange.table.attach(call -> seen.add(call.digit(LONG)));

        assertThat(next()).isEqualTo(Optional.of('5'));
        assertThat(ann.media.state).isEqualTo("echo");
    }

    @Test
    void anApplicationCannotSwallowItsReplacement() throws InterruptedException {
        Channels.Attachment first = exchange.table.attach(call -> {
            try {
                call.digit(LONG);
            } catch (CallEnded ended) {
                seen.add(ended);
            } catch (LogicReplaced replaced) {
                seen.add("replaced");
                throw replaced;
            }
        });
        exchange.call(PCMU);
        await().until(() -> exchange.table.calls().size() == 1);

        first.close();

        assertThat(next()).isEqualTo("replaced");
    }

    @Test
    void clearsACallThatFindsNoRouterInTime() {
        try (var impatient = new Exchange(10, Duration.ofMillis(20))) {
            FakeChannel ann = impatient.call(PCMU);

            told(ann, "hangup not-responding");
        }
    }

    @Test
    void givesAWaitingCallToTheRouterThatComes() {
        FakeChannel ann = exchange.call(PCMU);

        exchange.table.attach(call -> call.hangup(Cause.USER_BUSY));

        told(ann, "hangup busy");
    }

    @Test
    void clearsACallWhoseLogicFails() {
        exchange.table.attach(call -> {
            throw new IllegalStateException("a bug in an application");
        });

        FakeChannel ann = exchange.call(PCMU);

        told(ann, "hangup temporary-failure");
        await().untilAsserted(() -> assertThat(exchange.table.calls()).isEmpty());
    }

    @Test
    void admitsNoMoreCallsThanItMay() {
        try (var small = new Exchange(1, Duration.ofSeconds(5))) {
            small.call(PCMU);

            FakeChannel second = small.call(PCMU);

            told(second, "hangup congestion");
            assertThat(small.table.calls()).hasSize(1);
        }
    }

    @Test
    void playsToTheEndAndReturns() throws InterruptedException {
        exchange.table.attach(call -> {
            call.answer();
            call.play(SILENCE);
            seen.add("played");
        });
        FakeChannel ann = exchange.call(PCMU);
        await().untilAsserted(() -> assertThat(ann.media.state).isEqualTo("playing"));

        ann.media.playback.complete(null);

        assertThat(next()).isEqualTo("played");
    }

    @Test
    void playsUntilADigitThatStaysToBeRead() throws InterruptedException {
        exchange.table.attach(call -> {
            call.answer();
            call.playUntilDigit(SILENCE);
            seen.add(call.digit(Duration.ofSeconds(1)));
            call.digit(Duration.ofSeconds(10));
        });
        FakeChannel ann = exchange.call(PCMU);
        await().untilAsserted(() -> assertThat(ann.media.state).isEqualTo("playing"));

        ann.presses('7');

        assertThat(next()).isEqualTo(Optional.of('7'));
        assertThat(ann.media.state).isNotEqualTo("playing");
    }

    @Test
    void doesNotPlayOverAnUnreadDigit() throws InterruptedException {
        var pressed = new CompletableFuture<Void>();
        exchange.table.attach(call -> {
            call.answer();
            call.await(pressed, LONG);
            call.playUntilDigit(SILENCE);
            seen.add(call.digit(LONG));
        });
        FakeChannel ann = exchange.call(PCMU);
        ann.presses('7');
        pressed.complete(null);

        assertThat(next()).isEqualTo(Optional.of('7'));
        assertThat(ann.media.state).isNotEqualTo("playing");
    }

    @Test
    void readsNoDigitWithinTheTime() throws InterruptedException {
        exchange.table.attach(call -> seen.add(call.digit(Duration.ofMillis(10))));

        exchange.call(PCMU);

        assertThat(next()).isEqualTo(Optional.empty());
    }

    @Test
    void hangsUpEveryLegWhenItShutsDown() throws InterruptedException {
        dialsBen();
        exchange.register("phone");
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = exchange.nextRinging();
        ben.answers(PCMU);
        told(ann, "answer");

        exchange.table.shutDown(Cause.NORMAL_CLEARING);

        assertThat(ann.told).contains("hangup normal");
        assertThat(ben.told).contains("hangup normal");
        assertThat(exchange.call(PCMU).told).containsExactly("hangup congestion");
    }

    @Test
    void showsBothLegsOfATalk() throws InterruptedException {
        dialsBen();
        exchange.register("phone");
        FakeChannel ann = exchange.call(PCMU);
        exchange.nextRinging().answers(PCMU);
        told(ann, "answer");

        var snapshot = exchange.table.calls().iterator().next().snapshot();

        assertThat(snapshot.activity()).isEqualTo("talking");
        assertThat(snapshot.legs()).extracting(leg -> leg.party()).isEqualTo(List.of("1001", "1002"));
        assertThat(snapshot.answered()).isPresent();
    }

    @Test
    void answersAReofferItselfWhileNobodyElseIsConnected() {
        exchange.table.attach(call -> {
            call.answer();
            call.echo();
        });
        FakeChannel ann = exchange.call(PCMU);
        await().untilAsserted(() -> assertThat(ann.media.state).isEqualTo("echo"));

        ann.offers(new MediaFormat(List.of(Codec.PCMU), Direction.SENDONLY));

        told(ann, "accept");
        assertThat(ann.formats.getLast().direction()).isEqualTo(Direction.RECVONLY);
    }
}
