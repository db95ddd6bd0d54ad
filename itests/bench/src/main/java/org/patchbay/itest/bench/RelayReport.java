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
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a relayed packet cost, round by round. A ratio is the median of the ratios within each round: what slows the machine for a
 * while slows the relays of a round alike.
 */
final class RelayReport {
    static final String FLOOR = "floor in C";
    static final String EPOLL = "Patchbay, epoll";
    static final String NIO = "Patchbay, nio";
    static final String RTPENGINE = "rtpengine";

    private final String machine = Report.machine();
    private final Map<Integer, Map<String, List<Phones.Talk>>> talks = new TreeMap<>();
    private Optional<Delay> delay = Optional.empty();

    void add(int calls, String relay, Phones.Talk talk) {
        talks.computeIfAbsent(calls, c -> new LinkedHashMap<>())
                .computeIfAbsent(relay, name -> new ArrayList<>())
                .add(talk);
    }

    /** Takes what packets wait in the whole server. */
    void add(Delay measured) {
        delay = Optional.of(measured);
    }

    private List<Double> costs(int calls, String relay) {
        return talks.get(calls).get(relay).stream()
                .map(Phones.Talk::cpuMicrosEach)
                .toList();
    }

    private double ratio(int calls, String relay, String base) {
        List<Double> own = costs(calls, relay);
        List<Double> other = costs(calls, base);
        return Report.median(IntStream.range(0, own.size())
                .mapToObj(round -> own.get(round) / other.get(round))
                .toList());
    }

    private long wrong(int calls, String relay) {
        return talks.get(calls).get(relay).stream()
                .mapToLong(Phones.Talk::wrong)
                .sum();
    }

    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (int calls : talks.keySet()) {
            checks.add(below(calls, EPOLL, FLOOR, 1.10));
            checks.add(below(calls, NIO, FLOOR, 1.25));
            for (String own : List.of(EPOLL, NIO)) {
                checks.add(below(calls, own, RTPENGINE, 0.65));
                checks.add(Check.none("%s, %d calls: lost, twice, astray".formatted(own, calls), wrong(calls, own)));
            }
        }
        delay.ifPresent(measured -> checks.addAll(measured.checks()));
        return checks;
    }

    private Check below(int calls, String relay, String base, double limit) {
        double ratio = ratio(calls, relay, base);
        String what = "%s, %d calls: at most %s x %s".formatted(relay, calls, number(limit), base);
        return new Check(what, "x" + number(ratio), ratio <= limit, true);
    }

    boolean passed() {
        return checks().stream().allMatch(Check::passed);
    }

    String table() {
        StringBuilder text = new StringBuilder(machine).append("\n\n");
        text.append("| calls | relay | CPU-us per packet (rounds) | x floor | x rtpengine | lost, twice, astray |\n");
        text.append("|---|---|---|---|---|---|\n");
        talks.forEach((calls, byRelay) -> byRelay.keySet().forEach(relay -> text.append(row(calls, relay))));
        text.append('\n');
        delay.ifPresent(measured -> text.append(measured.table()));
        checks().forEach(check -> text.append(
                "%s  %s: %s%n".formatted(check.passed() ? "ok    " : "FAILED", check.what(), check.found())));
        return text.toString();
    }

    private String row(int calls, String relay) {
        List<Double> costs = costs(calls, relay);
        String rounds = costs.stream().map(RelayReport::number).collect(Collectors.joining(", "));
        return "| %d | %s | **%s** (%s) | %s | %s | %d |%n"
                .formatted(
                        calls,
                        relay,
                        number(Report.median(costs)),
                        rounds,
                        number(ratio(calls, relay, FLOOR)),
                        number(ratio(calls, relay, RTPENGINE)),
                        wrong(calls, relay));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    void writeJson(Path file) {
        String cost = talks.keySet().stream()
                .map(calls -> "    \"%d\": {%s}".formatted(calls, json(calls)))
                .collect(Collectors.joining(",\n"));
        String checks = checks().stream().map(check -> "    " + check.json()).collect(Collectors.joining(",\n"));
        String text = """
            {
              "at": "%s",
              "machine": %s,
              "cpu_us_per_packet": {
            %s
              },
              "delay": %s,
              "checks": [
            %s
              ]
            }
            """.formatted(
                        Instant.now(),
                        Check.quoted(machine),
                        cost,
                        delay.map(Delay::json).orElse("null"),
                        checks);
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String json(int calls) {
        return talks.get(calls).keySet().stream()
                .map(relay -> "\"%s\": {\"rounds\": %s, \"floor_ratio\": %s, \"rtpengine_ratio\": %s, \"wrong\": %d}"
                        .formatted(
                                relay,
                                costs(calls, relay),
                                number(ratio(calls, relay, FLOOR)),
                                number(ratio(calls, relay, RTPENGINE)),
                                wrong(calls, relay)))
                .collect(Collectors.joining(", "));
    }
}
