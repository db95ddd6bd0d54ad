package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patchbay.channel.core.internal.Exchange.BEN;
import static org.patchbay.channel.core.internal.Exchange.PCMU;
import static org.patchbay.channel.core.internal.Exchange.format;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.media.AudioSource;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;

/** A phone that calls and asks for the place of a leg (RFC 3891). */
final class ReplacementTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final AudioSource SILENCE = samples -> samples.length;

    private final Exchange exchange = new Exchange();

    @AfterEach
    void close() {
        exchange.close();
    }

    private static void told(FakeChannel channel, String word) {
        await().untilAsserted(() -> assertThat(channel.told).contains(word));
    }

    private FakeChannel asks(FakeChannel place, MediaFormat offer) {
        var by = new FakeChannel("desk", place.owner(), Optional.of(offer));
        place.says(new ChannelEvent.ReplacementOffered(place.id(), by));
        return by;
    }

    private FakeChannel annCallsBen() {
        exchange.table.attach(call -> call.dial(BEN, LONG));
        exchange.register("ben", "mobile");
        return exchange.call(format(Direction.SENDRECV, Codec.PCMU, Codec.PCMA));
    }

    @Test
    void takesThePlaceOfACalledLeg() throws InterruptedException {
        FakeChannel ann = annCallsBen();
        FakeChannel ben = exchange.nextRinging();
        ben.answers(PCMU);
        told(ann, "answer");

        FakeChannel desk = asks(ben, format(Direction.SENDRECV, Codec.PCMA, Codec.PCMU));

        told(desk, "answer");
        assertThat(desk.formats).containsExactly(PCMU);
        told(ben, "hangup normal");
        assertThat(desk.media.state).isEqualTo("joined");
        assertThat(ann.media.state).isEqualTo("joined");
        assertThat(ann.told).containsExactly("answer");
        desk.hangsUp(Cause.NORMAL_CLEARING);
        told(ann, "hangup normal");
    }

    @Test
    void takesThePlaceOfTheCaller() throws InterruptedException {
        FakeChannel ann = annCallsBen();
        FakeChannel ben = exchange.nextRinging();
        ben.answers(PCMU);
        told(ann, "answer");

        FakeChannel desk = asks(ann, PCMU);

        told(desk, "answer");
        told(ann, "hangup normal");
        assertThat(ben.media.state).isEqualTo("joined");
        desk.hangsUp(Cause.NORMAL_CLEARING);
        told(ben, "hangup normal");
    }

    @Test
    void takesACallThatRingsAtAnotherPhone() throws InterruptedException { // directed pickup
        FakeChannel ann = annCallsBen();
        FakeChannel ben = exchange.nextRinging();
        FakeChannel mobile = exchange.nextRinging();
        ben.rings();

        FakeChannel desk = asks(ben, PCMU);

        told(desk, "answer");
        told(ann, "answer");
        told(ben, "hangup answered-elsewhere");
        told(mobile, "hangup answered-elsewhere");
        assertThat(ann.formats.getLast()).isEqualTo(PCMU);
        assertThat(ann.media.state).isEqualTo("joined");
        assertThat(exchange.table.counters().answered()).isOne();
    }

    @Test
    void changesNothingWhenNoCodecIsShared() throws InterruptedException {
        FakeChannel ann = annCallsBen();
        FakeChannel ben = exchange.nextRinging();
        ben.rings();

        FakeChannel desk = asks(ben, format(Direction.SENDRECV, Codec.G722));

        told(desk, "hangup incompatible");
        assertThat(ben.told).isEmpty();
        ben.answers(PCMU);
        told(ann, "answer");
    }

    @Test
    void hasTheOtherSideChangeItsCodecWhenItCan() throws InterruptedException {
        FakeChannel ann = annCallsBen();
        FakeChannel ben = exchange.nextRinging();
        ben.answers(PCMU);
        told(ann, "answer");

        FakeChannel desk = asks(ben, format(Direction.SENDRECV, Codec.PCMA));

        told(desk, "answer");
        told(ann, "offer");
        assertThat(ann.formats).endsWith(format(Direction.SENDRECV, Codec.PCMA));
    }

    @Test
    void refusesWhoIsNoneOfThem() throws InterruptedException {
        FakeChannel ann = annCallsBen();
        FakeChannel ben = exchange.nextRinging();
        ben.rings();
        var stranger = new FakeChannel("stranger", ann.owner(), Optional.of(PCMU)) {
            @Override
            public String context() {
                return "lobby";
            }

            @Override
            public Optional<AddressOfRecord> subscriber() {
                return Optional.of(new AddressOfRecord("1009", "test"));
            }
        };

        ann.says(new ChannelEvent.ReplacementOffered(ben.id(), stranger));

        told(stranger, "hangup not-permitted");
    }

    @Test
    void letsThePhoneOfTheCalledTakeItFromAnywhere() throws InterruptedException {
        FakeChannel ann = annCallsBen();
        FakeChannel ben = exchange.nextRinging();
        var home = new FakeChannel("home", ann.owner(), Optional.of(PCMU)) {
            @Override
            public String context() {
                return "outside";
            }

            @Override
            public Optional<AddressOfRecord> subscriber() {
                return Optional.of(BEN);
            }
        };

        ann.says(new ChannelEvent.ReplacementOffered(ben.id(), home));

        told(home, "answer");
    }

    @Test
    void goesOnWithAnEcho() {
        exchange.table.attach(call -> {
            call.answer();
            call.echo();
        });
        FakeChannel ann = exchange.call(PCMU);
        await().untilAsserted(() -> assertThat(ann.media.state).isEqualTo("echo"));

        FakeChannel desk = asks(ann, PCMU);

        told(desk, "answer");
        assertThat(desk.media.state).isEqualTo("echo");
        told(ann, "hangup normal");
    }

    @Test
    void endsAPromptAsIfItWerePlayedOut() {
        exchange.table.attach(call -> {
            call.answer();
            call.play(SILENCE);
            call.echo();
        });
        FakeChannel ann = exchange.call(PCMU);
        await().untilAsserted(() -> assertThat(ann.media.state).isEqualTo("playing"));

        FakeChannel desk = asks(ann, PCMU);

        await().untilAsserted(() -> assertThat(desk.media.state).isEqualTo("echo"));
    }

    @Test
    void refusesThePlaceOfALegThatHasGone() throws InterruptedException {
        FakeChannel ann = annCallsBen();
        FakeChannel ben = exchange.nextRinging();
        ann.hangsUp(Cause.NORMAL_CLEARING);
        told(ben, "hangup normal");

        told(asks(ben, PCMU), "hangup rejected");
    }
}
