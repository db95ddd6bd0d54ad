package org.patchbay.itest.bench;

/**
 * Lets a Java program work until its compiler has little left to do: what compiling costs is paid once, whatever is served
 * afterwards. At least one slice and at most {@link #MOST} of registrations, and of calls of each kind.
 */
record WarmUp(Load load, Subject subject, int slice) {
    private static final double QUIET = 0.05;
    private static final int MOST = 8;

    private interface Work {
        Load.Cost run();
    }

    void run() {
        untilQuiet("registrations", () -> load.registrations(subject, slice));
        untilQuiet("calls", () -> load.calls(subject, slice).server());
        untilQuiet("calls of a peer", () -> load.callsOfAPeer(subject, slice).server());
        untilQuiet("direct calls", () -> load.directCallsOfAPeer(subject, slice).server());
        // a second time: the calls have changed what the compiler knew of the code that all share
        untilQuiet("registrations", () -> load.registrations(subject, slice));
    }

    private void untilQuiet(String what, Work work) {
        double share = 1;
        for (int i = 1; i <= MOST && share > QUIET; i++) {
            Load.Cost cost = work.run();
            share = cost.compilerNanos() / cost.cpuNanos();
            System.out.printf(
                    "%s: warming up, %d %s, the compiler took %.0f %% of the CPU%n",
                    subject.name(), cost.operations(), what, 100 * share);
        }
    }
}
