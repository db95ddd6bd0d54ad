package org.patchbay.itest.bench;

import java.util.List;

/**
 * Lets a JVM compile what the load runs before anything is measured: that is a cost of the first minute, not of a call. Turns of
 * everything that will be measured go on until the compiler has hardly anything left to do.
 */
final class WarmUp {
    private static final List<String> COMPILERS = List.of("C1 Compiler", "C2 Compiler");
    private static final double SETTLED = 0.03;
    private static final int MOST_TURNS = 8;

    private final Load load;
    private final int registrations;
    private final int calls;

    WarmUp(Load load, int registrations, int calls) {
        this.load = load;
        this.registrations = registrations;
        this.calls = calls;
    }

    void run(Subject subject) {
        double share = 1;
        for (int turn = 1; turn <= MOST_TURNS && share > SETTLED; turn++) {
            share = turn(subject);
            System.out.printf("%s: warm-up %d, the compiler took %.0f %%%n", subject.name(), turn, 100 * share);
        }
    }

    /** Returns which part of the processor time was the compiler's. */
    private double turn(Subject subject) {
        double compiling = compiling(subject);
        long cpu = subject.cpuNanos();
        load.registrations(subject, registrations);
        load.calls(subject, calls);
        load.callsOfAPeer(subject, calls);
        return share(compiling(subject) - compiling, subject.cpuNanos() - cpu);
    }

    /** Returns what the compiler's threads have used that live. */
    static double compiling(Subject subject) {
        return COMPILERS.stream().mapToDouble(subject::threadNanos).sum();
    }

    // a compiler thread that had nothing to do may have ended, and what it used with it
    static double share(double compilingNanos, double cpuNanos) {
        return Math.max(0, compilingNanos) / cpuNanos;
    }
}
