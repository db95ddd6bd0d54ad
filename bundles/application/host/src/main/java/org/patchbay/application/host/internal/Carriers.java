package org.patchbay.application.host.internal;

import java.lang.management.ManagementFactory;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform threads that carry virtual ones, as many as there are cores. An application that computes without end keeps
 * one for itself; as many more are lent as are kept like that, so that other calls go on. Belongs to the watchdog's thread.
 */
class Carriers {
    private static final Logger LOG = LoggerFactory.getLogger(Carriers.class);
    private static final int MOST_MORE = 32;

    private final int most = Runtime.getRuntime().availableProcessors() + MOST_MORE;

    @Nullable
    private final VirtualThreadSchedulerMXBean scheduler =
            ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);

    private int lent;

    /** Sees to it that there are {@code kept} more than usual, as far as the bound of 32 allows. */
    void lend(int kept) {
        if (scheduler == null) return;
        if (kept != lent) change(scheduler, kept - lent);
        // The scheduler starts a carrier when a task comes to an empty queue; a thread of its own has one.
        if (lent > 0) Thread.ofPlatform().name("carrier-waker").start(() -> Thread.startVirtualThread(() -> {}));
    }

    private void change(VirtualThreadSchedulerMXBean threads, int by) {
        int before = threads.getParallelism();
        int after = Math.clamp(before + by, 1, Math.max(most, before));
        if (after == before) return;
        threads.setParallelism(after);
        lent += after - before;
        LOG.info("{} carrier threads for calls, {} more than usual because of applications that compute", after, lent);
    }
}
