package org.patchbay.itest.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.patchbay.itest.phone.SipPhone;

/**
 * The hot-swap benchmark: replaces every replaceable bundle again and again under calls that talk, beside a run
 * in which nothing is replaced.
 */
public final class HotSwap {
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);
    private static final int LONG_CALLER = 2010;
    private static final String LOADER = "org.apache.felix.framework.BundleWiringImpl$BundleClassLoader";

    private final SwapPlan plan;
    private final Subjects subjects;
    private final Subject server;
    private final RtpLoop rtp = new RtpLoop(Subjects.address(8));
    private final Marks marks;
    private final Traffic traffic;
    private final LongCalls calls;
    private final SwapReport report;

    private HotSwap(SwapPlan plan, Subjects subjects) {
        this.plan = plan;
        this.subjects = subjects;
        this.report = new SwapReport(plan);
        this.marks = new Marks(Subjects.address(7));
        String options = "-D" + Mark.ADDRESS + "=" + marks.address() + "\n";
        this.server = subjects.patchbay(ShortCall.DIALPLAN, options);
        this.traffic = new Traffic(rtp, this::phone);
        this.calls = new LongCalls(rtp, phone(LONG_CALLER), phone(LONG_CALLER + 1));
    }

    /** Takes the root of the source tree, and then the options; exits with 1 when a check fails. */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
        SwapPlan plan = SwapPlan.of(List.of(arguments).subList(1, arguments.length));
        Path work = Files.createTempDirectory("patchbay-hot-swap");
        System.out.println("the server's folder, with its log: " + work.resolve("patchbay"));
        HotSwap benchmark = new HotSwap(plan, new Subjects(root, work));
        try {
            benchmark.run();
        } finally {
            benchmark.server.close();
        }
        System.out.println();
        System.out.print(benchmark.report.table());
        if (plan.json().isPresent()) benchmark.report.writeJson(plan.json().get());
        System.exit(benchmark.report.passed() ? 0 : 1);
    }

    private SipPhone phone(int number) {
        InetSocketAddress local = new InetSocketAddress(Subjects.address(6), 0);
        return SipPhone.udp(server.sip(), local, Integer.toString(number), Subjects.password(number))
                .algorithm("MD5");
    }

    private void run() throws IOException {
        Console console = Console.of(server, Subjects.address(1));
        Path deploy = Files.createDirectories(subjects.instance().resolve("deploy"));
        Swaps swaps = new Swaps(subjects.home(), deploy, marks, traffic, console);

        say("sets up %d calls, then %d new calls and 10 registrations a second", plan.calls(), plan.rate());
        calls.begin(plan.calls());
        traffic.begin(plan.rate());
        pause(WARM_UP);
        Program.Histogram before = histogram();

        say("%d s in which nothing is replaced", plan.quiet().toSeconds());
        Part.Clock quiet = Part.begin(server, rtp, traffic);
        pause(plan.quiet());
        report.quiet(quiet.end());

        say("%d replacements", plan.replacements());
        Part.Clock busy = Part.begin(server, rtp, traffic);
        long firstThird = replace(swaps);
        rollBack(swaps, console);
        report.busy(busy.end());
        report.heap(firstThird, histogram().bytes());

        say("hangs up, and waits for the old versions to go");
        traffic.close();
        report.longCalls(calls.end(), rtp.count().packets());
        report.swaps(swaps.done(), marks.strays());
        report.loaders(before.instances(LOADER), histogram().instances(LOADER), drained(swaps));
        rtp.close();
        marks.close();
    }

    /** Returns the live bytes after the first third. */
    private long replace(Swaps swaps) {
        List<Replaceable> bundles = plan.bundles();
        long firstThird = 0;
        for (int i = 0; i < plan.replacements(); i++) {
            Swaps.Swap swap = swaps.replace(bundles.get(i % bundles.size()));
            say("%3d  %s %s", i + 1, swap, SwapReport.millis(swap.took()));
            if (i == plan.replacements() / 3) firstThird = histogram().bytes();
            Swaps.rest(swap, plan.interval());
        }
        return firstThird;
    }

    private void rollBack(Swaps swaps, Console console) {
        if (!console.hasFeatures()) return;
        for (Replaceable what : plan.bundles()) {
            if (!swaps.canRollBack(what)) continue;
            Swaps.Swap swap = swaps.rollBack(what);
            say("     %s %s", swap, SwapReport.millis(swap.took()));
            Swaps.rest(swap, plan.interval());
        }
    }

    /** Walks the heap; the silence that this makes is none of the calls'. */
    private Program.Histogram histogram() {
        rtp.count().pause();
        Program.Histogram histogram = server.programs().getFirst().histogram();
        rtp.count().resume();
        return histogram;
    }

    /**
     * Waits until the replaced versions are gone, and returns how many class loaders each replaced class has: one of the version
     * that came with the server, which is only stopped, and one of the version that is in use.
     */
    private Map<String, Long> drained(Swaps swaps) {
        List<String> classes = swaps.done().stream()
                .map(swap -> swap.to().what())
                .distinct()
                .flatMap(what -> what.entries().stream().map(what::type))
                .toList();
        long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
        while (true) {
            histogram(); // collects garbage
            Map<String, Long> loaders = server.programs().getFirst().loaders(classes);
            boolean gone = loaders.values().stream().allMatch(count -> count <= SwapReport.LOADERS);
            if (gone || System.nanoTime() > end) return loaders;
            pause(Duration.ofSeconds(1));
        }
    }

    private static void pause(Duration length) {
        LockSupport.parkNanos(length.toNanos());
    }

    private static void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }
}
