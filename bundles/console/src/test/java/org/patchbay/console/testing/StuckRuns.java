package org.patchbay.console.testing;

import java.time.Instant;
import java.util.List;
import org.patchbay.application.StuckRun;

/** Applications that are stuck. */
public final class StuckRuns {
    private StuckRuns() {}

    public static StuckRun run(String call, String doing) {
        return new StuckRun(
                call,
                "ask",
                "org.patchbay.feature.quiz",
                "1.2.0",
                Instant.EPOCH,
                doing,
                List.of("com.example.Quiz.spin(Quiz.java:7)", "com.example.Quiz.run(Quiz.java:3)"));
    }
}
