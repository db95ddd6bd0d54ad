package org.patchbay.io;

import org.osgi.annotation.versioning.ProviderType;

/** Runs tasks later: hashed wheels, made for very many timers of which nearly all are cancelled. Thread-safe, and never waits. */
@ProviderType
public interface Timers {
    /**
     * Runs {@code task} once, {@code millis} from now, at the next tick of 10 ms or less, never early. Tasks with the same {@code key}, such as a
     * call's id, run on the same thread in the order of their time. A task must not block; what it throws is logged.
     */
    Timeout after(long millis, Object key, Runnable task);

    /** A task that waits for its time. */
    @ProviderType
    interface Timeout {
        /** Keeps the task from running; false when it has run, runs, or was cancelled. */
        boolean cancel();
    }
}
