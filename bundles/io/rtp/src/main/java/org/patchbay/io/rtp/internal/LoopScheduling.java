package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.util.BitSet;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the kernel is to treat the relay loops, as far as it lets this process say so: sound can't wait until others have computed.
 *
 * @param processors that they may run on; none: all
 */
record LoopScheduling(Priority priority, BitSet processors) {
    private static final Logger LOG = LoggerFactory.getLogger(LoopScheduling.class);
    private static final int MOST_PROCESSORS = 1024;
    // above ordinary programs, below what the system itself runs so
    private static final int EAGER = -11;
    private static final int REAL_TIME = 10;

    /** How eagerly the loops run. */
    enum Priority {
        NORMAL,
        HIGH,
        /** Before every ordinary thread; while a loop is interpreted it would starve the compiler that is to end that. */
        REALTIME
    }

    LoopScheduling {
        processors = (BitSet) processors.clone();
    }

    /**
     * Reads the settings {@code priority} and {@code affinity}.
     *
     * @throws IllegalArgumentException when one makes no sense
     */
    static LoopScheduling parse(String priority, String affinity) {
        return new LoopScheduling(priority(priority), processors(affinity));
    }

    private static Priority priority(String name) {
        try {
            return Priority.valueOf(name.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("priority " + name + " is none of normal, high, realtime", e);
        }
    }

    private static BitSet processors(String list) {
        BitSet all = new BitSet();
        if (list.isBlank()) return all;
        for (String range : list.split(",", -1)) add(all, range.trim(), list);
        return all;
    }

    private static void add(BitSet all, String range, String list) {
        String[] ends = range.split("-", -1);
        int first = number(ends[0], list);
        int last = ends.length == 1 ? first : number(ends[1], list);
        if (ends.length > 2 || last < first) throw wrong(list);
        all.set(first, last + 1);
    }

    private static int number(String written, String list) {
        try {
            int number = Integer.parseInt(written.trim());
            if (number >= 0 && number < MOST_PROCESSORS) return number;
        } catch (NumberFormatException e) {
            // told below, with all of it
        }
        throw wrong(list);
    }

    private static IllegalArgumentException wrong(String list) {
        return new IllegalArgumentException("affinity " + list + " is no list of processors, as 0,2-3");
    }

    /**
     * Lets {@code thread} run so; a wish that isn't granted is told in the log, and nothing else happens.
     *
     * @param warm whether its code is compiled
     */
    void apply(LinuxThread thread, String name, boolean warm) {
        boolean realTime = priority == Priority.REALTIME && warm;
        attempt(name, "real-time priority", () -> thread.realTime(realTime ? REAL_TIME : 0));
        attempt(name, "priority", () -> thread.nice(priority == Priority.NORMAL ? 0 : EAGER));
        BitSet wanted = (BitSet) processors.clone();
        if (wanted.isEmpty()) wanted.set(0, MOST_PROCESSORS);
        attempt(name, "affinity " + processors, () -> thread.runOn(wanted));
    }

    private static void attempt(String name, String what, Wish wish) {
        try {
            wish.make();
        } catch (IOException e) {
            LOG.info("{} goes on without {}: {}", name, what, e.getMessage());
        }
    }

    private interface Wish {
        void make() throws IOException;
    }

    @Override
    public BitSet processors() {
        return (BitSet) processors.clone();
    }

    @Override
    public String toString() {
        String name = priority.name().toLowerCase(Locale.ROOT) + " priority";
        if (processors.isEmpty()) return name;
        return name + " on processors "
                + processors.stream().mapToObj(String::valueOf).collect(Collectors.joining(","));
    }
}
