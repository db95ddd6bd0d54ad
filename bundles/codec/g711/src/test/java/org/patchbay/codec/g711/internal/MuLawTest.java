package org.patchbay.codec.g711.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MuLawTest {
    /** The 128 positive intervals of ITU-T G.711, table 2a, in 14-bit steps: where each ends, and the value in its middle. */
    private record Interval(int end, int value) {}

    private static final List<Interval> TABLE = table();

    private static List<Interval> table() {
        List<Interval> intervals = new ArrayList<>();
        intervals.add(new Interval(1, 0));
        int start = 1;
        for (int width = 2; width <= 256; width *= 2) {
            int count = width == 2 ? 15 : 16;
            for (int i = 0; i < count; i++, start += width) {
                intervals.add(new Interval(start + width, start + width / 2));
            }
        }
        return intervals;
    }

    @Test
    void hasTheIntervalsOfTheRecommendation() {
        assertThat(TABLE).hasSize(128);
        assertThat(TABLE.getLast()).isEqualTo(new Interval(8159, 8031));
    }

    @Test
    void decodesEveryCodeToTheValueOfTheRecommendation() {
        for (int i = 0; i < 128; i++) {
            assertThat(MuLaw.decode((byte) (0xFF - i)))
                    .isEqualTo((short) (TABLE.get(i).value() * 4));
            assertThat(MuLaw.decode((byte) (0x7F - i)))
                    .isEqualTo((short) (-TABLE.get(i).value() * 4));
        }
    }

    @Test
    void encodesEverySampleToTheIntervalThatHoldsIt() {
        for (int sample = 0, interval = 0; sample <= Short.MAX_VALUE; sample++) {
            while (interval < 127 && sample >> 2 >= TABLE.get(interval).end()) interval++;
            assertThat(MuLaw.encode((short) sample)).isEqualTo((byte) (0xFF - interval));
            assertThat(MuLaw.encode((short) ~sample)).isEqualTo((byte) (0x7F - interval));
        }
    }

    @Test
    void encodesWhatItDecodedToTheSameCode() {
        for (int code = 0; code < 256; code++) {
            byte again = MuLaw.encode(MuLaw.decode((byte) code));
            // the two zeros sound the same
            assertThat(again).isEqualTo(code == 0x7F ? (byte) 0xFF : (byte) code);
        }
    }
}
