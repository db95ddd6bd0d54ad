package org.patchbay.codec.opus.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.patchbay.media.AudioCodec.Decoder;
import org.patchbay.media.AudioCodec.Encoder;
import org.patchbay.media.Codec;

class EnginesTest {
    @Test
    void doesInJavaWhatItIsToldTo() {
        assertThat(Engines.of("java")).isInstanceOf(Concentus.class);
    }

    @Test
    void refusesABackendThatItDoesNotKnow() {
        assertThatThrownBy(() -> Engines.of("ffmpeg")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void believesOnlyAnEngineThatCarriesATone() {
        assertThat(Engines.carriesATone(new Concentus())).isTrue();
        assertThat(Engines.carriesATone(new Mute())).isFalse();
    }

    @Test
    void saysNothingAfterItWasClosed() {
        assumeTrue(Engines.of("auto") instanceof LibOpus);
        var decoder = Engines.of("auto").decoder(8000);

        decoder.close();

        assertThat(decoder.decode(ByteBuffer.wrap(new byte[] {8, 1, 2}), new short[160]))
                .isZero();
        assertThat(decoder.conceal(new short[160])).isZero();
    }

    @Test
    void worksAtTheNearestOfItsRates() {
        var codec = new OpusCodec(new Concentus(), 5);

        assertThat(codec.rateHz(8000)).isEqualTo(8000);
        assertThat(codec.rateHz(11_000)).isEqualTo(8000);
        assertThat(codec.rateHz(24_000)).isEqualTo(16_000);
        assertThat(codec.rateHz(44_100)).isEqualTo(48_000);
        assertThat(codec.codec().sameEncoding(Codec.OPUS)).isTrue();
    }

    /** What a library would be that has the names of libopus, and nothing behind them. */
    private record Mute() implements OpusEngine {
        @Override
        public String name() {
            return "mute";
        }

        @Override
        public Encoder encoder(EncoderSettings settings) {
            return (samples, payload) -> payload.put((byte) 0);
        }

        @Override
        public Decoder decoder(int rateHz) {
            return (payload, samples) -> samples.length;
        }
    }
}
