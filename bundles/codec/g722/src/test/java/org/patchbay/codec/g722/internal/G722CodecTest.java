package org.patchbay.codec.g722.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.media.AudioCodec.Decoder;
import org.patchbay.media.AudioCodec.Encoder;
import org.patchbay.media.Codec;

class G722CodecTest {
    private static final int FRAME = 320;
    /** The filters of both ends delay by 22 samples. */
    private static final int DELAY = 22;

    private final Encoder encoder = new G722Codec().encoder(Codec.G722, 16_000);
    private final Decoder decoder = new G722Codec().decoder(Codec.G722, 16_000);
    private final ByteBuffer payload = ByteBuffer.allocate(2000);

    @Test
    void makes160BytesOf20MillisecondsOfSixteenThousandASecond() { // RFC 3551 section 4.5.2
        assertThat(new G722Codec().codec().clockRateHz()).isEqualTo(8000);
        assertThat(new G722Codec().rateHz(48_000)).isEqualTo(16_000);
        assertThat(new G722Codec().rateHz(8000)).isEqualTo(16_000);

        encoder.encode(new short[FRAME], payload);

        assertThat(payload.position()).isEqualTo(160);
    }

    @Test
    void keepsAVoiceLikeSoundAboveTwentyDecibels() {
        int frames = 100;
        short[] sound = voice(frames * FRAME);
        short[] heard = new short[sound.length];

        for (int i = 0; i < frames; i++) roundTrip(sound, heard, i);

        double signal = 0;
        double noise = 0;
        for (int i = DELAY; i < sound.length; i++) {
            double difference = sound[i - DELAY] - heard[i];
            signal += sound[i - DELAY] * sound[i - DELAY];
            noise += difference * difference;
        }
        assertThat(10 * Math.log10(signal / noise)).isGreaterThan(20);
    }

    @Test
    void outlivesAMillionRandomBytesAndPayloadsOfAnyLength() {
        Random random = new Random(722);
        byte[] bytes = new byte[1500];
        short[] samples = new short[1920];

        for (int total = 0; total < 1_000_000; ) {
            random.nextBytes(bytes);
            int length = random.nextInt(bytes.length);
            int count = decoder.decode(ByteBuffer.wrap(bytes, 0, length), samples);
            assertThat(count).isEqualTo(Math.min(1920, 2 * length));
            total += length;
        }
    }

    @Test
    void writesNotPastTheEndOfTheSamples() {
        assertThat(decoder.decode(ByteBuffer.allocate(160), new short[101])).isEqualTo(100);
    }

    @Test
    void concealsALossAfterAVoice() {
        short[] sound = voice(10 * FRAME);
        short[] heard = new short[sound.length];
        for (int i = 0; i < 10; i++) roundTrip(sound, heard, i);
        short[] made = new short[FRAME];

        assertThat(decoder.conceal(made)).isEqualTo(FRAME);

        assertThat(loudest(made)).isGreaterThan(1000);
    }

    @Test
    void allocatesNothingPerFrame() {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        short[] sound = voice(FRAME);
        short[] heard = new short[FRAME];
        for (int i = 0; i < 100; i++) roundTripAndLoss(sound, heard);

        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) roundTripAndLoss(sound, heard);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;

        // what the measuring itself takes; not a byte a frame
        assertThat(allocated).isLessThan(1000);
    }

    private void roundTripAndLoss(short[] sound, short[] heard) {
        payload.clear();
        encoder.encode(sound, payload);
        decoder.decode(payload.flip(), heard);
        decoder.conceal(heard);
    }

    private void roundTrip(short[] sound, short[] heard, int frame) {
        short[] samples = new short[FRAME];
        System.arraycopy(sound, frame * FRAME, samples, 0, FRAME);
        payload.clear();
        encoder.encode(samples, payload);
        decoder.decode(payload.flip(), samples);
        System.arraycopy(samples, 0, heard, frame * FRAME, FRAME);
    }

    private static int loudest(short[] samples) {
        int loudest = 0;
        for (short sample : samples) loudest = Math.max(loudest, Math.abs(sample));
        return loudest;
    }

    /** Harmonics of 140 Hz that swell and fade four times a second, up to 6 kHz. */
    private static short[] voice(int count) {
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            double seconds = i / 16_000.0;
            double value = 0;
            for (int h = 1; h * 140 < 6000; h++) value += Math.sin(2 * Math.PI * 140 * h * seconds + h * h) / h;
            samples[i] = (short) (6000 * value * (0.55 + 0.45 * Math.sin(2 * Math.PI * 4 * seconds)));
        }
        return samples;
    }
}
