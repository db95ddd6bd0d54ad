package org.patchbay.itest.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The benchmark: starts the servers, warms them up, measures them in turns, and prints the table. */
public final class Cost {
    /** How much of each. */
    private record Plan(int rounds, int warmUp, int registrations, int calls, int further, int talking, Duration talk) {
        static final Plan FULL = new Plan(5, 20_000, 20_000, 8_000, 60_000, 200, Duration.ofSeconds(10));
        static final Plan QUICK = new Plan(3, 2_000, 2_000, 1_000, 1_000, 100, Duration.ofSeconds(4));
    }

    private static final int FIRST = 1_000;
    private static final double YARDSTICK_NANOS = 80_000;
    private static final List<String> CALL_STATE = List.of(
            "org.patchbay.sip.stack.internal.ServerRequest",
            "org.patchbay.sip.stack.internal.ClientTransaction",
            "org.patchbay.sip.stack.internal.Lingering$Entry",
            "org.patchbay.sip.channel.internal.Leg",
            "org.patchbay.channel.core.internal.LiveCall",
            "java.lang.VirtualThread");

    private static final Duration TIMERS = Duration.ofSeconds(40);

    private Cost() {}

    /** Takes the root of the source tree, and then {@code --quick} and {@code --json FILE}. */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
        List<String> options = List.of(arguments).subList(1, arguments.length);
        Plan plan = options.contains("--quick") ? Plan.QUICK : Plan.FULL;
        Path work = Files.createTempDirectory("patchbay-cost");
        Report report = measure(root, work, plan);
        System.out.println();
        System.out.print(report.table());
        int json = options.indexOf("--json");
        if (json >= 0) report.writeJson(Path.of(options.get(json + 1)));
    }

    private static Report measure(Path root, Path work, Plan plan) {
        Subjects subjects = new Subjects(root, work);
        List<Subject> all = new ArrayList<>();
        try {
            all.add(subjects.patchbay());
            all.add(subjects.kamailio());
            all.add(subjects.kamailioWithRtpengine());
            Load load = new Load(root, work);
            for (Subject subject : all) warmUp(load, subject, plan);
            Report report = new Report();
            for (int round = 1; round <= plan.rounds(); round++) {
                System.out.println("round " + round + " of " + plan.rounds() + ", " + Report.machine());
                for (Subject subject : all) round(load, subject, plan, report);
            }
            memory(load, all, plan, report);
            return report;
        } finally {
            all.forEach(Subject::close);
        }
    }

    private static void warmUp(Load load, Subject subject, Plan plan) {
        // what runs in a JVM is compiled while it runs; the others are what they are from the start
        if (subject.isJava()) new WarmUp(load, subject, plan.warmUp()).run();
        else {
            load.registrations(subject, FIRST);
            load.calls(subject, FIRST);
        }
        if (subject.media()) load.relay(subject, plan.talking(), plan.talk());
    }

    private static void round(Load load, Subject subject, Plan plan, Report report) {
        Load.Cost registrations = load.registrations(subject, plan.registrations());
        report.add(Report.Measure.REGISTRATION, subject, registrations);
        compiler(Report.Measure.REGISTRATION_COMPILER, subject, registrations, report);
        Load.Cost calls = load.calls(subject, plan.calls()).server();
        report.add(Report.Measure.CALL, subject, calls);
        compiler(Report.Measure.CALL_COMPILER, subject, calls, report);
        peerCalls(load, subject, plan, report);
        directCalls(load, subject, plan, report);
        System.out.printf(
                "  %-22s %6.0f registrations/s %6.0f calls/s%n",
                subject.name(),
                registrations.operations() / registrations.seconds(),
                calls.operations() / calls.seconds());
        if (!subject.media()) return;
        report.add(Report.Measure.PACKET, subject, load.relay(subject, plan.talking(), plan.talk()));
    }

    private static void compiler(Report.Measure measure, Subject subject, Load.Cost cost, Report report) {
        if (subject.isJava()) report.add(measure, subject, cost.compilerNanosEach());
    }

    private static void peerCalls(Load load, Subject subject, Plan plan, Report report) {
        Load.CallCost calls = load.callsOfAPeer(subject, plan.calls());
        report.add(Report.Measure.PEER_CALL, subject, calls.server());
        if (!subject.media())
            report.add(Report.Measure.DIRECT_CALL, subject, calls.server().nanosEach());
        double signalling = calls.server().nanosEach() - calls.relayNanosEach();
        report.add(Report.Measure.SIGNALLING, subject, signalling);
        report.add(Report.Measure.NORMALISED, subject, signalling * YARDSTICK_NANOS / calls.answeringNanosEach());
    }

    private static void directCalls(Load load, Subject subject, Plan plan, Report report) {
        if (!subject.name().equals("Patchbay")) return; // a proxy has no other calls, and the third none of these
        report.add(
                Report.Measure.DIRECT_CALL,
                subject,
                load.directCallsOfAPeer(subject, plan.calls()).server());
    }

    private static void memory(Load load, List<Subject> all, Plan plan, Report report) {
        Subject patchbay = all.getFirst();
        load.calls(patchbay, plan.further());
        System.out.println("waiting until RFC 3261's last timer has let go of the calls before");
        LockSupport.parkNanos(TIMERS.toNanos());
        Program.Histogram live = patchbay.programs().getFirst().histogram();
        long left = CALL_STATE.stream().mapToLong(live::instances).sum();
        CALL_STATE.forEach(type -> System.out.println("  " + live.instances(type) + " " + type));
        report.add(Report.Measure.LEFT, patchbay, left);
        for (Subject subject : all) {
            if (!subject.media()) continue;
            for (double bytes : load.memory(subject, plan.talking())) report.add(Report.Measure.MEMORY, subject, bytes);
        }
    }
}
