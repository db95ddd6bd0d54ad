package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.media.jitter.JitterCounters;
import org.patchbay.media.Codec;

/** A minute of a tone over a line that loses, doubles and delays its packets, in a time of its own. */
class HearingTest {
    private static final int PACKETS = 3000;
    private static final int LEAD_IN = 100;
    private static final long MILLI = 1_000_000;
    private static final Percentage FIVE_PERCENT = Percentage.withPercentage(5);

    private final Random line = new Random(611);
    private long nanos = 1_000_000_000_000L;
    private int lost;

    /** A packet on its way. */
    private record Arriving(long nanos, ByteBuffer packet) {}

    private static ByteBuffer packet(int number) {
        short[] samples = new short[160];
        for (int i = 0; i < 160; i++) samples[i] = Tones.sample(437, number * 160 + i);
        ByteBuffer packet = ByteBuffer.allocate(172)
                .put((byte) 0x80)
                .put((byte) 0)
                .putShort((short) number)
                .putInt(number * 160)
                .putInt(7);
        TestCodecs.encode(Codec.PCMU, samples, packet);
        return packet.flip();
    }

    /** Returns what comes of the packets, in the order of arrival. */
    private List<Arriving> line(double loss, double doubling, int jitterMillis) {
        List<Arriving> arriving = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
            if (i > LEAD_IN && i < PACKETS - 1 && line.nextDouble() < loss) {
                lost++;
                continue;
            }
            long at = nanos + i * 20 * MILLI + (jitterMillis == 0 ? 0 : line.nextLong(jitterMillis * MILLI));
            arriving.add(new Arriving(at, packet(i)));
            if (line.nextDouble() < doubling) arriving.add(new Arriving(at + MILLI, packet(i)));
        }
        arriving.sort(Comparator.comparingLong(Arriving::nanos));
        return arriving;
    }

    /** What was heard after the lead-in: how loud each 200 ms were, and what the buffer has counted. */
    private record Heard(double[] loudness, JitterCounters counters) {
        double median() {
            return loudness[loudness.length / 2];
        }
    }

    private Heard hear(List<Arriving> arriving) {
        var hearing = new Hearing(TestCodecs.G711, 8000, 8000, JitterSettings.STANDARD, () -> nanos);
        hearing.agreed(List.of(Codec.PCMU));
        short[] frame = new short[160];
        List<Double> loudness = new ArrayList<>();
        double sum = 0;
        int next = 0;
        for (int tick = 0; tick < PACKETS; tick++) {
            while (next < arriving.size() && arriving.get(next).nanos() <= nanos) {
                hearing.arrived(arriving.get(next++).packet());
            }
            hearing.hear(frame);
            for (short sample : frame) sum += sample * sample;
            if (tick % 10 == 9) {
                if (tick > LEAD_IN) loudness.add(Math.sqrt(sum / 1600));
                sum = 0;
            }
            nanos += 20 * MILLI;
        }
        JitterCounters counters = hearing.counters();
        hearing.close();
        return new Heard(loudness.stream().mapToDouble(one -> one).sorted().toArray(), counters);
    }

    @Test
    void makesUpForWhatIsLost() {
        double unharmed = hear(line(0, 0, 0)).median();

        Heard heard = hear(line(0.1, 0, 0));

        assertThat(lost).isGreaterThan(250);
        assertThat((double) heard.counters().lost()).isCloseTo(lost, FIVE_PERCENT);
        assertThat(heard.median()).isCloseTo(unharmed, FIVE_PERCENT);
        assertThat(Arrays.stream(heard.loudness()).average().orElseThrow()).isCloseTo(unharmed, FIVE_PERCENT);
    }

    @Test
    void hearsNothingOfDoublesAndOvertaking() {
        double unharmed = hear(line(0, 0, 0)).median();

        Heard heard = hear(line(0, 0.05, 30)); // so that many are overtaken

        assertThat(heard.counters().lost() + heard.counters().late()).isLessThan(PACKETS / 100);
        assertThat(heard.median()).isCloseTo(unharmed, within(unharmed / 100));
        assertThat(heard.loudness()[heard.loudness().length / 20]).isCloseTo(unharmed, FIVE_PERCENT);
    }

    @Test
    void doesAllOfItAtOnce() {
        double unharmed = hear(line(0, 0, 0)).median();

        Heard heard = hear(line(0.05, 0.05, 50));

        assertThat(lost).isGreaterThan(120);
        assertThat((double) heard.counters().lost())
                .isCloseTo(lost, Percentage.withPercentage(15)); // some come too late
        assertThat(heard.median()).isCloseTo(unharmed, FIVE_PERCENT);
    }
}
