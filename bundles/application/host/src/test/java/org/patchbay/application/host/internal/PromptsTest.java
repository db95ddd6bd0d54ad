package org.patchbay.application.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.media.AudioSource;

final class PromptsTest {
    @TempDir
    Path folder;

    private static short[] all(AudioSource source) {
        var samples = new short[8000 * 61];
        int length = 0;
        var frame = new short[160];
        for (int read = source.read(frame); read > 0; read = source.read(frame)) {
            System.arraycopy(frame, 0, samples, length, read);
            length += read;
        }
        return Arrays.copyOf(samples, length);
    }

    /** Returns the share of the power of {@code samples} that is at {@code hz} (Goertzel). */
    private static double share(short[] samples, double hz) {
        double real = 0;
        double imaginary = 0;
        double power = 0;
        for (int i = 0; i < samples.length; i++) {
            real += samples[i] * Math.cos(2 * Math.PI * hz * i / 8000);
            imaginary += samples[i] * Math.sin(2 * Math.PI * hz * i / 8000);
            power += (double) samples[i] * samples[i];
        }
        return 2 * (real * real + imaginary * imaginary) / (power * samples.length);
    }

    @Test
    void playsAToneOfTheFrequencyAskedFor() {
        short[] samples = all(new Prompts(folder).find("tone:1000"));

        assertThat(samples).hasSize(60 * 8000);
        assertThat(share(samples, 1000)).isCloseTo(1, within(0.001));
    }

    @Test
    void playsTheBusyToneInItsCadence() {
        short[] samples = all(new Prompts(folder).find("busy"));

        assertThat(share(Arrays.copyOf(samples, 3840), 425)).isGreaterThan(0.99);
        assertThat(Arrays.copyOfRange(samples, 3840, 7680)).containsOnly(0);
    }

    @Test
    void playsAFileAtAnotherRateWithItsPitchKept() throws IOException {
        var samples = new short[44_100];
        for (int i = 0; i < samples.length; i++) samples[i] = (short) (8000 * Math.sin(2 * Math.PI * 700 * i / 44_100));
        Files.write(folder.resolve("welcome.wav"), WavFileTest.wav(44_100, 1, 16, WavFileTest.samples(samples)));

        short[] played = all(new Prompts(folder).find("welcome"));

        assertThat(played.length).isCloseTo(8000, within(2));
        assertThat(share(played, 700)).isGreaterThan(0.99);
    }

    @Test
    void letsNothingAboveFourKilohertzFoldBack() throws IOException {
        var samples = new short[44_100];
        for (int i = 0; i < samples.length; i++)
            samples[i] = (short) (8000 * Math.sin(2 * Math.PI * 7000 * i / 44_100));
        Files.write(folder.resolve("whistle.wav"), WavFileTest.wav(44_100, 1, 16, WavFileTest.samples(samples)));

        short[] played = all(new Prompts(folder).find("whistle"));

        int loudest = 0;
        for (short sample : Arrays.copyOfRange(played, 100, played.length - 100))
            loudest = Math.max(loudest, Math.abs(sample));
        assertThat(loudest).isLessThan(80);
    }

    @Test
    void namesWhatIsNotThere() {
        var prompts = new Prompts(folder);

        assertThatThrownBy(() -> prompts.find("nothing")).hasMessageContaining("no prompt nothing");
        assertThatThrownBy(() -> prompts.find("tone:9000")).hasMessageContaining("between 50 and 3400 Hz");
        assertThatThrownBy(() -> prompts.find("../users")).hasMessageContaining("outside");
    }
}
