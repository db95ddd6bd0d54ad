package org.patchbay.io.resolver.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small file of the system that is read again when it has changed; where there is none it has no lines. */
final class SystemFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(SystemFile.class);

    private final Path path;
    private final Function<List<String>, T> meaning;
    private volatile T value;
    private @Nullable FileTime read;

    SystemFile(Path path, Function<List<String>, T> meaning) {
        this.path = path;
        this.meaning = meaning;
        this.value = meaning.apply(List.of());
        refresh();
    }

    /** Returns what the file says, without touching it. */
    T value() {
        return value;
    }

    /** Reads the file when it isn't the one that was read; by one thread at a time. */
    void refresh() {
        try {
            var changed = Files.exists(path) ? Files.getLastModifiedTime(path) : null;
            if (changed == null || changed.equals(read)) return;
            read = changed;
            value = meaning.apply(lines());
        } catch (IOException unreadable) {
            LOG.warn("{} can't be read, what it said before holds: {}", path, unreadable.toString());
        }
    }

    private List<String> lines() throws IOException {
        // in a comment there may be anything
        try (Stream<String> lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
            return lines.map(SystemFile::withoutComment)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }
}
