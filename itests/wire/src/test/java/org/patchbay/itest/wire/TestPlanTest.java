package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/test-plan.md to what is there: each use case names tests, and each test named exists. */
class TestPlanTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Pattern USE_CASE = Pattern.compile("(?m)^\\| (UC-[A-Z]+-\\d+) \\|(.*)\\|(.*)\\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void everyUseCaseNamesATest() throws IOException {
        assertThat(useCases())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(TEST.matcher(row.group(3)).find())
                        .as(row.group(1))
                        .isTrue());
    }

    @Test
    void everyUseCaseHasANumberOfItsOwn() throws IOException {
        assertThat(useCases()).extracting(row -> row.group(1)).doesNotHaveDuplicates();
    }

    @Test
    void everyTestNamedExists() throws IOException {
        Map<String, String> sources = sources();

        List<String> missing = TEST.matcher(plan())
                .results()
                .filter(test -> !isMethod(sources.getOrDefault(test.group(1), ""), test.group(2)))
                .map(MatchResult::group)
                .toList();

        assertThat(missing).isEmpty();
    }

    private static boolean isMethod(String source, String name) {
        return Pattern.compile(
                        "@(Test|Property|ParameterizedTest)\\b[^;{}]*(\\{[^;]*?\\})?[^;{}]*\\bvoid " + name + "\\(")
                .matcher(source)
                .find();
    }

    private static String plan() throws IOException {
        return Files.readString(ROOT.resolve("docs/test-plan.md"));
    }

    private static List<MatchResult> useCases() throws IOException {
        return USE_CASE.matcher(plan()).results().toList();
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (String folder : List.of("bundles", "features", "itests", "distribution")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path file : files.filter(TestPlanTest::isTestSource).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    sources.put(name, Files.readString(file));
                }
            }
        }
        return sources;
    }

    private static boolean isTestSource(Path file) {
        return file.toString().contains("/src/test/java/") && file.toString().endsWith(".java");
    }
}
