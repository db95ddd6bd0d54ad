package org.patchbay.channel.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.channel.recording.Studio.counting;
import static org.patchbay.channel.recording.Studio.packet;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.channel.recording.Studio.Wav;
import org.patchbay.media.Codec;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

class TapeTest {
    private static final int NARROW = LinearCodec.NARROW.payloadType();
    private static final int WIDE = LinearCodec.WIDE.payloadType();

    @TempDir
    Path folder;

    private Studio studio;

    @BeforeEach
    void studio() {
        studio = new Studio(folder);
    }

    private void talk(Tape tape, int packets) {
        for (int i = 0; i < packets; i++) {
            tape.received(packet(NARROW, i, i * 160, counting(1 + i * 160, 160)));
            tape.sent(packet(NARROW, 500 + i, 7000 + i * 160, counting(-1 - i * 160, 160)));
            studio.pass(20);
        }
    }

    @Test
    void writesWhatIsSaidLeftAndWhatIsHeardRight() {
        Tape tape = studio.begin(LinearCodec.NARROW);

        talk(tape, 100);
        Wav wav = studio.end(tape);

        assertThat(wav.rateHz()).isEqualTo(8000);
        assertThat(wav.left()).isEqualTo(counting(1, 16_000));
        assertThat(wav.right()).hasSize(16_000).startsWith(counting(-1, 160));
        assertThat(Arrays.copyOfRange(wav.right(), 160, 320)).isEqualTo(counting(-161, 160));
        assertThat(tape.state()).isEqualTo(new Recording.Ended(Duration.ofSeconds(2), ""));
    }

    @Test
    void beginsWithTheFirstSound() {
        Tape tape = studio.begin(LinearCodec.NARROW);
        studio.pass(5000);

        talk(tape, 10);

        assertThat(studio.end(tape).left()).isEqualTo(counting(1, 1600));
    }

    @Test
    void keepsBothWaysTogetherInTime() {
        Tape tape = studio.begin(LinearCodec.NARROW);
        tape.received(packet(NARROW, 1, 0, counting(1, 160)));
        studio.pass(500);
        tape.sent(packet(NARROW, 1, 99_999, counting(1000, 160)));
        studio.pass(20);

        Wav wav = studio.end(tape);

        assertThat(wav.left()).hasSize(4160).startsWith(counting(1, 160));
        assertThat(Arrays.copyOfRange(wav.left(), 160, 4160)).containsOnly(0);
        assertThat(Arrays.copyOfRange(wav.right(), 0, 4000)).containsOnly(0);
        assertThat(Arrays.copyOfRange(wav.right(), 4000, 4160)).isEqualTo(counting(1000, 160));
    }

    @Test
    void bringsPacketsIntoOrderAndLeavesOutWhatComesTwice() {
        Tape tape = studio.begin(LinearCodec.NARROW);
        long begin = studio.nanos();
        int[][] arrivals = {
            {0, 0}, {40, 2}, {45, 1}, {50, 1}, {60, 3}, {100, 5}, {120, 6}, {125, 4}, {126, 4}, {140, 7}, {150, 0},
            {160, 8}, {180, 9}
        };
        for (int[] one : arrivals) {
            studio.goTo(begin + one[0] * Studio.MILLI);
            int number = one[1];
            tape.received(packet(NARROW, 65_530 + number, number * 160, counting(1 + number * 160, 160)));
        }
        studio.goTo(begin + 200 * Studio.MILLI);

        assertThat(studio.end(tape).left()).isEqualTo(counting(1, 1600));
    }

    @Test
    void fillsWhatIsLostWithSilence() {
        Tape tape = studio.begin(LinearCodec.NARROW);
        for (int i = 0; i < 20; i++) {
            if (i < 5 || i > 7) tape.received(packet(NARROW, i, i * 160, counting(1 + i * 160, 160)));
            studio.pass(20);
        }

        short[] left = studio.end(tape).left();

        short[] expected = counting(1, 3200);
        Arrays.fill(expected, 800, 1280, (short) 0);
        assertThat(left).isEqualTo(expected);
    }

    @Test
    void leavesOutDigitsAndWhatNobodyHasAgreedOn() {
        Tape tape = studio.begin(LinearCodec.NARROW);
        tape.received(packet(NARROW, 1, 0, counting(1, 160)));
        tape.received(packet(Codec.TELEPHONE_EVENT.payloadType(), 2, 160, counting(77, 2)));
        tape.received(packet(13, 3, 160, counting(77, 2)));
        tape.received(packet(33, 4, 160, counting(77, 160)));
        studio.pass(60);
        tape.received(packet(NARROW, 5, 480, counting(481, 160)));
        studio.pass(20);

        short[] left = studio.end(tape).left();

        short[] expected = counting(1, 640);
        Arrays.fill(expected, 160, 480, (short) 0);
        assertThat(left).isEqualTo(expected);
    }

    @Test
    void leavesOutWhatIsSaidWhilePaused() {
        Tape tape = studio.begin(LinearCodec.NARROW);
        for (int i = 0; i < 150; i++) {
            if (i == 50) tape.pause();
            if (i == 100) tape.resume();
            tape.received(packet(NARROW, i, i * 160, counting(1 + i * 160, 160)));
            studio.pass(20);
            if (i == 75) assertThat(tape.state()).isEqualTo(new Recording.Paused(Duration.ofSeconds(1)));
        }

        short[] left = studio.end(tape).left();

        assertThat(left).hasSize(16_000).startsWith(counting(1, 8000));
        assertThat(Arrays.copyOfRange(left, 8000, 16_000)).isEqualTo(counting(16_001, 8000));
    }

    @Test
    void beginsPausedWhenToldSo() {
        Tape tape = studio.begin("talk", new RecordingOptions(true, Duration.ofHours(1)), LinearCodec.NARROW);

        talk(tape, 10);
        assertThat(tape.state()).isEqualTo(new Recording.Paused(Duration.ZERO));
        tape.resume();
        talk(tape, 10);

        assertThat(studio.end(tape).left()).isEqualTo(counting(1, 1600));
    }

    @Test
    void recordsWideBandWide() {
        Tape tape = studio.begin(LinearCodec.WIDE);
        for (int i = 0; i < 10; i++) {
            tape.received(packet(WIDE, i, i * 320, counting(1 + i * 320, 320)));
            studio.pass(20);
        }

        Wav wav = studio.end(tape);

        assertThat(wav.rateHz()).isEqualTo(16_000);
        assertThat(wav.left()).isEqualTo(counting(1, 3200));
    }

    @Test
    void goesOnAtItsRateWhenAnotherCodecIsAgreedOn() {
        Tape tape = studio.begin(LinearCodec.WIDE);
        for (int i = 0; i < 50; i++) {
            tape.received(packet(WIDE, i, i * 320, tone(16_000, i)));
            studio.pass(20);
        }
        tape.agreed(List.of(LinearCodec.NARROW), List.of(LinearCodec.NARROW));
        for (int i = 50; i < 100; i++) {
            tape.received(packet(NARROW, i, i * 160, tone(8000, i)));
            studio.pass(20);
        }

        Wav wav = studio.end(tape);

        assertThat(wav.left()).hasSize(32_000);
        short[] expected = new short[32_000];
        for (int i = 0; i < 100; i++) System.arraycopy(tone(16_000, i), 0, expected, i * 320, 320);
        assertThat(correlation(
                        Arrays.copyOfRange(wav.left(), 17_000, 31_000),
                        Arrays.copyOfRange(expected, 17_000, 31_000),
                        400))
                .isGreaterThan(0.99);
    }

    private static short[] tone(int rateHz, int frame) {
        var samples = new short[rateHz / 50];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (8000 * Math.sin(2 * Math.PI * 400 * (frame * samples.length + i) / rateHz));
        }
        return samples;
    }

    private static double correlation(short[] a, short[] b, int most) {
        double best = 0;
        for (int shift = 0; shift < most; shift++) {
            double both = 0;
            double one = 0;
            double other = 0;
            for (int i = 0; i + shift < a.length; i++) {
                both += (double) a[i + shift] * b[i];
                one += (double) a[i + shift] * a[i + shift];
                other += (double) b[i] * b[i];
            }
            best = Math.max(best, both / Math.sqrt(one * other));
        }
        return best;
    }

    @Test
    void followsAClockThatStoodStillInASilence() {
        Tape tape = studio.begin(LinearCodec.NARROW);
        for (int i = 0; i < 200; i++) {
            if (i < 50 || i >= 150) {
                int sent = i < 50 ? i : i - 100;
                tape.received(packet(NARROW, sent, sent * 160, counting(1 + sent * 160, 160)));
            }
            studio.pass(20);
        }

        short[] left = studio.end(tape).left();

        assertThat(left).hasSize(32_000);
        assertThat(Arrays.copyOf(left, 8000)).isEqualTo(counting(1, 8000));
        assertThat(Arrays.copyOfRange(left, 8000, 24_000)).containsOnly(0);
        // what comes in the first tenth of a second may be taken for what a stall has held up
        assertThat(Arrays.copyOfRange(left, 24_800, 32_000)).isEqualTo(counting(8801, 7200));
    }

    @Test
    void takesAMarkedPacketAsABeginning() {
        Tape tape = studio.begin(LinearCodec.NARROW);
        tape.received(packet(NARROW, 1, 0, counting(1, 160)));
        studio.pass(3000);
        ByteBuffer marked = packet(NARROW, 2, 160, counting(161, 160));
        marked.put(1, (byte) (0x80 | NARROW));
        tape.received(marked);
        studio.pass(20);

        short[] left = studio.end(tape).left();

        assertThat(Arrays.copyOfRange(left, 24_000, 24_160)).isEqualTo(counting(161, 160));
    }

    @Test
    void canBePlayedAtAnyMoment() {
        Tape tape = studio.begin(LinearCodec.NARROW);
        assertThat(Wav.read(tape.file()).left()).isEmpty();
        int longest = 0;
        for (int i = 0; i < 500; i++) {
            tape.received(packet(NARROW, i, i * 160, counting(1 + i * 160, 160)));
            studio.pass(20);
            short[] left = Wav.read(tape.file()).left();
            assertThat(left).isEqualTo(counting(1, left.length));
            longest = left.length;
        }

        assertThat(longest).isGreaterThan(8 * 8000);
    }

    @Test
    void endsByItselfWhenItIsLongEnough() {
        Tape tape = studio.begin("talk", new RecordingOptions(false, Duration.ofSeconds(3)), LinearCodec.NARROW);

        talk(tape, 300);

        assertThat(tape.state()).isEqualTo(new Recording.Ended(Duration.ofSeconds(3), ""));
        assertThat(Wav.read(tape.file()).left()).isEqualTo(counting(1, 24_000));
    }

    @Test
    void leavesNoFileWhenThereWasNoSound() {
        Tape tape = studio.begin(LinearCodec.NARROW);
        studio.pass(1000);
        assertThat(tape.file()).exists();

        tape.stop();
        studio.recorder.step();

        assertThat(tape.file()).doesNotExist();
        assertThat(tape.state()).isEqualTo(new Recording.Ended(Duration.ZERO, ""));
    }

    @Test
    void survivesPacketsOfAnyKind() {
        Tape tape = studio.begin(LinearCodec.NARROW);
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            var octets = new byte[random.nextInt(60)];
            random.nextBytes(octets);
            if (octets.length > 1) {
                octets[0] = (byte) (0x80 | octets[0] & 0x3F);
                octets[1] = (byte) NARROW;
            }
            tape.received(ByteBuffer.wrap(octets));
            if (i % 20 == 0) studio.pass(10);
        }

        assertThat(studio.end(tape).left().length).isBetween(79_000, 80_000);
        assertThat(tape.state()).isInstanceOf(Recording.Ended.class);
    }
}
