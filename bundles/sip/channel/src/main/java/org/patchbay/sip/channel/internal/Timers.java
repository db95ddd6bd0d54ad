package org.patchbay.sip.channel.internal;

import java.time.Duration;

/** Runs tasks later. What they do must be quick: they only post to the owner of a leg. */
interface Timers {
    /** Runs {@code task} once, {@code delay} from now, on a thread of its own. */
    Pending after(Duration delay, Runnable task);

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Pending {
        /** Keeps the task from running; nothing when it has run. */
        void cancel();
    }
}
