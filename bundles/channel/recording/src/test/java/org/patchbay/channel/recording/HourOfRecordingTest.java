package org.patchbay.channel.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.channel.recording.Studio.Wav;

/** An hour of talk in virtual time: jitter, loss, and on one side a clock that is too fast, on the other one that is too slow. */
class HourOfRecordingTest {
    private static final int PACKETS = 180_000;
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final int CLICK_EVERY = 500; // packets: 10 s

    @TempDir
    Path folder;

    private record Coming(boolean sent, long nanos, ByteBuffer packet) {}

    /** @param speed of the sender's clock by ours */
    private static List<Coming> stream(boolean sent, double speed, long seed) {
        var random = new Random(seed);
        List<Coming> coming = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
            if (random.nextInt(100) < 2) continue;
            long said = (long) (i * 20_000_000L / speed);
            if (said >= HOUR_NANOS) break;
            long jitter = (long) (Math.abs(random.nextGaussian()) * 12_000_000);
            // a click in the first sample of a packet now and then, by which to find it
            short[] samples = i % CLICK_EVERY == 0 ? new short[] {20_000, 0} : new short[] {1, 1};
            coming.add(new Coming(sent, said + jitter, Studio.packet(96, i, i * 160, frame(samples))));
        }
        return coming;
    }

    private static short[] frame(short[] first) {
        var frame = new short[160];
        System.arraycopy(first, 0, frame, 0, first.length);
        return frame;
    }

    @Test
    void isAnHourLongAndBothWaysStayTogether() {
        var studio = new Studio(folder);
        Tape tape = studio.begin(LinearCodec.NARROW);
        long begin = studio.nanos();
        List<Coming> all = stream(false, 1 + 100e-6, 1);
        all.addAll(stream(true, 1 - 100e-6, 2));
        all.sort(Comparator.comparingLong(Coming::nanos));

        for (Coming one : all) {
            studio.goTo(begin + one.nanos());
            if (one.sent()) tape.sent(one.packet());
            else tape.received(one.packet());
        }
        studio.goTo(begin + HOUR_NANOS);
        Wav wav = studio.end(tape);

        assertThat(wav.left().length).isCloseTo(3600 * 8000, within(160));
        assertThat(clicksAside(wav.left(), 1 + 100e-6)).isLessThan(160);
        assertThat(clicksAside(wav.right(), 1 - 100e-6)).isLessThan(160);
        assertThat(clicks(wav.left())).isBetween(345, 361);
    }

    /** Returns how far the farthest click after the first minute lies from when it was said, in samples. */
    private static int clicksAside(short[] samples, double speed) {
        int most = 0;
        for (int i = 60 * 8000; i < samples.length; i++) {
            if (samples[i] < 10_000) continue;
            double every = CLICK_EVERY * 160 / speed;
            double aside = i - Math.round(i / every) * every;
            most = Math.max(most, (int) Math.abs(aside));
        }
        return most;
    }

    private static int clicks(short[] samples) {
        int count = 0;
        for (short sample : samples) if (sample > 10_000) count++;
        return count;
    }
}
