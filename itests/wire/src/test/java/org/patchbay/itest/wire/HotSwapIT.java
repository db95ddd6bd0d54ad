package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.server.Command;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The hot-swap benchmark, in short: what is counted must be right; what is timed is shown, as it depends on the machine. */
class HotSwapIT {
    private static final Path BENCHMARK =
            Path.of("..", "bench", "hot-swap").toAbsolutePath().normalize();

    @Test
    void replacesBundlesUnderCallsThatNobodyNotices() throws Exception {
        Path json = Files.createTempFile("hot-swap", ".json");

        Command.Result result = Command.of(BENCHMARK.toString())
                .with("--calls", "30", "--rate", "5", "--replacements", "22", "--quiet", "5", "--json", json.toString())
                .environment("JAVA_HOME", System.getProperty("java.home"))
                .run(Duration.ofMinutes(8));

        System.out.println(result.output());
        assertThat(result.exitCode()).as("1 is a check that failed").isBetween(0, 1);
        assertThat(checks(json))
                .as(result.output())
                .isNotEmpty()
                .noneMatch(check -> !isTimed(check) && !hasPassed(check));
    }

    private static List<Map<?, ?>> checks(Path json) throws Exception {
        // JSON is YAML 1.2
        Map<?, ?> report = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(json));
        return ((List<?>) report.get("checks"))
                .stream().<Map<?, ?>>map(check -> (Map<?, ?>) check).toList();
    }

    private static boolean isTimed(Map<?, ?> check) {
        return check.get("timed").equals(true);
    }

    private static boolean hasPassed(Map<?, ?> check) {
        return check.get("passed").equals(true);
    }
}
