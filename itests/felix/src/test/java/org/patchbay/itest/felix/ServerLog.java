package org.patchbay.itest.felix;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the server has written into its log since a moment. */
final class ServerLog {
    private static final Predicate<String> TROUBLE =
            Pattern.compile(" ERROR |Exception|^\\tat |Error:").asPredicate();

    private final Path folder = Path.of(System.getProperty("patchbay.log"));
    private final long before;

    /** Begins now. */
    ServerLog() {
        before = lines().size();
    }

    List<String> written() {
        return lines().stream().skip(before).toList();
    }

    void assertNoExceptions() {
        assertEquals(List.of(), written().stream().filter(TROUBLE).toList());
    }

    private List<String> lines() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .flatMap(ServerLog::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<String> read(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
