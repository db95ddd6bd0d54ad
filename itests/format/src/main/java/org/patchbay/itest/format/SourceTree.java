package org.patchbay.itest.format;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java sources below {@code root}, except what a build generated. */
public record SourceTree(Path root) {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    /** Returns the sources that the formatter would change. */
    public List<Path> unformatted() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(this::written)
                    .parallel()
                    .filter(file -> !read(file).equals(formatted(file)))
                    .sorted()
                    .toList();
        }
    }

    /** Returns what the formatter makes of {@code file}; throws with the line of a syntax error. */
    public static String formatted(Path file) {
        try {
            return FORMATTER.formatSourceAndFixImports(read(file));
        } catch (FormatterException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    private boolean written(Path file) {
        return file.toString().endsWith(".java")
                && !root.relativize(file).toString().contains("target/");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
