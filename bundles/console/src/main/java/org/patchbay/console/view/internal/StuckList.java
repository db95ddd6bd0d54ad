package org.patchbay.console.view.internal;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.patchbay.application.Applications;
import org.patchbay.application.StuckRun;

/** The applications that have not come to a verb for too long, longest first. Instants are milliseconds since 1970. */
public record StuckList(boolean running, long now, List<Row> stuck) {
    /** An application on a call; {@code stack} begins with the innermost frame. */
    public record Row(
            String call,
            String application,
            String feature,
            String version,
            long since,
            String doing,
            List<String> stack) {}

    /** Asks what runs applications. */
    public static StuckList of(Optional<Applications> applications, InstantSource clock) {
        List<Row> rows = applications.map(Applications::stuck).orElse(List.of()).stream()
                .map(StuckList::row)
                .sorted(Comparator.comparingLong(Row::since).thenComparing(Row::call))
                .toList();
        return new StuckList(applications.isPresent(), clock.millis(), rows);
    }

    private static Row row(StuckRun run) {
        return new Row(
                run.call(),
                run.application(),
                FeatureList.name(run.feature()),
                run.version(),
                run.since().toEpochMilli(),
                run.doing(),
                run.stack());
    }
}
