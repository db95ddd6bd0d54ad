package org.patchbay.io.rtp.srtp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
    @Test
    void knowsWhatAPlainSetKnows() {
        Random random = new Random(7);
        for (int spread : new int[] {1, 3, 60, 70, 130, 300}) {
            ReplayWindow window = new ReplayWindow();
            Set<Long> seen = new HashSet<>();
            long highest = 0;
            for (int i = 0; i < 5_000; i++) {
                long index = Math.max(0, highest + random.nextInt(-2 * spread, spread + 1));
                boolean expected = !seen.contains(index) && highest - index < ReplayWindow.SIZE;
                assertThat(window.isNew(index)).isEqualTo(expected);
                if (expected) window.note(index);
                if (expected) seen.add(index);
                highest = Math.max(highest, index);
                assertThat(window.highest()).isEqualTo(seen.isEmpty() ? -1 : highest);
            }
        }
    }
}
