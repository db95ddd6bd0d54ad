package org.patchbay.itest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTreeTest {
    private static final Path ROOT =
            Path.of(System.getProperty("sources")).toAbsolutePath().normalize();

    /** {@code -Dformat=apply} mends what it finds. */
    @Test
    void holdsOnlyFormattedSources() throws IOException {
        var unformatted = new SourceTree(ROOT).unformatted();

        if ("apply".equals(System.getProperty("format"))) {
            for (Path file : unformatted) {
                Files.writeString(file, SourceTree.formatted(file));
            }
            return;
        }
        assertThat(unformatted)
                .as("unformatted; mend with: mvn -q -pl itests/format test -Dformat=apply")
                .isEmpty();
    }

    @Test
    void readsTheSyntaxOfTheReleaseWeCompileFor(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("A.java"), """
            record A(int x, A next) {
                int sum(Object o) {
                    return switch (o) {
                        case A(int first, A(var second, var _)) when first > 0 -> first+second;
                        default -> 0;
                    };
                }
            }
            """);

        assertThat(new SourceTree(folder).unformatted()).containsExactly(source);
        assertThat(SourceTree.formatted(source)).contains("first + second");
    }
}
