package org.patchbay.itest.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits between two looks at a process that can't call back. */
public final class Waiting {
    private Waiting() {}

    public static void pause(Duration length) {
        LockSupport.parkNanos(length.toNanos());
    }
}
