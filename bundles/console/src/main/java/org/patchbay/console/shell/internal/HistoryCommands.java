package org.patchbay.console.shell.internal;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.console.view.internal.Change;
import org.patchbay.console.view.internal.HistoryList;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.console.view.internal.Secrets;
import org.patchbay.pbx.FileHistory;
import org.patchbay.pbx.FileHistory.Generation;

/** {@code history:list}, {@code show}, {@code undo} and {@code restore}. */
@Component(
        service = HistoryCommands.class,
        property = {
            "osgi.command.scope=history",
            "osgi.command.function=list",
            "osgi.command.function=show",
            "osgi.command.function=undo",
            "osgi.command.function=restore"
        })
public final class HistoryCommands {
    private static final String AWAY = "The module that keeps the history of files is not running.";
    private final Modules modules;

    @Activate
    public HistoryCommands(@Reference Modules modules) {
        this.modules = modules;
    }

    /** Lists the files that have a history. */
    public String list() {
        HistoryList list = HistoryList.of(modules.history(), InstantSource.system());
        if (!list.running()) return AWAY;
        if (list.files().isEmpty()) return "No file has a history yet.";
        var table = new TextTable("FILE", "GENERATIONS", "SINCE", "HOLDS");
        for (HistoryList.File file : list.files()) {
            HistoryList.Row newest = file.generations().getFirst();
            table.row(
                    file.file(),
                    file.generations().size(),
                    Times.local(newest.since()),
                    newest.current() ? newest.id() : "something else");
        }
        return table.toString();
    }

    /** Lists the generations of a file, the newest first. */
    public String list(String file) {
        return modules.history().map(history -> list(history, file)).orElse(AWAY);
    }

    private static String list(FileHistory history, String file) {
        if (history.generations(file).isEmpty()) return unknown(file);
        var table = new TextTable("GENERATION", "SINCE", "");
        for (Generation generation : history.generations(file)) {
            table.row(
                    generation.id(),
                    Times.local(generation.since().toEpochMilli()),
                    generation.current() ? "what the file holds" : "");
        }
        return table.toString();
    }

    /** Shows a generation of a file and what it has changed; passwords and their hashes are hidden. */
    public String show(String file, String id) {
        if (modules.history().isEmpty()) return AWAY;
        FileHistory history = modules.history().get();
        if (history.generations(file).isEmpty()) return unknown(file);
        Optional<Change> change = Change.of(history, file, id);
        if (change.isEmpty())
            return "There is no generation " + id + " of " + file + "; history:list " + file + " shows them.";
        String text = history.text(file, id)
                .orElse("")
                .lines()
                .map(Secrets::hide)
                .map(TextTable::harmless)
                .collect(Collectors.joining("\n"));
        return change.get().before().isEmpty() ? text : text + "\n\n" + changed(change.get());
    }

    private static String changed(Change change) {
        return "Changed since " + change.before().orElse("") + ":\n"
                + change.lines().stream().map(HistoryCommands::marked).collect(Collectors.joining("\n"));
    }

    private static String marked(Change.Line line) {
        return switch (line.kind()) {
                    case "added" -> "+ ";
                    case "removed" -> "- ";
                    case "gap" -> "... ";
                    default -> "  ";
                }
                + TextTable.harmless(line.text());
    }

    /** Gives a file back what it held before; twice gives the later content back. */
    public String undo(String file) {
        return put(file, history -> history.undo(file));
    }

    /** Gives a file back what it held in a generation. */
    public String restore(String file, String id) {
        return put(file, history -> history.restore(file, id));
    }

    /** What is to be done. */
    @FunctionalInterface
    private interface Action {
        Generation run(FileHistory history) throws IOException;
    }

    private String put(String file, Action action) {
        if (modules.history().isEmpty()) return AWAY;
        try {
            return file + " holds generation "
                    + action.run(modules.history().get()).id() + " now.";
        } catch (IOException e) {
            return "Nothing was changed: " + e.getMessage() + ".";
        }
    }

    private static String unknown(String file) {
        return "There is no history of " + file + "; history:list shows the files.";
    }
}
