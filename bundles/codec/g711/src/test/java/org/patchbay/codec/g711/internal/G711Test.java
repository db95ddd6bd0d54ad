package org.patchbay.codec.g711.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.media.AudioCodec;

class G711Test {
    private static final int FRAME = 160;

    private final ByteBuffer payload = ByteBuffer.allocate(2000);

    static Stream<AudioCodec> laws() {
        return Stream.of(new Pcmu(), new Pcma());
    }

    @ParameterizedTest
    @MethodSource("laws")
    void makesAByteOfEachOf160Samples(AudioCodec codec) { // RFC 3551 section 4.5.14
        encoder(codec).encode(new short[480], payload);

        assertThat(payload.position()).isEqualTo(FRAME);
        assertThat(codec.rateHz(48_000)).isEqualTo(8000);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void keepsAVoiceLikeSoundAboveThirtyFiveDecibels(AudioCodec codec) {
        short[] sound = voice();
        short[] heard = new short[FRAME];
        encoder(codec).encode(sound, payload);
        decoder(codec).decode(payload.flip(), heard);

        double signal = 0;
        double noise = 0;
        for (int i = 0; i < FRAME; i++) {
            signal += sound[i] * sound[i];
            noise += (sound[i] - heard[i]) * (sound[i] - heard[i]);
        }
        assertThat(10 * Math.log10(signal / noise)).isGreaterThan(35);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void decodesPayloadsOfAnyLengthIntoWhatFits(AudioCodec codec) {
        Random random = new Random(711);
        byte[] bytes = new byte[1500];
        var decoder = decoder(codec);
        short[] samples = new short[960];

        for (int total = 0; total < 1_000_000; ) {
            random.nextBytes(bytes);
            int length = random.nextInt(bytes.length);
            assertThat(decoder.decode(ByteBuffer.wrap(bytes, 0, length), samples))
                    .isEqualTo(Math.min(960, length));
            total += length;
        }
        assertThat(decoder.decode(ByteBuffer.allocate(160), new short[33])).isEqualTo(33);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void concealsALossAfterAVoice(AudioCodec codec) {
        var decoder = decoder(codec);
        short[] heard = new short[FRAME];
        encoder(codec).encode(voice(), payload);
        for (int i = 0; i < 3; i++) decoder.decode(payload.flip(), heard);
        short[] made = new short[FRAME];

        assertThat(decoder.conceal(made)).isEqualTo(FRAME);

        int loudest = 0;
        for (short sample : made) loudest = Math.max(loudest, Math.abs(sample));
        assertThat(loudest).isGreaterThan(3000);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void allocatesNothingPerFrame(AudioCodec codec) {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var encoder = encoder(codec);
        var decoder = decoder(codec);
        short[] sound = voice();
        for (int i = 0; i < 100; i++) roundTripAndLoss(encoder, decoder, sound);

        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) roundTripAndLoss(encoder, decoder, sound);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;

        // what the measuring itself takes; not a byte a frame
        assertThat(allocated).isLessThan(1000);
    }

    private void roundTripAndLoss(AudioCodec.Encoder encoder, AudioCodec.Decoder decoder, short[] sound) {
        payload.clear();
        encoder.encode(sound, payload);
        decoder.decode(payload.flip(), sound);
        decoder.conceal(sound);
    }

    private static AudioCodec.Encoder encoder(AudioCodec codec) {
        return codec.encoder(codec.codec(), 8000);
    }

    private static AudioCodec.Decoder decoder(AudioCodec codec) {
        return codec.decoder(codec.codec(), 8000);
    }

    private static short[] voice() {
        short[] samples = new short[FRAME];
        for (int i = 0; i < FRAME; i++) {
            double phase = 2 * Math.PI * 150 * i / 8000;
            samples[i] = (short) (7000 * Math.sin(phase) + 3000 * Math.sin(3 * phase) + 1000 * Math.sin(11 * phase));
        }
        return samples;
    }
}
