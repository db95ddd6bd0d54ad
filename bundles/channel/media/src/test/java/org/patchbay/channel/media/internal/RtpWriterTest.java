package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.media.Codec;

class RtpWriterTest {
    private static final long FRAME_NANOS = 20_000_000;

    private final RtpWriter writer = new RtpWriter(new Random(3));
    private long nowNanos = 1_000;

    @Test
    void numbersPacketsOneByOne() { // RFC 3550 section 5.1
        Sent first = Sent.of(next());
        Sent second = Sent.of(next());
        Sent third = Sent.of(next());

        assertThat(first.payloadType()).isEqualTo(8);
        assertThat(second.sequence()).isEqualTo(first.sequence() + 1 & 0xFFFF);
        assertThat(third.sequence()).isEqualTo(first.sequence() + 2 & 0xFFFF);
        assertThat(third.timestamp() - first.timestamp()).isEqualTo(320);
        assertThat(third.source()).isEqualTo(first.source());
    }

    @Test
    void marksTheBeginningOfATalkspurt() { // RFC 3551 section 4.1
        assertThat(Sent.of(next()).marker()).isTrue();
        assertThat(Sent.of(next()).marker()).isFalse();
        writer.pause();
        assertThat(Sent.of(next()).marker()).isTrue();
    }

    @Test
    void letsItsClockGoOnInAPause() {
        Sent before = Sent.of(next());
        writer.pause();
        nowNanos += 980_000_000;
        Sent after = Sent.of(next());

        assertThat(after.timestamp() - before.timestamp()).isEqualTo(8000);
        assertThat(after.sequence()).isEqualTo(before.sequence() + 1 & 0xFFFF);
    }

    @Test
    void letsTheClockGoOnWhereNothingButEventsIsSent() {
        for (int seed = 0; seed < 16; seed++) {
            var silent = new RtpWriter(new Random(seed));
            int first = silent.now(Codec.TELEPHONE_EVENT, nowNanos);
            int second = silent.now(Codec.TELEPHONE_EVENT, nowNanos + 5 * FRAME_NANOS);
            assertThat(second - first).isEqualTo(800);
        }
    }

    @Test
    void neverLetsItsClockGoBack() {
        Sent first = Sent.of(next());
        nowNanos -= 3 * FRAME_NANOS; // a tick that came too soon, to catch up
        writer.pause();
        Sent second = Sent.of(next());

        assertThat(second.timestamp() - first.timestamp()).isEqualTo(160);
    }

    @Test
    void goesOnWithTheClockOfAnotherCodec() { // RFC 7587 section 4.1: 48,000 for Opus
        Sent first = Sent.of(next());
        Sent opus = Sent.of(next(Codec.OPUS));
        Sent another = Sent.of(next(Codec.OPUS));
        Sent narrow = Sent.of(next());

        assertThat(opus.timestamp() - first.timestamp()).isEqualTo(160);
        assertThat(another.timestamp() - opus.timestamp()).isEqualTo(960);
        assertThat(narrow.timestamp() - another.timestamp()).isEqualTo(960);
        assertThat(narrow.sequence()).isEqualTo(first.sequence() + 3 & 0xFFFF);
    }

    @Test
    void beginsAnywhere() {
        assertThat(Sent.of(next(new RtpWriter(new Random(1)))).sequence())
                .isNotEqualTo(Sent.of(next(new RtpWriter(new Random(2)))).sequence());
    }

    private ByteBuffer next() {
        return next(writer);
    }

    private ByteBuffer next(Codec codec) {
        ByteBuffer packet = ByteBuffer.allocate(12);
        writer.next(codec, nowNanos, packet);
        nowNanos += FRAME_NANOS;
        return packet.flip();
    }

    private ByteBuffer next(RtpWriter from) {
        ByteBuffer packet = ByteBuffer.allocate(12);
        from.next(Codec.PCMA, nowNanos, packet);
        nowNanos += FRAME_NANOS;
        return packet.flip();
    }
}
