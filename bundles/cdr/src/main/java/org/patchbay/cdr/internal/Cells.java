package org.patchbay.cdr.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.patchbay.channel.CallRecord;

/** The cells of one row, in the order in which they are added. */
final class Cells {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final ZoneId zone;
    private final List<String> cells = new ArrayList<>();

    Cells(ZoneId zone) {
        this.zone = zone;
    }

    /** Returns a name of {@code call} that no other has, also not after a restart. */
    static String name(CallRecord call, ZoneId zone) {
        return NAME.format(call.started().atZone(zone)) + "-" + call.id();
    }

    Cells text(String text) {
        cells.add(text);
        return this;
    }

    Cells text(Optional<String> text) {
        return text(text.orElse(""));
    }

    /** Adds a time of the server's zone, to the millisecond. */
    Cells time(Optional<Instant> time) {
        return text(time.map(known -> known.truncatedTo(ChronoUnit.MILLIS)
                .atZone(zone)
                .toOffsetDateTime()
                .toString()));
    }

    /** Adds seconds, to the millisecond. */
    Cells seconds(Optional<Duration> length) {
        return text(length.map(known -> String.format(Locale.ROOT, "%.3f", known.toMillis() / 1000.0)));
    }

    Cells number(long number) {
        return text(Long.toString(number));
    }

    Cells number(Optional<Long> number) {
        return text(number.map(known -> Long.toString(known)));
    }

    /** Adds a number with {@code digits} after the point. */
    Cells decimal(Optional<Double> number, int digits) {
        return text(number.map(known -> String.format(Locale.ROOT, "%." + digits + "f", known)));
    }

    Cells millis(Optional<Duration> length) {
        return decimal(length.map(known -> known.toNanos() / 1e6), 1);
    }

    List<String> all() {
        return cells;
    }
}
