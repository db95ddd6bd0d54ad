package org.patchbay.sound.pcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.media.AudioSource;

class ResamplerTest {
    private static short[] sine(int rateHz, double hz, int count) {
        var samples = new short[count];
        for (int i = 0; i < count; i++) samples[i] = (short) Math.round(8000 * Math.sin(2 * Math.PI * hz * i / rateHz));
        return samples;
    }

    /** Resamples in portions of every size. */
    private static short[] resampled(int fromHz, int toHz, short[] in, Random random) {
        var resampler = new Resampler(fromHz, toHz);
        var out = new short[resampler.room(in.length) + 1000];
        int written = 0;
        for (int at = 0; at < in.length; ) {
            int count = Math.min(in.length - at, random.nextInt(700));
            var part = new short[resampler.room(count)];
            int made = resampler.resample(Arrays.copyOfRange(in, at, at + count), count, part);
            System.arraycopy(part, 0, out, written, made);
            written += made;
            at += count;
        }
        var rest = new short[resampler.room(1000)];
        int made = resampler.finish(rest);
        System.arraycopy(rest, 0, out, written, made);
        return Arrays.copyOf(out, written + made);
    }

    @ParameterizedTest
    @CsvSource({
        "8000,16000",
        "16000,8000",
        "44100,8000",
        "48000,8000",
        "22050,16000",
        "11025,8000",
        "48000,16000",
        "8001,8000"
    })
    void keepsPitchLevelAndPosition(int fromHz, int toHz) {
        short[] out = resampled(fromHz, toHz, sine(fromHz, 700, fromHz), new Random(1));

        assertThat(out.length).isCloseTo(toHz, within(2));
        short[] expected = sine(toHz, 700, toHz);
        for (int i = 100; i < toHz - 100; i++) assertThat((int) out[i]).isCloseTo(expected[i], within(25));
    }

    @Test
    void letsNothingFoldBack() {
        short[] out = resampled(44_100, 8000, sine(44_100, 7000, 44_100), new Random(2));

        for (short sample : Arrays.copyOfRange(out, 100, out.length - 100))
            assertThat(Math.abs(sample)).isLessThan((short) 80);
    }

    @Test
    void givesTheSameHoweverTheStreamIsCut() {
        short[] in = sine(48_000, 1234, 20_000);

        assertThat(resampled(48_000, 16_000, in, new Random(3)))
                .isEqualTo(resampled(48_000, 16_000, in, new Random(4)));
    }

    @Test
    void clipsInsteadOfWrappingRound() {
        var square = new short[1600];
        for (int i = 0; i < square.length; i++) square[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;

        short[] out = resampled(8000, 16_000, square, new Random(5));

        for (int i = 400; i < 2800; i++) {
            // in the middle of each half wave
            if (i % 40 == 20)
                assertThat((int) out[i])
                        .as("sample %d", i)
                        .matches(i / 40 % 2 == 0 ? s -> s > 20_000 : s -> s < -20_000);
        }
    }

    @Test
    void playsASourceAtAnotherRate() {
        short[] wide = sine(16_000, 440, 16_000);
        AudioSource source = new AudioSource() {
            private int at;

            @Override
            public int read(short[] samples) {
                if (at == wide.length) return -1;
                int count = Math.min(samples.length, wide.length - at);
                System.arraycopy(wide, at, samples, 0, count);
                at += count;
                return count;
            }

            @Override
            public int rateHz() {
                return 16_000;
            }
        };
        AudioSource narrow = AtRate.of(source, 8000);

        var frame = new short[160];
        int total = 0;
        for (int read = narrow.read(frame); read >= 0; read = narrow.read(frame)) total += read;

        assertThat(total).isCloseTo(8000, within(2));
        assertThat(narrow.rateHz()).isEqualTo(8000);
        assertThat(AtRate.of(narrow, 8000)).isSameAs(narrow);
    }
}
