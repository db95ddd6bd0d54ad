package org.patchbay.console.view.internal;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.patchbay.pbx.FileHistory;
import org.patchbay.pbx.FileHistory.Generation;

/** The files that have a history, and their generations, the newest first. Instants are milliseconds since 1970. */
public record HistoryList(boolean running, long now, List<File> files) {
    /** A file; it has one generation at least. */
    public record File(String file, List<Row> generations) {}

    /** What a file held since a moment; {@code current} while it does. */
    public record Row(String id, long since, boolean current) {}

    /** Asks what knows how files were. */
    public static HistoryList of(Optional<FileHistory> history, InstantSource clock) {
        List<File> files = history.stream()
                .flatMap(known -> known.files().stream().map(file -> new File(file, rows(known, file))))
                .filter(file -> !file.generations().isEmpty())
                .toList();
        return new HistoryList(history.isPresent(), clock.millis(), files);
    }

    private static List<Row> rows(FileHistory history, String file) {
        return history.generations(file).stream().map(HistoryList::row).toList();
    }

    /** Returns one generation. */
    public static Row row(Generation generation) {
        return new Row(generation.id(), generation.since().toEpochMilli(), generation.current());
    }
}
