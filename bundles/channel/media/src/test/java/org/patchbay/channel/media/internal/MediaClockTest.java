package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaClockTest {
    private static final long TICK = MediaClock.TICK_NANOS;

    private final MediaClock clock = new MediaClock();

    @AfterEach
    void stop() {
        clock.stop();
    }

    @Test
    void keepsItsScheduleWhenATickIsLate() {
        assertThat(MediaClock.next(1_000, 1_000)).isEqualTo(1_000 + TICK);
        assertThat(MediaClock.next(1_000, 1_000 + 2 * TICK)).isEqualTo(1_000 + TICK);
    }

    @Test
    void goesOnFromTheEndOfALongStall() {
        long late = 1_000 + 50 * TICK;

        assertThat(MediaClock.next(1_000, late)).isEqualTo(late + TICK);
    }

    @Test
    void ticksUntilTold() {
        clock.start();
        AtomicInteger ticks = new AtomicInteger();
        clock.add(counting(ticks, 3));
        await().until(() -> ticks.get() == 3);

        AtomicInteger later = new AtomicInteger();
        clock.add(counting(later, 2));
        await().until(() -> later.get() == 2);

        assertThat(ticks).hasValue(3);
    }

    @Test
    void abandonsWhatTicksWhenItStops() throws Exception {
        clock.start();
        CompletableFuture<Boolean> abandoned = new CompletableFuture<>();
        clock.add(new MediaClock.Ticking() {
            @Override
            public boolean tick(long nowNanos) {
                return true;
            }

            @Override
            public void abandon() {
                abandoned.complete(true);
            }
        });
        clock.stop();

        assertThat(abandoned.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void abandonsWhatComesAfterItHasStopped() {
        clock.stop();
        AtomicInteger abandoned = new AtomicInteger();
        clock.add(new MediaClock.Ticking() {
            @Override
            public boolean tick(long nowNanos) {
                return false;
            }

            @Override
            public void abandon() {
                abandoned.incrementAndGet();
            }
        });

        assertThat(abandoned).hasValue(1);
    }

    private static MediaClock.Ticking counting(AtomicInteger ticks, int last) {
        return new MediaClock.Ticking() {
            @Override
            public boolean tick(long nowNanos) {
                return ticks.incrementAndGet() < last;
            }

            @Override
            public void abandon() {}
        };
    }
}
