package org.patchbay.codec.loss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PitchRepetitionTest {
    /** A voice of 125 Hz with two harmonics. */
    private static short[] voice(int rateHz, int frame) {
        short[] samples = new short[rateHz / 50];
        for (int i = 0; i < samples.length; i++) {
            double phase = 2 * Math.PI * 125 * (frame * samples.length + i) / rateHz;
            samples[i] = (short) (6000 * Math.sin(phase) + 3000 * Math.sin(2 * phase) + 1500 * Math.sin(5 * phase));
        }
        return samples;
    }

    private static PitchRepetition afterFiveFrames(int rateHz) {
        var repetition = new PitchRepetition(rateHz);
        for (int i = 0; i < 5; i++) repetition.heard(voice(rateHz, i), rateHz / 50);
        return repetition;
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000})
    void goesOnWithAVoiceForTheFirstTenMilliseconds(int rateHz) {
        var repetition = afterFiveFrames(rateHz);
        short[] made = new short[rateHz / 50];

        assertThat(repetition.conceal(made)).isEqualTo(made.length);

        short[] lost = voice(rateHz, 5);
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < rateHz / 100; i++) {
            signal += lost[i] * lost[i];
            noise += (lost[i] - made[i]) * (lost[i] - made[i]);
        }
        assertThat(10 * Math.log10(signal / noise)).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000})
    void fadesToSilenceInSixtyMilliseconds(int rateHz) {
        var repetition = afterFiveFrames(rateHz);
        short[] made = new short[rateHz / 50];

        double first = energyOfNext(repetition, made);
        double second = energyOfNext(repetition, made);
        double third = energyOfNext(repetition, made);
        double fourth = energyOfNext(repetition, made);

        assertThat(first).isGreaterThan(second);
        assertThat(second).isGreaterThan(third);
        assertThat(third).isPositive();
        assertThat(fourth).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000})
    void clicksNeitherAtTheStartNorAtTheEndOfALoss(int rateHz) {
        var repetition = afterFiveFrames(rateHz);
        short[] made = new short[rateHz / 50];
        short[] after = voice(rateHz, 6);
        int steepest = steepest(voice(rateHz, 4), (short) 0);

        repetition.conceal(made);
        short[] before = voice(rateHz, 4);
        repetition.heard(after, after.length);

        assertThat(steepest(made, before[before.length - 1])).isLessThan(2 * steepest);
        assertThat(steepest(after, made[made.length - 1])).isLessThan(2 * steepest);
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000})
    void isSilentBeforeAnythingWasHeard(int rateHz) {
        short[] made = new short[rateHz / 50];

        assertThat(energyOfNext(new PitchRepetition(rateHz), made)).isZero();
    }

    private static double energyOfNext(PitchRepetition repetition, short[] made) {
        repetition.conceal(made);
        double energy = 0;
        for (short sample : made) energy += sample * sample;
        return energy;
    }

    private static int steepest(short[] samples, short before) {
        int steepest = Math.abs(samples[0] - before);
        for (int i = 1; i < samples.length; i++) steepest = Math.max(steepest, Math.abs(samples[i] - samples[i - 1]));
        return steepest;
    }
}
