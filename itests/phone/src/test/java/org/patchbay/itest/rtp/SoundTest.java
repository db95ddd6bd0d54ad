package org.patchbay.itest.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SoundTest {
    @Test
    void findsTheDelayOfTheSameSound() {
        double[] noise = new Random(7).doubles(20_000, -8000, 8000).toArray();
        Sound later = new Sound(8000, concat(new double[777], noise));

        Sound.Likeness likeness = new Sound(8000, noise).comparedWith(later);

        assertThat(likeness.shift()).isEqualTo(777);
        assertThat(likeness.correlation()).isCloseTo(1, within(1e-9));
    }

    @Test
    void findsTheDelayOfARecordingThatBeganLate() {
        double[] noise = new Random(7).doubles(20_000, -8000, 8000).toArray();
        Sound cut = new Sound(8000, Arrays.copyOfRange(noise, 500, 15_000));

        assertThat(new Sound(8000, noise).comparedWith(cut))
                .isEqualTo(new Sound.Likeness(
                        new Sound(8000, noise).comparedWith(cut).correlation(), -500, 14_500));
    }

    @Test
    void tellsDifferentSoundsApart() {
        double[] one = new Random(7).doubles(20_000, -8000, 8000).toArray();
        double[] two = new Random(8).doubles(20_000, -8000, 8000).toArray();

        assertThat(new Sound(8000, one).comparedWith(new Sound(8000, two)).correlation())
                .isLessThan(0.1);
    }

    @Test
    void hearsATone() {
        double[] tone = new double[8000];
        for (int i = 0; i < tone.length; i++) tone[i] = 9000 * Math.sin(2 * Math.PI * 440 * i / 8000);

        Sound sound = new Sound(8000, tone);

        assertThat(sound.shareAt(440)).isCloseTo(1, within(0.01));
        assertThat(sound.shareAt(480)).isLessThan(0.01);
    }

    @Test
    void decodesBothLaws() { // ITU-T G.711 tables 1a and 2a: the first value of either sign
        assertThat(G711.fromMuLaw((byte) 0x80)).isEqualTo((short) 32124);
        assertThat(G711.fromMuLaw((byte) 0xff)).isEqualTo((short) 0);
        assertThat(G711.fromALaw((byte) 0xaa)).isEqualTo((short) 32256);
        assertThat(G711.fromALaw((byte) 0xd5)).isEqualTo((short) 8);
    }

    private static double[] concat(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
