package org.patchbay.itest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The benchmark of the media relay: what a packet costs, of relays that are measured in turns. */
public final class Relaying {
    /** How much of it. */
    private record Plan(int rounds, Duration talk, Duration warmUp, Duration delays) {
        static final Plan FULL = new Plan(5, Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ofSeconds(10));
        static final Plan QUICK = new Plan(3, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    private static final List<Integer> CALLS = List.of(200, 500, 1000);
    private static final int WARM_UP_CALLS = 500;
    private static final int MOST_WARM_UPS = 8;
    private static final double QUIET = 0.02;

    private final Path root;
    private final Path work;
    private final Plan plan;
    private final RelayReport report = new RelayReport();

    private Relaying(Path root, Path work, Plan plan) {
        this.root = root;
        this.work = work;
        this.plan = plan;
    }

    /** Takes the root of the source tree, and then {@code --quick} and {@code --json FILE}; exits with 1 when a check fails. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
        List<String> options = List.of(arguments).subList(1, arguments.length);
        Plan plan = options.contains("--quick") ? Plan.QUICK : Plan.FULL;
        Relaying benchmark = new Relaying(root, Files.createTempDirectory("patchbay-relay"), plan);
        benchmark.run();
        System.out.println();
        System.out.print(benchmark.report.table());
        int json = options.indexOf("--json");
        if (json >= 0) benchmark.report.writeJson(Path.of(options.get(json + 1)));
        System.exit(benchmark.report.passed() ? 0 : 1);
    }

    private void run() {
        List<Relay> relays = new ArrayList<>();
        try {
            relays.add(floor());
            relays.add(patchbay(RelayReport.EPOLL, "epoll", 22));
            relays.add(patchbay(RelayReport.NIO, "nio", 23));
            relays.add(RtpEngine.start(work, Subjects.address(24)));
            warmUp(relays);
            for (int calls : CALLS) measure(relays, calls);
        } finally {
            relays.forEach(Relay::close);
        }
        Delay delay = new Delay(root, work, programs(), plan.rounds(), plan.delays());
        delay.run();
        report.add(delay);
    }

    private Path programs() {
        return root.resolve("itests/bench/target/program");
    }

    private Relay floor() {
        var address = Subjects.address(21);
        String program = programs().resolve("floor").toString();
        Piped piped = Piped.start(work, "floor", List.of(program, address.getHostAddress()));
        return new Relay.ByLines(RelayReport.FLOOR, address, piped);
    }

    /** Starts a JVM as the distribution does, with the jars that it ships. */
    private Relay patchbay(String name, String backend, int host) {
        var address = Subjects.address(host);
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options());
        words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        words.addAll(List.of("-cp", programs() + ":" + jars()));
        words.addAll(List.of("org.patchbay.itest.bench.relay.RelayServer", address.getHostAddress(), backend));
        return new Relay.ByLines(name, address, Piped.start(work, backend, words));
    }

    private List<String> options() {
        try (Stream<String> lines = Files.lines(home().resolve("etc/java.options"))) {
            return lines.map(line -> line.replaceFirst("#.*", ""))
                    .flatMap(line -> Arrays.stream(line.split("\\s+")))
                    .filter(word -> !word.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String jars() {
        try (Stream<Path> files = Files.walk(home().resolve("bundles"))) {
            List<String> jars = files.map(Path::toString)
                    .filter(file -> file.matches(".*/(org\\.patchbay\\.io(\\.rtp)?|slf4j-api)-[0-9][^/]*\\.jar"))
                    .toList();
            return String.join(":", jars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path home() {
        return root.resolve("distribution/target/patchbay");
    }

    /** Lets each relay work; a JVM until its compiler has little left to do. */
    private void warmUp(List<Relay> relays) {
        try (Phones phones = Phones.open(programs(), work, Subjects.address(25), WARM_UP_CALLS, 0)) {
            for (Relay relay : relays) {
                phones.aim(relay.address(), relay.open(phones), relay.program());
                double share = 1;
                for (int i = 0; i < MOST_WARM_UPS && share > QUIET; i++) share = compiling(phones, relay);
                relay.hangUp();
            }
        }
    }

    private double compiling(Phones phones, Relay relay) {
        double before = relay.compilerNanos();
        Phones.Talk talk = phones.talk(plan.warmUp(), relay.program());
        // threads of the compiler end when there is nothing to do, and are not counted any more
        double share = Math.max(0, relay.compilerNanos() - before) / talk.of("cpu");
        System.out.printf(
                "%s: warming up, %d packets, the compiler took %.0f %% of the CPU%n",
                relay.name(), talk.of("sent"), 100 * share);
        return share;
    }

    private void measure(List<Relay> relays, int calls) {
        try (Phones phones = Phones.open(programs(), work, Subjects.address(25), calls, 0)) {
            Map<Relay, List<Integer>> ports = new LinkedHashMap<>();
            for (Relay relay : relays) ports.put(relay, relay.open(phones));
            for (int round = 1; round <= plan.rounds(); round++) {
                System.out.printf("%d calls, round %d of %d, %s%n", calls, round, plan.rounds(), Report.machine());
                ports.forEach((relay, to) -> {
                    phones.aim(relay.address(), to, relay.program());
                    report.add(calls, relay.name(), phones.talk(plan.talk(), relay.program()));
                });
            }
            relays.forEach(Relay::hangUp);
        }
    }
}
