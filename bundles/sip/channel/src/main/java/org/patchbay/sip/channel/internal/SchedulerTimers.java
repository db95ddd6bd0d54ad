package org.patchbay.sip.channel.internal;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers on one daemon thread, which is theirs and ends with {@link #close()}. */
final class SchedulerTimers implements Timers, AutoCloseable {
    private final ScheduledThreadPoolExecutor scheduler;

    SchedulerTimers() {
        scheduler = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("sip-channel-timer").factory());
        scheduler.setRemoveOnCancelPolicy(true); // nearly all are cancelled long before their time
    }

    @Override
    public Pending after(Duration delay, Runnable task) {
        try {
            Future<?> future = scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {}; // the bundle is stopping and its legs have been cleared
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
