package org.patchbay.pbx.files.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log, and whoever asks, how the last reading of a file went. Written by one thread, read by any. */
final class Report {
    private static final Logger LOG = LoggerFactory.getLogger(Report.class);
    private final Path path;
    private volatile State state = new State(Optional.empty(), 0, Optional.empty(), Optional.empty());

    Report(Path path) {
        this.path = path;
    }

    /** Says that the file's present version is in force. */
    void inForce(Instant now, int entries, String what, String generation) {
        state = new State(Optional.of(now), entries, Optional.of(generation), Optional.empty());
        LOG.info("{}: {} {} in force, generation {}", path, entries, what, generation);
    }

    /** Says that the file's present version is refused; what was in force stays so. A repeated reason is logged once. */
    void refused(Refusal refusal) {
        State before = state;
        String sentence = path + ": " + refusal.reason();
        if (before.refusal().equals(Optional.of(sentence))) return;
        state = new State(before.loaded(), before.entries(), before.generation(), Optional.of(sentence));
        String rest = before.loaded().isPresent() ? "the version before stays in force" : "nothing is in force";
        LOG.error("{}; {}", sentence, rest);
    }

    Path path() {
        return path;
    }

    State state() {
        return state;
    }

    /** See {@link org.patchbay.pbx.DataFile}. */
    record State(Optional<Instant> loaded, int entries, Optional<String> generation, Optional<String> refusal) {}
}
