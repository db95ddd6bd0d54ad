package org.patchbay.itest.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A run of sipp: a scenario of {@code src/test/sip} from or at an address of its own. */
public final class Sipp {
    private static final Path SCENARIOS = Path.of("src", "test", "sip").toAbsolutePath();

    private final String name;
    private final Path folder;
    private final List<String> words = new ArrayList<>();

    private Sipp(String name, String scenario, InetSocketAddress local) {
        this.name = name;
        this.folder = Path.of("target", "sipp", name).toAbsolutePath();
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve("statistics.csv"));
            Files.deleteIfExists(folder.resolve("errors.log"));
            TestUsers.writeSippUsers(folder.resolve("users.csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        words.addAll(List.of("sipp", "-sf", SCENARIOS.resolve(scenario).toString()));
        words.addAll(List.of("-i", local.getAddress().getHostAddress(), "-p", Integer.toString(local.getPort())));
        words.addAll(List.of("-trace_stat", "-stf", "statistics.csv", "-fd", "1"));
        words.addAll(List.of("-trace_err", "-error_file", "errors.log"));
        words.addAll(List.of("-nostdin", "-buff_size", "8388608"));
    }

    /** Prepares a scenario that answers requests at {@code local}. */
    public static Sipp answering(String name, String scenario, InetSocketAddress local) {
        return new Sipp(name, scenario, local);
    }

    /** Prepares a scenario that calls {@code server}, with the users 1000 to 1999 one after the other. */
    public static Sipp calling(String name, String scenario, InetSocketAddress local, InetSocketAddress server) {
        return new Sipp(name, scenario, local)
                .with("-inf", "users.csv")
                .with(server.getAddress().getHostAddress() + ":" + server.getPort());
    }

    public Sipp with(String... more) {
        words.addAll(Arrays.asList(more));
        return this;
    }

    /** So many calls, so many a second. */
    public Sipp calls(int count, int perSecond) {
        return with("-m", Integer.toString(count), "-r", Integer.toString(perSecond));
    }

    /** Sets a variable of the command line that the scenario uses as {@code [name]}. */
    public Sipp key(String key, String value) {
        return with("-key", key, value);
    }

    public Run start() {
        return new Run(new Command(words, Map.of(), java.util.Optional.of(folder)).start(folder.resolve("screen.log")));
    }

    /** Runs to the end and fails unless every call went as the scenario says. */
    public Counts mustSucceed(Duration limit) {
        return start().mustSucceed(limit);
    }

    /** What sipp counted. */
    public record Counts(long successful, long failed, long retransmissions) {}

    /** A sipp that runs. */
    public final class Run implements AutoCloseable {
        private final Command.Running running;

        private Run(Command.Running running) {
            this.running = running;
        }

        public Counts mustSucceed(Duration limit) {
            Command.Result result = running.await(limit);
            if (result.exitCode() != 0) {
                throw new AssertionError(name + " ended with " + result.exitCode() + ", " + counts() + "\n" + errors());
            }
            return counts();
        }

        /** Returns what sipp has written last, at most a second old. */
        public Counts counts() {
            List<String> lines = lines("statistics.csv");
            if (lines.size() < 2) return new Counts(0, 0, 0);
            String[] names = lines.getFirst().split(";");
            String[] values = lines.getLast().split(";");
            Map<String, String> last = new TreeMap<>();
            for (int i = 0; i < Math.min(names.length, values.length); i++) last.put(names[i], values[i]);
            return new Counts(
                    number(last, "SuccessfulCall(C)"),
                    number(last, "FailedCall(C)"),
                    number(last, "Retransmissions(C)"));
        }

        private long number(Map<String, String> values, String column) {
            return Long.parseLong(values.getOrDefault(column, "0"));
        }

        public String errors() {
            List<String> lines = lines("errors.log");
            return String.join("\n", lines.subList(0, Math.min(lines.size(), 60)));
        }

        private List<String> lines(String file) {
            try {
                Path path = folder.resolve(file);
                return Files.exists(path)
                        ? Files.readAllLines(path, java.nio.charset.StandardCharsets.ISO_8859_1)
                        : List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            running.close();
        }
    }
}
