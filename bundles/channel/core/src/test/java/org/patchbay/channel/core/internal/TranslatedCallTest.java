package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patchbay.channel.core.internal.Exchange.BEN;
import static org.patchbay.channel.core.internal.Exchange.PCMU;
import static org.patchbay.channel.core.internal.Exchange.format;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;

/** Two phones without a codec in common, between which the server translates what it can. */
class TranslatedCallTest {
    private static final MediaFormat PCMA = format(Direction.SENDRECV, Codec.PCMA);
    private static final MediaFormat G722 = format(Direction.SENDRECV, Codec.G722);

    private final Exchange exchange = new Exchange();

    @BeforeEach
    void dial() {
        exchange.register("ben");
        exchange.table.attach(call -> call.dial(BEN, Duration.ofSeconds(30)));
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    private static void told(FakeChannel channel, String word) {
        await().untilAsserted(() -> assertThat(channel.told).contains(word));
    }

    @Test
    void answersTheCallerInItsOwnCodec() throws InterruptedException {
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = exchange.nextRinging();

        ben.answers(PCMA);

        told(ann, "answer");
        assertThat(ann.formats.getLast().codecs()).containsExactly(Codec.PCMU);
        assertThat(ann.media.state).isEqualTo("joined");
        assertThat(ben.told).doesNotContain("hangup incompatible");
    }

    @Test
    void keepsToOneCodecWhereThereIsOne() throws InterruptedException {
        FakeChannel ann = exchange.call(format(Direction.SENDRECV, Codec.PCMU, Codec.PCMA));
        FakeChannel ben = exchange.nextRinging();

        ben.answers(PCMA);

        told(ann, "answer");
        assertThat(ann.formats.getLast().codecs()).containsExactly(Codec.PCMA);
    }

    @Test
    void refusesWhatItCantTranslate() throws InterruptedException {
        exchange.call(PCMU);
        FakeChannel ben = exchange.nextRinging();

        ben.answers(G722);

        told(ben, "hangup " + Cause.INCOMPATIBLE_DESTINATION.label());
    }

    @Test
    void goesOnTranslatingWhenOneSideOffersAnew() throws InterruptedException {
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = exchange.nextRinging();
        ben.answers(PCMA);
        told(ann, "answer");

        ann.offers(PCMU.with(Direction.SENDONLY));
        told(ben, "offer");
        ben.changes(PCMA.with(Direction.RECVONLY));

        told(ann, "accept");
        assertThat(ann.formats.getLast().codecs()).containsExactly(Codec.PCMU);
        assertThat(ann.formats.getLast().direction()).isEqualTo(Direction.RECVONLY);
    }
}
