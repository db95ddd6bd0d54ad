package org.patchbay.itest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures of the hot-swap benchmark, and whether they are as they must be. */
final class SwapReport {
    /** How many class loaders a bundle's class has in the end: of the version that came with the server, and of the newest. */
    static final int LOADERS = 2;

    private static final Duration NEW_CALLS_WITHIN = Duration.ofSeconds(1);
    private static final long GAP_NANOS = 40_000_000;
    private static final double HEAP_GROWTH = 1.05;
    private static final long HEAP_SLACK_BYTES = 2 << 20;

    private final SwapPlan plan;
    private final List<Check> checks = new ArrayList<>();
    private final List<String> details = new ArrayList<>();
    private Part quiet;
    private Part busy;
    private List<Swaps.Swap> swaps = List.of();
    private RtpCount.Packets packets;
    private long heapBefore;
    private long heapAfter;
    private long loadersBefore;
    private long loadersAfter;

    SwapReport(SwapPlan plan) {
        this.plan = plan;
    }

    void quiet(Part part) {
        quiet = part;
    }

    void busy(Part part) {
        busy = part;
    }

    void heap(long bytesBefore, long bytesAfter) {
        heapBefore = bytesBefore;
        heapAfter = bytesAfter;
    }

    void longCalls(List<String> failures, RtpCount.Packets counted) {
        packets = counted;
        List<String> failedCalls = Stream.of(
                        quiet.counts().failedCalls(), busy.counts().failedCalls(), failures)
                .flatMap(List::stream)
                .toList();
        List<String> failedRegistrations = Stream.of(
                        quiet.counts().failedRegistrations(), busy.counts().failedRegistrations())
                .flatMap(List::stream)
                .toList();
        details.addAll(packets.losses());
        details.addAll(failedCalls);
        details.addAll(failedRegistrations);
        checks.add(Check.none("failed calls", failedCalls.size()));
        checks.add(Check.none("failed registrations", failedRegistrations.size()));
        checks.add(Check.none("RTP packets lost", packets.lost()));
        checks.add(Check.none("RTP packets twice", packets.duplicates()));
        long caused = busy.silence().serverNanos() - quiet.silence().serverNanos();
        checks.add(new Check(
                "longest RTP gap, against the run without swaps: less than 40 ms longer",
                millis(caused) + " ms",
                caused < GAP_NANOS,
                true));
    }

    void swaps(List<Swaps.Swap> all, List<String> strays) {
        swaps = List.copyOf(all);
        details.addAll(strays);
        List<String> unseen = all.stream()
                .filter(swap -> swap.took().isEmpty())
                .map(swap ->
                        "no new call was seen on " + swap + (swap.problem().isEmpty() ? "" : ": " + swap.problem()))
                .toList();
        details.addAll(unseen);
        checks.add(Check.none("replacements that new calls did not reach", unseen.size()));
        checks.add(Check.none("calls on another version afterwards", strays.size()));
        within("new calls on the new version", false);
        boolean rolledBack = all.stream().anyMatch(Swaps.Swap::back);
        checks.add(new Check("roll-back was tried", rolledBack ? "yes" : "no", rolledBack, false));
        within("new calls on the old version after a roll-back", true);
    }

    private void within(String what, boolean back) {
        List<Duration> times = times(back);
        Duration longest = times.isEmpty() ? Duration.ZERO : times.getLast();
        checks.add(new Check(
                what + ": within 1 s", longest.toMillis() + " ms", longest.compareTo(NEW_CALLS_WITHIN) <= 0, true));
    }

    private List<Duration> times(boolean back) {
        return swaps.stream()
                .filter(swap -> swap.back() == back && !swap.to().what().isConsole()) // no call goes through that
                .flatMap(swap -> swap.took().stream())
                .sorted()
                .toList();
    }

    /** Takes the number of all class loaders of bundles, and how many each replaced class has at the end. */
    void loaders(long before, long after, Map<String, Long> byClass) {
        loadersBefore = before;
        loadersAfter = after;
        List<String> left = byClass.entrySet().stream()
                .filter(entry -> entry.getValue() > LOADERS)
                .map(entry -> "%s is still in %d class loaders".formatted(entry.getKey(), entry.getValue()))
                .toList();
        details.addAll(left);
        checks.add(Check.none("replaced versions whose class loader is still there", left.size()));
        long limit = (long) (heapBefore * HEAP_GROWTH) + HEAP_SLACK_BYTES;
        checks.add(new Check(
                "live objects at the end: as after the first third (%s MB), give or take 5 %% and 2 MB"
                        .formatted(megabytes(heapBefore)),
                megabytes(heapAfter) + " MB",
                heapAfter <= limit,
                false));
    }

    boolean passed() {
        return checks.stream().allMatch(Check::passed);
    }

    static String millis(Optional<Duration> duration) {
        return duration.map(length -> length.toMillis() + " ms").orElse("not seen");
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1048576.0);
    }

    String table() {
        StringBuilder text = new StringBuilder(Report.machine())
                .append("\n%d calls up, %d new calls and 10 registrations a second, %d replacements%n%n"
                        .formatted(plan.calls(), plan.rate(), plan.replacements()))
                .append("| | without swaps | with swaps |\n|---|---|---|\n");
        rows().forEach((title, value) ->
                text.append("| %s | %s | %s |%n".formatted(title, value.apply(quiet), value.apply(busy))));
        text.append("\n| replaced | times | median ms | longest ms |\n|---|---|---|---|\n");
        byBundle()
                .forEach((bundle, times) -> text.append("| %s | %d | %d | %d |%n"
                        .formatted(bundle, times.size(), percentile(times, 0.5), percentile(times, 1))));
        text.append("\n| | |\n|---|---|\n");
        facts().forEach((title, value) -> text.append("| %s | %s |%n".formatted(title, value)));
        text.append('\n');
        checks.forEach(check -> text.append(
                "%s  %s; found %s%n".formatted(check.passed() ? "ok    " : "FAILED", check.what(), check.found())));
        details.stream()
                .limit(40)
                .forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }

    private Map<String, Function<Part, Object>> rows() {
        Map<String, Function<Part, Object>> rows = new LinkedHashMap<>();
        rows.put("seconds", part -> part.length().toSeconds());
        rows.put("new calls", Part::callsOk);
        rows.put("failed calls", part -> part.counts().failedCalls().size());
        rows.put("registrations", part -> part.counts().registered());
        rows.put(
                "failed registrations",
                part -> part.counts().failedRegistrations().size());
        rows.put("call set-up, median ms", part -> part.setUp(0.5).toMillis());
        rows.put("call set-up, 99 % ms", part -> part.setUp(0.99).toMillis());
        rows.put("call set-up, longest ms", part -> part.setUp(1).toMillis());
        rows.put(
                "longest RTP gap, the server's part, ms",
                part -> millis(part.silence().serverNanos()));
        rows.put(
                "RTP gaps of more than 60 ms, the server's part",
                part -> part.silence().noticed());
        rows.put("longest RTP gap as heard, ms", part -> millis(part.silence().longestNanos()));
        rows.put(
                "the generator sent late by at most, ms",
                part -> millis(part.silence().lateNanos()));
        rows.put("CPU of the server, cores", part -> String.format(Locale.ROOT, "%.2f", part.serverCpu()));
        rows.put("CPU of the generator, cores", part -> String.format(Locale.ROOT, "%.2f", part.ownCpu()));
        return rows;
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("RTP packets sent", packets.sent());
        facts.put("RTP packets lost", packets.lost());
        facts.put("RTP packets sent before the call was connected, and not heard", packets.early());
        facts.put("drop to the first new call on the new version, median ms", percentile(times(false), 0.5));
        facts.put("drop to the first new call on the new version, longest ms", percentile(times(false), 1));
        facts.put("roll-backs", times(true).size());
        facts.put("roll-back to the first new call on the old version, median ms", percentile(times(true), 0.5));
        facts.put("roll-back to the first new call on the old version, longest ms", percentile(times(true), 1));
        facts.put("class loaders before", loadersBefore);
        facts.put("class loaders after", loadersAfter);
        facts.put("live objects after the first third, MB", megabytes(heapBefore));
        facts.put("live objects at the end, MB", megabytes(heapAfter));
        for (RtpCount.Gap gap : busy.silence().worst()) {
            facts.put("gap of %s ms".formatted(millis(gap.serverNanos())), during(gap));
        }
        return facts;
    }

    /** Tells which replacement a silence fell into, and how long after the drop it ended. */
    private String during(RtpCount.Gap gap) {
        return swaps.stream()
                .filter(swap -> swap.began() <= gap.at())
                .max(Comparator.comparingLong(Swaps.Swap::began))
                .map(swap -> "%s ms after the drop of %s".formatted(millis(gap.at() - swap.began()), swap))
                .orElse("before the first drop");
    }

    private Map<String, List<Duration>> byBundle() {
        return swaps.stream()
                .filter(swap -> !swap.back() && swap.took().isPresent())
                .collect(Collectors.groupingBy(
                        swap -> swap.to().what().bundle(),
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(
                                Collectors.mapping(swap -> swap.took().orElseThrow(), Collectors.toList()),
                                times -> times.stream().sorted().toList())));
    }

    private static long percentile(List<Duration> sorted, double share) {
        if (sorted.isEmpty()) return 0;
        return sorted.get((int) Math.round((sorted.size() - 1) * share)).toMillis();
    }

    void writeJson(Path file) {
        String text = "{\n  \"at\": \"%s\",\n  \"machine\": %s,\n  \"passed\": %b,\n"
                        .formatted(Instant.now(), Check.quoted(Report.machine()), passed())
                + "  \"calls\": %d,\n  \"rate\": %d,\n  \"replacements\": %d,\n"
                        .formatted(plan.calls(), plan.rate(), plan.replacements())
                + "  \"without swaps\": {%s},\n  \"with swaps\": {%s},\n".formatted(part(quiet), part(busy))
                + "  \"facts\": {%s},\n".formatted(members(facts()))
                + "  \"swaps\": [\n    %s\n  ],\n"
                        .formatted(swaps.stream().map(SwapReport::json).collect(LINES))
                + "  \"checks\": [\n    %s\n  ],\n"
                        .formatted(checks.stream().map(Check::json).collect(LINES))
                + "  \"details\": [\n    %s\n  ]\n}\n"
                        .formatted(details.stream().map(Check::quoted).collect(LINES));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final java.util.stream.Collector<CharSequence, ?, String> LINES = Collectors.joining(",\n    ");

    private String part(Part part) {
        Map<String, Object> values = new LinkedHashMap<>();
        rows().forEach((title, value) -> values.put(title, value.apply(part)));
        return members(values);
    }

    private static String members(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(entry -> Check.quoted(entry.getKey()) + ": " + value(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String value(Object value) {
        String text = value.toString();
        return text.matches("-?\\d+(\\.\\d+)?") ? text : Check.quoted(text);
    }

    private static String json(Swaps.Swap swap) {
        return "{\"bundle\": \"%s\", \"version\": \"%s\", \"back\": %b, \"millis\": %s}"
                .formatted(
                        swap.to().what().bundle(),
                        swap.to().version(),
                        swap.back(),
                        swap.took().map(took -> Long.toString(took.toMillis())).orElse("null"));
    }
}
