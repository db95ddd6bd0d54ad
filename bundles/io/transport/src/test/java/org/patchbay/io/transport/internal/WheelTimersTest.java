package org.patchbay.io.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WheelTimersTest {
    private final WheelTimers timers = new WheelTimers(2);

    @AfterEach
    void stop() {
        timers.stop();
    }

    @Test
    void runsNeverEarlyAndSoonAfterItsTime() throws Exception {
        var early = new AtomicInteger();
        var worst = Collections.synchronizedList(new ArrayList<Long>());
        var ran = new CountDownLatch(300);
        var random = new Random(4);

        for (int i = 0; i < 300; i++) {
            long millis = random.nextInt(200);
            long asked = System.nanoTime();
            timers.after(millis, i, () -> {
                long late = System.nanoTime() - asked - TimeUnit.MILLISECONDS.toNanos(millis);
                if (late < 0) early.incrementAndGet();
                worst.add(late);
                ran.countDown();
            });
        }

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(early).hasValue(0);
        Collections.sort(worst);
        assertThat(worst.get(150)).isLessThan(TimeUnit.MILLISECONDS.toNanos(60));
    }

    @Test
    void keepsTheTasksOfOneKeyInTheOrderOfTheirTimeOnOneThread() throws Exception {
        var order = Collections.synchronizedList(new ArrayList<Integer>());
        var threads = Collections.synchronizedList(new ArrayList<Thread>());
        var ran = new CountDownLatch(100);

        // the later ones first, several to a tick
        for (int i = 99; i >= 0; i--) {
            int number = i;
            timers.after(100 + 2L * i, "call", () -> {
                order.add(number);
                threads.add(Thread.currentThread());
                ran.countDown();
            });
        }

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).isEqualTo(IntStream.range(0, 100).boxed().toList());
        assertThat(threads.stream().distinct()).hasSize(1);
    }

    @Test
    void cancelledOneNeverRunsAndIsCancelledOnce() throws Exception {
        var ran = new AtomicInteger();
        var after = new CompletableFuture<Void>();

        var timeout = timers.after(30, "a", ran::incrementAndGet);
        assertThat(timeout.cancel()).isTrue();
        assertThat(timeout.cancel()).isFalse();
        timers.after(60, "a", () -> after.complete(null));

        after.get(10, TimeUnit.SECONDS);
        assertThat(ran).hasValue(0);
    }

    @Test
    void oneThatHasRunCannotBeCancelled() throws Exception {
        var ran = new CompletableFuture<Void>();
        var timeout = timers.after(0, "a", () -> ran.complete(null));

        ran.get(10, TimeUnit.SECONDS);

        assertThat(timeout.cancel()).isFalse();
    }

    @Test
    void aTaskThatThrowsCostsNothingElse() throws Exception {
        var ran = new CompletableFuture<Void>();

        timers.after(5, "a", () -> {
            throw new StackOverflowError("on purpose");
        });
        timers.after(40, "a", () -> ran.complete(null));

        ran.get(10, TimeUnit.SECONDS);
        assertThat(ran).isCompleted();
    }

    @Test
    void aTaskMayStartTheNextOne() throws Exception {
        var ran = new CountDownLatch(5);
        var again = new Object() {
            void next() {
                ran.countDown();
                if (ran.getCount() > 0) timers.after(3, "a", this::next);
            }
        };

        timers.after(0, "a", again::next);

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void nothingIsLeftOfManyCancelledTimers() {
        var all = new ArrayList<org.patchbay.io.Timers.Timeout>();
        for (int i = 0; i < 200_000; i++) all.add(timers.after(32_000, i, () -> {}));
        all.forEach(org.patchbay.io.Timers.Timeout::cancel);

        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> timers.waiting() == 0);

        assertThat(timers.waiting()).isZero();
    }

    @Test
    void timersBeyondOneTurnOfTheWheelWaitForTheirTurn() {
        var slot = new WheelSlot();
        var wheel = new Wheel("test");
        var later = new WheelTimeout(wheel, 3 * 2048 * Wheel.TICK_NANOS, () -> {});
        slot.add(later);
        List<WheelTimeout> due = new ArrayList<>();

        slot.drainTo(due, 2048 * Wheel.TICK_NANOS);
        assertThat(due).isEmpty();
        slot.drainTo(due, 3 * 2048 * Wheel.TICK_NANOS + 1);

        assertThat(due).containsExactly(later);
        wheel.end();
        wheel.awaitEnd(1000);
    }

    @Test
    void stoppingEndsTheThreadsAndMayBeDoneTwice() {
        var mine = new WheelTimers(2);
        var ran = new CompletableFuture<Thread>();
        mine.after(0, "a", () -> ran.complete(Thread.currentThread()));
        var thread = ran.orTimeout(10, TimeUnit.SECONDS).join();

        mine.stop();
        mine.stop();

        assertThat(thread.isAlive()).isFalse();
    }
}
