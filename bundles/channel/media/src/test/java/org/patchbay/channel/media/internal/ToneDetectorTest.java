package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.media.MediaSession.Digit;

class ToneDetectorTest {
    private static final String KEYS = "0123456789*#ABCD";

    private final List<Digit> heard = new ArrayList<>();
    private final ToneDetector detector = new ToneDetector(8000, heard::add);

    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000, 48_000})
    void hearsEachKeyThatIsPlayedOnceAtEachRate(int rateHz) {
        var atThatRate = new ToneDetector(rateHz, heard::add);
        short[] frame = new short[rateHz / 50];
        for (char key : KEYS.toCharArray()) {
            var sound = new DigitSound(new Digit(key, 100), rateHz);
            for (int count = sound.read(frame); count >= 0; count = sound.read(frame)) atThatRate.hear(frame, count);
        }

        assertThat(keys()).isEqualTo(KEYS);
        assertThat(heard).allSatisfy(digit -> assertThat(digit.millis()).isBetween(75, 120));
    }

    @Test
    void hearsAThousandOfTheShortestDigitsOnceEach() { // ITU-T Q.24: 40 ms of tone, 40 ms of pause
        Random random = new Random(24);
        StringBuilder pressed = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            char key = KEYS.charAt(random.nextInt(16));
            pressed.append(key);
            play(key, 40, 0, 0, 1, 1);
            // so that the digits fall on every part of a block
            silence(40, random.nextInt(102));
        }

        assertThat(keys()).isEqualTo(pressed.toString());
    }

    @Test
    void takesTonesThatAreOneAndAHalfPercentOff() { // ITU-T Q.24, table A-1
        for (char key : KEYS.toCharArray()) {
            for (double off : new double[] {-0.015, 0.015}) {
                play(key, 60, off, off, 1, 1);
                silence(60, 17);
            }
        }

        assertThat(heard).hasSize(32);
    }

    @Test
    void refusesPairsThatAreThreeAndAHalfPercentOffAndSingleTonesThatAreFive() { // ITU-T Q.24, table A-1
        for (char key : KEYS.toCharArray()) {
            for (int sign = -1; sign <= 1; sign += 2) {
                play(key, 60, 0.035 * sign, 0.035 * sign, 1, 1);
                silence(60, 17);
                play(key, 60, 0.05 * sign, 0, 1, 1);
                silence(60, 17);
                play(key, 60, 0, 0.05 * sign, 1, 1);
                silence(60, 17);
            }
        }

        assertThat(heard).isEmpty();
    }

    @Test
    void takesTheTwistOfALineAndNoMore() { // ITU-T Q.24: 4 dB upper over lower, 8 dB lower over upper
        play('5', 60, 0, 0, decibels(-3.5), 1);
        silence(60, 0);
        play('5', 60, 0, 0, 1, decibels(-7.5));
        silence(60, 0);
        assertThat(keys()).isEqualTo("55");

        play('5', 60, 0, 0, decibels(-6), 1);
        silence(60, 0);
        play('5', 60, 0, 0, 1, decibels(-10));
        silence(60, 0);
        assertThat(keys()).isEqualTo("55");
    }

    @Test
    void takesAToneOfNineteenMillisecondsForNone() {
        for (int i = 0; i < 200; i++) {
            play(KEYS.charAt(i % 16), 19, 0, 0, 1, 1);
            silence(40, i);
        }

        assertThat(heard).isEmpty();
    }

    @Test
    void takesADigitWithAGapOfTenMillisecondsForOne() {
        for (int i = 0; i < 102; i++) {
            play('7', 50, 0, 0, 1, 1);
            silence(10, 0);
            play('7', 50, 0, 0, 1, 1);
            silence(60, i);
        }

        assertThat(heard).hasSize(102);
    }

    @Test
    void hearsFaintDigitsInNoise() { // 20 dB above it
        for (char key : KEYS.toCharArray()) {
            play(key, 60, 0, 0, 0.06, 0.06, 35);
            silence(60, 31);
        }

        assertThat(keys()).isEqualTo(KEYS);
    }

    @Test
    void hearsNoDigitInMusic() {
        Random random = new Random(440);
        short[] chord = new short[4000];
        for (int n = 0; n < 120; n++) {
            double[] notes = {note(random), note(random), note(random)};
            for (int i = 0; i < chord.length; i++) {
                double value = 0;
                for (double hertz : notes) {
                    for (int h = 1; h <= 4; h++) value += Math.sin(2 * Math.PI * hertz * h * i / 8000) / h;
                }
                chord[i] = (short) (3000 * value);
            }
            detector.hear(chord, chord.length);
        }

        assertThat(heard).isEmpty();
    }

    @Test
    void hearsNoDigitInSpeech() throws IOException, InterruptedException {
        Path espeak = Path.of("/usr/bin/espeak-ng");
        assumeTrue(Files.isExecutable(espeak));
        for (String voice : List.of("en", "en+f3", "de", "fr+f2")) {
            short[] speech = spoken(espeak, voice);
            assertThat(speech.length).isGreaterThan(40_000);
            detector.hear(speech, speech.length);
        }

        assertThat(heard).isEmpty();
    }

    private static short[] spoken(Path espeak, String voice) throws IOException, InterruptedException {
        String text = "She sells sea shells by the sea shore. One two three four five six seven eight nine zero. "
                + "You who knew the blue moon, see the green tree; hello, who is calling, please? ".repeat(3);
        Process process = new ProcessBuilder(espeak.toString(), "-v", voice, "--stdout", text).start();
        byte[] wave = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        ByteBuffer data = ByteBuffer.wrap(wave, 44, wave.length - 44).slice().order(ByteOrder.LITTLE_ENDIAN);
        // 22,050 Hz to 8,000 by the nearest sample: it folds back what lies above, which makes it harder for the
        // detector
        short[] samples = new short[(int) (data.limit() / 2 * 8000L / 22_050)];
        for (int i = 0; i < samples.length; i++) samples[i] = data.getShort((int) (i * 22_050L / 8000) * 2);
        return samples;
    }

    private static double note(Random random) {
        return 220 * Math.pow(2, random.nextInt(30) / 12.0);
    }

    private static double decibels(double value) {
        return Math.pow(10, value / 20);
    }

    private String keys() {
        StringBuilder keys = new StringBuilder();
        heard.forEach(digit -> keys.append(digit.digit()));
        return keys.toString();
    }

    private void silence(int millis, int moreSamples) {
        detector.hear(new short[millis * 8 + moreSamples], millis * 8 + moreSamples);
    }

    private void play(char key, int millis, double rowOff, double columnOff, double row, double column) {
        play(key, millis, rowOff, columnOff, row, column, 0);
    }

    private void play(char key, int millis, double rowOff, double columnOff, double row, double column, double noise) {
        Random random = new Random(key);
        short[] samples = new short[millis * 8];
        double lower = DigitTones.rowHz(DigitTones.row(key)) * (1 + rowOff);
        double upper = DigitTones.columnHz(DigitTones.column(key)) * (1 + columnOff);
        for (int i = 0; i < samples.length; i++) {
            double value =
                    row * Math.sin(2 * Math.PI * lower * i / 8000) + column * Math.sin(2 * Math.PI * upper * i / 8000);
            samples[i] = (short) (9000 * value + noise * random.nextGaussian());
        }
        detector.hear(samples, samples.length);
    }
}
