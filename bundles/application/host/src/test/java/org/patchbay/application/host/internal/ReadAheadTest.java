package org.patchbay.application.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.patchbay.media.AudioSource;

@Timeout(20)
class ReadAheadTest {
    private final short[] samples = new short[160];

    @Test
    void givesEverySampleInItsOrder() {
        short[] sound = new short[160 * 25 + 7];
        for (int i = 0; i < sound.length; i++) sound[i] = (short) (i + 1);
        List<Short> heard = new ArrayList<>();

        var left = ShortBuffer.wrap(sound);
        AudioSource source = into -> {
            int count = Math.min(into.length, left.remaining());
            left.get(into, 0, count);
            return count == 0 ? -1 : count;
        };
        try (var ahead = ReadAhead.of(source)) {
            for (int read = ahead.read(samples); read >= 0; read = ahead.read(samples)) {
                // zeros are the silence while nothing has been read yet
                for (int i = 0; i < read; i++) if (samples[i] != 0) heard.add(samples[i]);
            }
        }

        assertThat(heard).hasSize(sound.length).isSorted().startsWith((short) 1);
    }

    @Test
    void isSilentWhileItsSourceBlocksAndInterruptsItAtTheEnd() {
        var blocks = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        AudioSource never = into -> {
            try {
                blocks.countDown();
                Thread.sleep(60_000);
            } catch (InterruptedException closed) {
                interrupted.set(true);
            }
            return -1;
        };
        var ahead = ReadAhead.of(never);
        await().until(() -> blocks.getCount() == 0);

        assertThat(ahead.read(samples)).isEqualTo(160);
        assertThat(samples).containsOnly((short) 0);
        ahead.close();
        await().untilTrue(interrupted);
    }

    @Test
    void failsAsItsSourceFails() {
        try (var ahead = ReadAhead.of(into -> {
            throw new IllegalStateException("no disk");
        })) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> {
                        while (ahead.read(samples) >= 0) Thread.onSpinWait();
                    })
                    .withMessage("no disk");
        }
    }
}
