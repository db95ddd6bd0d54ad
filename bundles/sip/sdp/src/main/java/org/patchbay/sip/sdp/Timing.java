package org.patchbay.sip.sdp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
        for (Line line : lines) {
            if (line.type() == 't') time(line, timings);
            else if (line.type() == 'r' && !timings.isEmpty()) repeat(line, timings);
        }
        return timings;
    }

    private static void time(Line line, List<Timing> timings) {
        List<String> words = Words.of(line.value());
        if (words.size() != 2) return;
        long start = seconds(words.get(0));
        long stop = seconds(words.get(1));
        if (start >= 0 && stop >= 0) timings.add(new Timing(start, stop, List.of()));
    }

    private static void repeat(Line line, List<Timing> timings) {
        List<Long> numbers = Words.of(line.value()).stream().map(Timing::seconds).toList();
        if (numbers.size() < 3 || numbers.contains(-1L)) return;
        List<Duration> parts = numbers.stream().map(Duration::ofSeconds).toList();
        Timing last = timings.removeLast();
        var repeats = new ArrayList<>(last.repeats);
        repeats.add(new Repeat(parts.get(0), parts.get(1), parts.subList(2, parts.size())));
        timings.add(new Timing(last.start, last.stop, repeats));
    }

    /** Reads {@code 3600}, or {@code 1h} as RFC 8866 section 5.10 shortens it; -1 when it is neither. */
    private static long seconds(String text) {
        if (text.isEmpty() || text.length() > 12) return -1;
        long unit =
                switch (text.charAt(text.length() - 1)) {
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
