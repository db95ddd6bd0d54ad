package org.patchbay.codec.g711.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ALawTest {
    /** The 128 positive intervals of ITU-T G.711, table 1a, in 13-bit steps: where each ends, and the value in its middle. */
    private record Interval(int end, int value) {}

    private static final List<Interval> TABLE = table();

    private static List<Interval> table() {
        List<Interval> intervals = new ArrayList<>();
        int start = 0;
        for (int width = 2; width <= 128; width *= 2) {
            int count = width == 2 ? 32 : 16;
            for (int i = 0; i < count; i++, start += width) {
                intervals.add(new Interval(start + width, start + width / 2));
            }
        }
        return intervals;
    }

    @Test
    void hasTheIntervalsOfTheRecommendation() {
        assertThat(TABLE).hasSize(128);
        assertThat(TABLE.getLast()).isEqualTo(new Interval(4096, 4032));
    }

    @Test
    void decodesEveryCodeToTheValueOfTheRecommendation() {
        for (int i = 0; i < 128; i++) {
            assertThat(ALaw.decode(code(i, 0x80)))
                    .isEqualTo((short) (TABLE.get(i).value() * 8));
            assertThat(ALaw.decode(code(i, 0))).isEqualTo((short) (-TABLE.get(i).value() * 8));
        }
    }

    @Test
    void encodesEverySampleToTheIntervalThatHoldsIt() {
        for (int sample = 0, interval = 0; sample <= Short.MAX_VALUE; sample++) {
            while (sample >> 3 >= TABLE.get(interval).end()) interval++;
            assertThat(ALaw.encode((short) sample)).isEqualTo(code(interval, 0x80));
            assertThat(ALaw.encode((short) ~sample)).isEqualTo(code(interval, 0));
        }
    }

    @Test
    void encodesWhatItDecodedToTheSameCode() {
        for (int code = 0; code < 256; code++) {
            assertThat(ALaw.encode(ALaw.decode((byte) code))).isEqualTo((byte) code);
        }
    }

    // every other bit is sent inverted
    private static byte code(int interval, int sign) {
        return (byte) ((interval | sign) ^ 0x55);
    }
}
