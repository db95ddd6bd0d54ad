package org.patchbay.itest.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpectralDistanceTest {
    private static final Sound NOISE =
            new Sound(8000, new Random(7).doubles(40_000, -8000, 8000).toArray());

    @Test
    void isNothingBetweenTheSameSoundsWhateverTheDelay() {
        double[] later = new double[40_777];
        System.arraycopy(NOISE.samples(), 0, later, 777, 40_000);

        assertThat(SpectralDistance.between(NOISE, new Sound(8000, later))).isCloseTo(0, within(1e-9));
        assertThat(SpectralDistance.between(new Sound(8000, later), NOISE)).isCloseTo(0, within(1e-9));
    }

    @Test
    void isTheGainOfASoundThatIsLouder() {
        double[] louder =
                Arrays.stream(NOISE.samples()).map(sample -> 2 * sample).toArray();

        assertThat(SpectralDistance.between(NOISE, new Sound(8000, louder))).isCloseTo(6.02, within(0.01));
    }

    @Test
    void seesWhatACorrelationHardlyDoes() {
        double[] dull = NOISE.samples().clone();
        for (int i = dull.length - 1; i > 0; i--) dull[i] = (dull[i] + dull[i - 1]) / 2;
        Sound muffled = new Sound(8000, dull);

        assertThat(NOISE.comparedWith(muffled).correlation()).isGreaterThan(0.7);
        assertThat(SpectralDistance.between(NOISE, muffled)).isGreaterThan(4);
    }

    @Test
    void ignoresSilence() {
        double[] padded = new double[80_000];
        System.arraycopy(NOISE.samples(), 0, padded, 0, 40_000);
        double[] humming = padded.clone();
        for (int i = 40_500; i < humming.length; i++) humming[i] = 3 * Math.sin(i);

        assertThat(SpectralDistance.between(new Sound(8000, padded), new Sound(8000, humming)))
                .isCloseTo(0, within(0.1));
    }

    @Test
    void isLargeBetweenDifferentSounds() {
        double[] tone = new double[40_000];
        for (int i = 0; i < tone.length; i++) tone[i] = 8000 * Math.sin(2 * Math.PI * 440 * i / 8000);

        assertThat(SpectralDistance.between(NOISE, new Sound(8000, tone))).isGreaterThan(20);
    }

    @Test
    void findsTheSecondThatIsSpoiled() {
        double[] spoiled = NOISE.samples().clone();
        for (int i = 8000; i < 16_000; i++) spoiled[i] /= 2;

        double[] seconds = SpectralDistance.ofSeconds(NOISE, new Sound(8000, spoiled));

        assertThat(seconds).hasSize(2);
        assertThat(seconds[0]).isCloseTo(6.02, within(0.1));
        assertThat(seconds[1]).isCloseTo(0, within(0.1));
    }

    @Test
    void isOfOneRateOnly() {
        Sound other = new Sound(16_000, NOISE.samples());

        assertThatIllegalArgumentException().isThrownBy(() -> SpectralDistance.between(NOISE, other));
    }
}
