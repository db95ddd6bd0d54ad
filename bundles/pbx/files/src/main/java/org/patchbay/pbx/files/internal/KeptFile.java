package org.patchbay.pbx.files.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.patchbay.pbx.FileHistory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file in the history, which may be away: what is to be kept waits until it comes. Thread-safe. */
final class KeptFile {
    private static final Logger LOG = LoggerFactory.getLogger(KeptFile.class);
    private final Optional<String> name;
    private final Supplier<Optional<FileHistory>> history;
    private final AtomicReference<@Nullable String> waiting = new AtomicReference<>();

    /** A file outside of {@code home} has no history. */
    KeptFile(Path home, Path file, Supplier<Optional<FileHistory>> history) {
        Path folder = home.toAbsolutePath().normalize();
        Path path = file.toAbsolutePath().normalize();
        this.name = path.startsWith(folder)
                ? Optional.of(folder.relativize(path).toString().replace('\\', '/'))
                : Optional.empty();
        this.history = history;
    }

    /** Keeps {@code text}, now or with one of the next {@link #look}s. */
    void keep(String text) {
        waiting.set(text);
        look();
    }

    /** Keeps what has waited for the history. */
    void look() {
        Optional<FileHistory> present = history.get();
        if (present.isEmpty() || name.isEmpty()) return;
        String text = waiting.getAndSet(null);
        if (text == null) return;
        try {
            var _ = present.get().keep(name.get(), text);
        } catch (IOException e) {
            LOG.warn("{} has no history: {}", name.get(), e.getMessage());
        }
    }

    /** Returns what the file held in a generation. */
    Optional<String> text(String generation) {
        return name.flatMap(file -> history.get().flatMap(present -> present.text(file, generation)));
    }
}
