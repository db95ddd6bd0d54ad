package org.patchbay.sound.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.sound.OpenSound;

class TonesTest {
    private final Tones tones = Tones.load();

    private static short[] play(Tone tone, int count) {
        var samples = new short[count];
        var sound = new ToneSound(tone, count);
        var frame = new short[160];
        for (int at = 0; at < count; ) {
            int read = sound.read(frame);
            System.arraycopy(frame, 0, samples, at, read);
            at += read;
        }
        assertThat(sound.read(frame)).isEqualTo(-1);
        return samples;
    }

    private short[] play(String name, String country, int count) {
        return play(tones.find(name, country).orElseThrow(), count);
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
    void knowsTheTonesOfMoreThanThirtyCountries() {
        assertThat(tones.countries()).hasSizeGreaterThan(30);
        for (String country : tones.countries()) {
            for (String name :
                    new String[] {"dial", "ringing", "busy", "congestion", "call-waiting", "special-information"}) {
                short[] samples = play(name, country, 8000);
                assertThat(samples).as("%s of %s", name, country).contains((short) 0);
                assertThat(Arrays.copyOf(samples, 200))
                        .as("%s of %s", name, country)
                        .isNotEqualTo(new short[200]);
                for (short sample : samples) assertThat(Math.abs(sample)).isLessThan((short) 11_300);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "busy, de, 425, 0, 3840, 3840",
        "busy, us, 480, 620, 4000, 4000",
        "busy, gb, 400, 0, 3000, 3000",
        "ringing, fr, 440, 0, 12000, 28000",
        "ringing, us, 440, 480, 16000, 32000",
        "congestion, us, 480, 620, 2000, 2000"
    })
    void soundsInItsCadence(String name, String country, int hz, int otherHz, int on, int off) {
        short[] samples = play(name, country, 2 * (on + off));

        short[] first = Arrays.copyOf(samples, on);
        double both = share(first, hz) + (otherHz == 0 ? 0 : share(first, otherHz));
        assertThat(both).isCloseTo(1, within(0.02));
        assertThat(Arrays.copyOfRange(samples, on, on + off)).containsOnly(0);
        assertThat(Arrays.copyOfRange(samples, on + off, 2 * on + off)).isEqualTo(first);
    }

    @Test
    void soundsSteadilyWithoutAJump() {
        short[] samples = play("dial", "itu", 24_000);

        for (int i = 0; i < samples.length; i++) {
            assertThat((int) samples[i])
                    .isCloseTo((int) Math.round(8000 * Math.sin(2 * Math.PI * 425 * i / 8000)), within(1));
        }
    }

    @Test
    void climbsWhenItHasSpecialInformation() { // ITU-T E.180 section 7
        short[] samples = play("special-information", "de", 3 * 2640);

        assertThat(share(Arrays.copyOf(samples, 2640), 950)).isGreaterThan(0.98);
        assertThat(share(Arrays.copyOfRange(samples, 2640, 5280), 1400)).isGreaterThan(0.98);
        assertThat(share(Arrays.copyOfRange(samples, 5280, 7920), 1800)).isGreaterThan(0.98);
    }

    @Test
    void getsLouderAndSofterWhereItIsModulated() {
        short[] samples = play("dial", "in", 8000);

        assertThat(share(samples, 400)).isBetween(0.5, 0.85);
        assertThat(share(samples, 375) + share(samples, 425)).isGreaterThan(0.1);
    }

    @Test
    void takesOtherNamesToo() {
        assertThat(tones.find("ringback", "uk")).isEqualTo(tones.find("ringing", "gb"));
        assertThat(tones.find("sit", "ru")).isEqualTo(tones.find("special-information", "itu"));
        assertThat(tones.find("busy", "xx")).isEmpty();
        assertThat(tones.known("welcome")).isFalse();
    }

    @Test
    void refusesATableThatCannotBeRead() {
        assertThatIllegalArgumentException().isThrownBy(() -> Tone.of("425:x")).withMessageContaining("425:x");
        assertThatIllegalArgumentException().isThrownBy(() -> Tone.of(""));
    }

    @ParameterizedTest
    @CsvSource({"40", "60", "75"})
    void makesNoiseOfALevel(int level) { // RFC 3389 section 3.1: the level is below that of an overload
        OpenSound noise = new NoiseSound(level, 80_000);
        double power = 0;
        var frame = new short[160];
        int count = 0;
        for (int read = noise.read(frame); read >= 0; read = noise.read(frame)) {
            for (int i = 0; i < read; i++) power += (double) frame[i] * frame[i];
            count += read;
        }

        assertThat(count).isEqualTo(80_000);
        assertThat(10 * Math.log10(power / count / (32_768.0 * 32_768))).isCloseTo(-level, within(0.5));
    }
}
