package org.patchbay.sip.trunk.internal;

import java.time.Duration;
import org.patchbay.io.Timers;
import org.patchbay.io.Timers.Timeout;

/** Runs the tasks of one trunk one after the other, so that its state needs no lock. */
final class Sequence {
    private final Timers timers;
    private final Object key;
    private volatile boolean closed;

    Sequence(Timers timers, Object key) {
        this.timers = timers;
        this.key = key;
    }

    /** Runs {@code task} soon. May be called from any thread. */
    void post(Runnable task) {
        after(Duration.ZERO, task);
    }

    Timeout after(Duration delay, Runnable task) {
        return timers.after(delay.toMillis(), key, () -> {
            if (!closed) task.run();
        });
    }

    /** Runs nothing more. */
    void close() {
        closed = true;
    }
}
