package org.patchbay.channel.core.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of one call: run in order and never two at once, by the thread that brought the first of them. Nobody waits for
 * a task, so two calls can't block each other. Full at {@value #LIMIT} waiting tasks, when further ones are rejected, but for those of {@link #insist}.
 */
final class Mailbox implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final int LIMIT = 1_000;

    private final String callId;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    Mailbox(String callId) {
        this.callId = callId;
    }

    @Override
    public void execute(Runnable task) {
        if (waiting.get() >= LIMIT)
            throw new RejectedExecutionException("call " + callId + " has " + LIMIT + " tasks waiting");
        insist(task);
    }

    /** Takes {@code task} even when full: for what a call can't do without, of which there is one for each thing that it has begun. */
    void insist(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) drain();
    }

    private void drain() {
        do {
            run(tasks.remove());
        } while (waiting.decrementAndGet() > 0);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
            // One bad message or a bundle that is going away must not stop the call's later tasks.
            LOG.error("call {}: a task failed", callId, failure);
        }
    }
}
