package org.patchbay.console.view.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.patchbay.pbx.FileHistory;
import org.patchbay.pbx.FileHistory.Generation;

/**
 * What a generation of a file has changed. Passwords and their hashes are left out.
 *
 * @param before the generation that it is compared with; empty for the first one known, all of whose lines are new
 * @param lines the changed lines, with some around them
 * @param unseen how many more there are
 */
public record Change(String file, String id, Optional<String> before, List<Line> lines, int unseen) {
    private static final int MOST = 500;

    /** A line; {@code kind} is {@code same}, {@code added}, {@code removed}, or {@code gap} for equal lines left out. */
    public record Line(String kind, String text) {}

    /** Compares a generation with the one before it; empty when it is not known. */
    public static Optional<Change> of(FileHistory history, String file, String id) {
        Optional<String> text = history.text(file, id);
        if (text.isEmpty()) return Optional.empty();
        Optional<String> before = before(history.generations(file), id);
        List<LineDiff.Line> all = LineDiff.of(
                before.flatMap(earlier -> history.text(file, earlier)).orElse(""), text.get());
        List<Line> lines = all.stream().limit(MOST).map(Change::line).toList();
        return Optional.of(new Change(file, id, before, lines, all.size() - lines.size()));
    }

    private static Optional<String> before(List<Generation> newestFirst, String id) {
        return newestFirst.stream()
                .map(Generation::id)
                .dropWhile(each -> !each.equals(id))
                .skip(1)
                .findFirst();
    }

    private static Line line(LineDiff.Line line) {
        return new Line(line.kind().name().toLowerCase(Locale.ROOT), Secrets.hide(line.text()));
    }
}
