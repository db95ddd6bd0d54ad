package org.patchbay.channel.media.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MixerTest {
    private final Mixer mixer = new Mixer();
    private final List<Voice> voices = new ArrayList<>();
    private final List<Integer> tones = new ArrayList<>();
    private final List<Integer> heights = new ArrayList<>();
    private int frame;

    private Voice voice(int rateHz, int toneHz, int height) {
        var voice = new Voice(rateHz);
        voices.add(voice);
        tones.add(toneHz);
        heights.add(height);
        return voice;
    }

    private static short[] tone(int rateHz, int toneHz, int height, int frame) {
        short[] samples = new short[rateHz / 50];
        for (int i = 0; i < samples.length; i++) {
            double seconds = (double) (frame * samples.length + i) / rateHz;
            samples[i] = (short) Math.round(height * Math.sin(2 * Math.PI * toneHz * seconds));
        }
        return samples;
    }

    private void tick() {
        for (int i = 0; i < voices.size(); i++) {
            Voice voice = voices.get(i);
            short[] said = tone(voice.rateHz(), tones.get(i), heights.get(i), frame);
            System.arraycopy(said, 0, voice.said(), 0, said.length);
            voice.spoke(heights.get(i) > 0);
        }
        frame++;
        mixer.mix(voices);
    }

    private short[] heardBy(Voice voice) {
        short[] out = new short[voice.rateHz() / 50];
        mixer.heardBy(voice, out);
        return out;
    }

    /** Returns a second of what {@code voice} hears, after it has settled. */
    private short[] second(Voice voice) {
        for (int i = 0; i < 25; i++) {
            tick();
            heardBy(voice);
        }
        short[] all = new short[voice.rateHz()];
        for (int i = 0; i < 50; i++) {
            tick();
            System.arraycopy(heardBy(voice), 0, all, i * voice.rateHz() / 50, voice.rateHz() / 50);
        }
        return all;
    }

    /** Returns the height of one tone in a second of sound. */
    private static double height(short[] sound, int toneHz) {
        double sine = 0;
        double cosine = 0;
        for (int i = 0; i < sound.length; i++) {
            double angle = 2 * Math.PI * toneHz * i / sound.length;
            sine += sound[i] * Math.sin(angle);
            cosine += sound[i] * Math.cos(angle);
        }
        return 2 * Math.hypot(sine, cosine) / sound.length;
    }

    @Test
    void everybodyHearsTheSumOfAllOthersToTheBit() {
        Voice one = voice(8000, 400, 3000);
        Voice two = voice(8000, 700, 4000);
        Voice three = voice(8000, 1100, 5000);
        tick(); // from silence

        tick();

        short[] first = tone(8000, 400, 3000, 1);
        short[] second = tone(8000, 700, 4000, 1);
        short[] third = tone(8000, 1100, 5000, 1);
        assertThat(heardBy(one)).isEqualTo(sum(second, third));
        assertThat(heardBy(two)).isEqualTo(sum(first, third));
        assertThat(heardBy(three)).isEqualTo(sum(first, second));
    }

    private static short[] sum(short[] one, short[] other) {
        short[] sum = new short[one.length];
        for (int i = 0; i < sum.length; i++) sum[i] = (short) (one[i] + other[i]);
        return sum;
    }

    @Test
    void narrowAndWideHearEachOtherAndNotThemselves() {
        Voice narrow = voice(8000, 400, 3000);
        Voice wide = voice(16_000, 1100, 4000);
        Voice other = voice(16_000, 6000, 5000);

        short[] inNarrow = second(narrow);
        assertThat(height(inNarrow, 1100)).isCloseTo(4000, within(80.0));
        assertThat(height(inNarrow, 400)).isLessThan(2);
        short[] inWide = second(wide);
        assertThat(height(inWide, 400)).isCloseTo(3000, within(60.0));
        assertThat(height(inWide, 6000)).isCloseTo(5000, within(5.0)); // wide band among those that have it
        assertThat(height(inWide, 1100)).isLessThan(2);
        assertThat(height(second(other), 6000)).isLessThan(2);
    }

    @Test
    void goesOnWithoutAGapWhenTheWideOneLeaves() {
        Voice narrow = voice(8000, 400, 3000);
        voice(8000, 700, 4000);
        voice(16_000, 1100, 5000);
        second(narrow);

        voices.removeLast();
        tick();

        short[] heard = heardBy(narrow);
        assertThat(heard).isEqualTo(tone(8000, 700, 4000, frame - 1));
    }

    @Test
    void whoIsMutedHearsAndIsNotHeard() {
        Voice muted = voice(8000, 400, 3000);
        Voice other = voice(8000, 700, 4000);
        muted.mute(true);

        assertThat(height(second(other), 400)).isLessThan(1);
        assertThat(height(second(muted), 700)).isCloseTo(4000, within(2.0));
        assertThat(muted.speaking()).isFalse();
        muted.mute(false);
        assertThat(height(second(other), 400)).isCloseTo(3000, within(2.0));
    }

    @Test
    void isHeardAsLoudAsItIsSetAndItselfStillNot() {
        Voice loud = voice(8000, 400, 3000);
        Voice other = voice(8000, 700, 4000);
        loud.gain(2);

        assertThat(height(second(other), 400)).isCloseTo(6000, within(5.0));
        assertThat(height(second(loud), 400)).isLessThan(1);
    }

    @Test
    void noStepIsHeardWhenSomebodyIsMuted() {
        Voice other = voice(8000, 700, 0);
        Voice speaker = voice(8000, 400, 10_000);
        second(other);
        short before = heardBy(other)[159];

        speaker.mute(true);
        tick();

        short[] heard = heardBy(other);
        int step = Math.abs(heard[0] - before);
        for (int i = 1; i < 160; i++) step = Math.max(step, Math.abs(heard[i] - heard[i - 1]));
        assertThat(step).isLessThan(3300); // as steep as the tone itself
        assertThat(heard[159]).isZero();
    }

    @Test
    void whatIsTooLoudIsTurnedDownAndNotCutOff() {
        Voice listener = voice(8000, 300, 0);
        for (int i = 0; i < 4; i++) voice(8000, 400, 20_000);

        short[] heard = second(listener);

        assertThat(height(heard, 400)).isGreaterThan(31_000);
        assertThat(height(heard, 1200)).isLessThan(100); // what cutting off would add
        for (int i = 1; i < heights.size() - 1; i++) heights.set(i, 0);
        short[] later = second(listener);
        assertThat(height(later, 400)).isGreaterThan(15_000); // up again, while the sum is over
    }

    @Test
    void ofManyTheLoudestAreHeard() {
        for (int i = 0; i < 200; i++) voice(8000, 300, 20);
        for (int i = 0; i < 3; i++) heights.set(150 + i, 3000);
        tones.set(150, 500);
        tones.set(151, 900);
        tones.set(152, 1300);

        short[] heard = second(voices.get(7));
        assertThat(height(heard, 500)).isCloseTo(3000, within(5.0));
        assertThat(height(heard, 900)).isCloseTo(3000, within(5.0));
        assertThat(height(heard, 1300)).isCloseTo(3000, within(5.0));
        assertThat(height(heard, 300)).isLessThan(101); // not 196 times the noise
        assertThat(height(second(voices.get(151)), 900)).isLessThan(2);
    }

    @Test
    void tellsWhoSpeaks() {
        Voice noise = voice(8000, 300, 300);
        Voice speaker = voice(8000, 700, 0);
        for (int i = 0; i < 500; i++) tick();
        assertThat(noise.speaking()).isFalse(); // it is always there
        assertThat(speaker.speaking()).isFalse();

        heights.set(1, 6000);
        tick();
        assertThat(speaker.speaking()).isTrue();
        heights.set(1, 0);
        for (int i = 0; i < 14; i++) tick();
        assertThat(speaker.speaking()).isTrue();
        tick();
        assertThat(speaker.speaking()).isFalse();
    }

    @Test
    void aloneHearsSilence() {
        Voice one = voice(16_000, 400, 9000);

        assertThat(second(one)).containsOnly(0);
    }

    @Test
    void anySoundStaysWithinItsBounds() {
        var random = new Random(4);
        for (int i = 0; i < 12; i++)
            voice(random.nextBoolean() ? 8000 : 16_000, 0, 0).gain(random.nextDouble() * 10);
        for (int tick = 0; tick < 2000; tick++) {
            for (Voice voice : voices) {
                for (int i = 0; i < voice.said().length; i++) voice.said()[i] = (short) random.nextInt();
                voice.mute(random.nextInt(10) == 0);
                voice.spoke(random.nextBoolean());
            }
            mixer.mix(voices);
            for (Voice voice : voices) heardBy(voice);
        }
        voices.forEach(voice -> Arrays.fill(voice.said(), (short) 0));
        assertThat(heardBy(voices.getFirst())).isNotNull();
    }
}
