package org.patchbay.sip.sdp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@code t=} line with the {@code r=} lines after it. A call is {@code t=0 0}: it lasts until it is hung up.
 *
 * @param start seconds since 1900, 0 for none
 * @param stop seconds since 1900, 0 for none
 */
public record Timing(long start, long stop, List<Repeat> repeats) {
    public Timing {
        repeats = List.copyOf(repeats);
    }

    /** How a session comes again: after each {@code interval}, at each of the offsets, for as long as {@code active}. */
    public record Repeat(Duration interval, Duration active, List<Duration> offsets) {
        public Repeat {
            offsets = List.copyOf(offsets);
        }
    }

    /** Reads what is well-formed: no call depends on the rest. */
    static List<Timing> read(List<Line> lines) {
        var timings = new ArrayList<Timing>();
        var repeats = new ArrayList<Repeat>();
        for (Line line : lines.reversed()) {
            if (line.type() == 'r') repeat(line).ifPresent(repeats::add);
            if (line.type() != 't') continue;
            time(line, repeats.reversed()).ifPresent(timings::add);
            repeats.clear();
        }
        return List.copyOf(timings.reversed());
    }

    private static Optional<Timing> time(Line line, List<Repeat> repeats) {
        List<String> words = Words.of(line.value());
        if (words.size() != 2) return Optional.empty();
        long start = seconds(words.get(0));
        long stop = seconds(words.get(1));
        return start < 0 || stop < 0 ? Optional.empty() : Optional.of(new Timing(start, stop, repeats));
    }

    private static Optional<Repeat> repeat(Line line) {
        List<Long> numbers =
                Words.of(line.value()).stream().map(Timing::seconds).toList();
        if (numbers.size() < 3 || numbers.contains(-1L)) return Optional.empty();
        List<Duration> parts = numbers.stream().map(Duration::ofSeconds).toList();
        return Optional.of(new Repeat(parts.get(0), parts.get(1), parts.subList(2, parts.size())));
    }

    /** Reads {@code 3600}, or {@code 1h} as RFC 8866 section 5.10 shortens it; -1 when it is neither. */
    private static long seconds(String text) {
        if (text.isEmpty() || text.length() > 12) return -1;
        long unit = switch (text.charAt(text.length() - 1)) {
            case 'd' -> 86_400;
            case 'h' -> 3_600;
            case 'm' -> 60;
            case 's' -> 1;
            default -> 0;
        };
        String digits = unit == 0 ? text : text.substring(0, text.length() - 1);
        return Numbers.digits(digits) ? Long.parseLong(digits) * Math.max(1, unit) : -1;
    }
}
