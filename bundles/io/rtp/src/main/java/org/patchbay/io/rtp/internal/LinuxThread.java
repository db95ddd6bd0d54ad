package org.patchbay.io.rtp.internal;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;

/** What the kernel lets be said about one thread: how eagerly, and on which processors it runs. */
final class LinuxThread {
    private static final int PRIO_PROCESS = 0;
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_FIFO = 1;
    private static final int SET_OCTETS = 128; // cpu_set_t: 1,024 processors

    private static final MethodHandle GETTID = Linux.checked("gettid");
    private static final MethodHandle SETPRIORITY = Linux.checked("setpriority", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle GETPRIORITY = Linux.checked("getpriority", JAVA_INT, JAVA_INT);
    private static final MethodHandle SCHED_SETSCHEDULER =
            Linux.checked("sched_setscheduler", JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle SCHED_GETSCHEDULER = Linux.checked("sched_getscheduler", JAVA_INT);
    private static final MethodHandle SCHED_SETAFFINITY =
            Linux.checked("sched_setaffinity", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SCHED_GETAFFINITY =
            Linux.checked("sched_getaffinity", JAVA_INT, JAVA_LONG, JAVA_LONG);

    private final int id;

    private LinuxThread(int id) {
        this.id = id;
    }

    /** Returns the thread that calls this. */
    static LinuxThread current() throws IOException {
        return new LinuxThread(Linux.check("gettid", errno -> (int) GETTID.invokeExact(errno)));
    }

    /**
     * Sets how nice it is to others: 0 as at first, -20 not at all.
     *
     * @throws IOException when this process may not
     */
    void nice(int nice) throws IOException {
        Linux.check("setpriority", errno -> (int) SETPRIORITY.invokeExact(errno, PRIO_PROCESS, id, nice));
    }

    int nice() throws IOException {
        int[] value = new int[1];
        // a negative number is a value here, and no failure
        Linux.check("getpriority", errno -> {
            value[0] = (int) GETPRIORITY.invokeExact(errno, PRIO_PROCESS, id);
            return 0;
        });
        return value[0];
    }

    /**
     * Lets it run before every thread that isn't of the real-time kind, at {@code priority} 1-99; 0 makes it an ordinary one again.
     *
     * @throws IOException when this process may not
     */
    void realTime(int priority) throws IOException {
        int policy = priority == 0 ? SCHED_OTHER : SCHED_FIFO;
        try (Arena arena = Arena.ofConfined()) {
            long parameter = arena.allocateFrom(JAVA_INT, priority).address();
            Linux.check(
                    "sched_setscheduler", errno -> (int) SCHED_SETSCHEDULER.invokeExact(errno, id, policy, parameter));
        }
    }

    boolean isRealTime() throws IOException {
        return Linux.check("sched_getscheduler", errno -> (int) SCHED_GETSCHEDULER.invokeExact(errno, id))
                == SCHED_FIFO;
    }

    /**
     * Keeps it on {@code processors}, counted from 0.
     *
     * @throws IOException when none of them is there
     */
    void runOn(BitSet processors) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment set = arena.allocate(SET_OCTETS);
            byte[] octets = processors.toByteArray();
            MemorySegment.copy(octets, 0, set, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, octets.length);
            long at = set.address();
            Linux.check("sched_setaffinity", errno ->
                    (int) SCHED_SETAFFINITY.invokeExact(errno, id, (long) SET_OCTETS, at));
        }
    }

    /** Returns the processors that it may run on. */
    BitSet runsOn() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment set = arena.allocate(SET_OCTETS);
            long at = set.address();
            Linux.check("sched_getaffinity", errno ->
                    (int) SCHED_GETAFFINITY.invokeExact(errno, id, (long) SET_OCTETS, at));
            return BitSet.valueOf(set.asByteBuffer());
        }
    }
}
