package org.patchbay.itest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program that runs, and what it has used so far: all its processes, all their threads, also those that have ended. */
record Program(Process process, Path output) implements AutoCloseable {
    private static final long TICK_NANOS = 10_000_000; // sysconf(_SC_CLK_TCK) is 100 on every Linux

    static Program start(Path folder, String name, List<String> words) {
        try {
            Files.createDirectories(folder);
            Path output = folder.resolve(name + ".log");
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .start();
            return new Program(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end and returns its exit code; kills it after {@code seconds}. */
    static int run(Path folder, String name, long seconds, List<String> words) {
        try (Program program = start(folder, name, words)) {
            if (program.process.waitFor(seconds, TimeUnit.SECONDS)) return program.process.exitValue();
            throw new IllegalStateException(name + " still runs after " + seconds + " s: " + program.output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String said() {
        return read(output);
    }

    long cpuNanos() {
        return all().mapToLong(Program::cpuTicks).sum() * TICK_NANOS;
    }

    /** Returns the memory that belongs to this program alone, with its share of what several processes map (PSS). */
    long memoryBytes() {
        return all().mapToLong(Program::pssKilobytes).sum() * 1024;
    }

    boolean isJava() {
        return process.info().command().orElse("").endsWith("java");
    }

    long liveBytes() {
        return histogram().bytes();
    }

    /** Walks the heap of a Java program, after a full collection; the program stands still for that long. */
    Histogram histogram() {
        return new Histogram(jcmd("GC.class_histogram"));
    }

    /** Returns, for each of those classes of a Java program, how many class loaders have it, those included that nobody uses any more. */
    Map<String, Long> loaders(List<String> classes) {
        Map<String, Long> loaders = new LinkedHashMap<>();
        for (String type : classes) loaders.put(type, 0L);
        for (String line : jcmd("VM.classloaders", "show-classes=true").lines().toList()) {
            loaders.computeIfPresent(line.substring(line.lastIndexOf(' ') + 1), (type, count) -> count + 1);
        }
        return loaders;
    }

    private String jcmd(String... command) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        List<String> words = new ArrayList<>(List.of(jcmd.toString(), Long.toString(process.pid())));
        words.addAll(List.of(command));
        run(output.getParent(), "jcmd", 60, words);
        return read(output.resolveSibling("jcmd.log"));
    }

    /** The live objects of a Java program, class by class, as jcmd tells them. */
    record Histogram(String text) {
        long bytes() {
            return sum(2, line -> line.startsWith("Total"));
        }

        /** Returns how many objects of a class there are. */
        long instances(String type) {
            return sum(1, line -> line.matches(".* " + Pattern.quote(type) + "( .*)?"));
        }

        private long sum(int column, Predicate<String> wanted) {
            return text.lines()
                    .filter(wanted)
                    .mapToLong(line -> Long.parseLong(line.strip().split(" +")[column]))
                    .sum();
        }
    }

    /** Returns what the threads that live have used whose names begin so. */
    double threadNanos(String name) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return threads.mapToDouble(thread -> threadNanos(thread, name)).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double threadNanos(Path thread, String name) {
        try {
            if (!read(thread.resolve("comm")).startsWith(name)) return 0;
            return Double.parseDouble(read(thread.resolve("schedstat")).split(" ")[0]);
        } catch (UncheckedIOException ended) {
            return 0; // since the threads were listed
        }
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    // fields 14 and 15 of proc(5): counted after the name, which may hold blanks
    private static long cpuTicks(ProcessHandle handle) {
        String stat = read(Path.of("/proc", Long.toString(handle.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static long pssKilobytes(ProcessHandle handle) {
        return read(Path.of("/proc", Long.toString(handle.pid()), "smaps_rollup"))
                .lines()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
