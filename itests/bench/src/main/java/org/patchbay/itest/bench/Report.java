package org.patchbay.itest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was measured, round by round; shows medians and their ratios to the first subject. */
final class Report {
    /** One line of the table. */
    enum Measure {
        REGISTRATION("CPU-ms per registration (challenge and 200)", 1e-6),
        REGISTRATION_COMPILER("of it the Java machine's compiler", 1e-6),
        CALL("CPU-ms per call (challenge, answer, hang-up)", 1e-6),
        CALL_COMPILER("of it the Java machine's compiler", 1e-6),
        PEER_CALL("CPU-ms per call of a known server (no challenge)", 1e-6),
        SIGNALLING("of it without the relay's thread", 1e-6),
        NORMALISED("that, when the sipp that answers takes 0.08 ms", 1e-6),
        DIRECT_CALL("CPU-ms per call of a known server, signalling only (direct media)", 1e-6),
        PACKET("CPU-us per relayed packet", 1e-3),
        MEMORY("memory per call, KB (JVM: live objects; others: resident)", 1 / 1024.0),
        LEFT("transactions, legs and calls left of all those calls", 1);

        private final String title;
        private final double scale;

        Measure(String title, double scale) {
            this.title = title;
            this.scale = scale;
        }
    }

    private final Map<Measure, Map<String, List<Double>>> values = new TreeMap<>();
    private final Map<String, Long> failed = new LinkedHashMap<>();

    void add(Measure measure, Subject subject, double value) {
        values.computeIfAbsent(measure, m -> new LinkedHashMap<>())
                .computeIfAbsent(subject.name(), name -> new ArrayList<>())
                .add(value * measure.scale);
    }

    void add(Measure measure, Subject subject, Load.Cost cost) {
        add(measure, subject, cost.nanosEach());
        failed.merge(subject.name(), cost.failed(), Long::sum);
    }

    String table() {
        List<String> names = List.copyOf(failed.keySet());
        StringBuilder text = new StringBuilder(machine()).append("\n\n| |");
        names.forEach(name -> text.append(' ').append(name).append(" |"));
        text.append("\n|---|").append("---|".repeat(names.size())).append('\n');
        values.forEach((measure, bySubject) -> {
            text.append("| ").append(measure.title).append(" |");
            names.forEach(name -> text.append(cell(bySubject, name, names.getFirst())));
            text.append('\n');
        });
        text.append("| failed or lost |");
        failed.values().forEach(count -> text.append(' ').append(count).append(" |"));
        return text.append('\n').toString();
    }

    private static String cell(Map<String, List<Double>> bySubject, String name, String first) {
        List<Double> samples = bySubject.get(name);
        if (samples == null) return " - |";
        double own = median(samples);
        String range = samples.stream().map(value -> number(value)).collect(Collectors.joining(", "));
        List<Double> base = bySubject.getOrDefault(first, List.of());
        String ratio = name.equals(first) || base.isEmpty() ? "" : ", x" + number(own / median(base));
        return " **%s** (%s)%s |".formatted(number(own), range, ratio);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.0f", value);
    }

    static double median(List<Double> samples) {
        List<Double> sorted = samples.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    void writeJson(Path file) {
        String measures = values.entrySet().stream()
                .map(entry -> "  \"%s\": {%s}".formatted(entry.getKey().name().toLowerCase(Locale.ROOT), json(entry)))
                .collect(Collectors.joining(",\n"));
        String losses = failed.entrySet().stream()
                .map(entry -> "\"%s\": %d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        String text = "{\n  \"at\": \"%s\",\n  \"machine\": \"%s\",\n%s,\n  \"failed\": {%s}\n}\n"
                .formatted(Instant.now(), machine(), measures, losses);
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Map.Entry<Measure, Map<String, List<Double>>> entry) {
        return entry.getValue().entrySet().stream()
                .map(subject -> "\"%s\": %s".formatted(subject.getKey(), subject.getValue()))
                .collect(Collectors.joining(", "));
    }

    static String machine() {
        try {
            String model = Files.readString(Path.of("/proc/cpuinfo"))
                    .lines()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse("?");
            String load = Files.readString(Path.of("/proc/loadavg")).strip();
            return "%s, %d CPUs, %s, Linux %s, load %s"
                    .formatted(
                            Instant.now().toString().substring(0, 16),
                            Runtime.getRuntime().availableProcessors(),
                            model,
                            System.getProperty("os.version"),
                            load);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
