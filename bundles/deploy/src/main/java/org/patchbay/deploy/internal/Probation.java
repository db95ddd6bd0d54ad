package org.patchbay.deploy.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.deploy.internal.Host.Tally;

/** Watches how calls end in a version's first minutes. Used by one thread. */
final class Probation {
    private final Host host;
    private final InstantSource clock;
    private final Limits limits;
    private final Map<Long, Watch> byBundle = new HashMap<>();

    /**
     * When a version has failed.
     *
     * @param length how long it is watched
     * @param failures how many calls must have failed at least
     * @param percent what share of its calls must have failed at least
     */
    record Limits(Duration length, int failures, int percent) {}

    private record Watch(Tally last, long runs, long failures) {
        /** Adds what came since; the counters of a new host begin again at 0. */
        Watch with(Tally now) {
            boolean again = now.runs() < last.runs() || now.failures() < last.failures();
            long moreRuns = again ? now.runs() : now.runs() - last.runs();
            long moreFailures = again ? now.failures() : now.failures() - last.failures();
            return new Watch(now, runs + moreRuns, failures + moreFailures);
        }
    }

    Probation(Host host, InstantSource clock, Limits limits) {
        this.host = host;
        this.clock = clock;
        this.limits = limits;
    }

    /** Begins to count; calls that the same version had before don't matter. */
    void begin(Installed bundle) {
        byBundle.remove(bundle.id());
        host.tally(bundle).ifPresent(tally -> byBundle.put(bundle.id(), new Watch(tally, 0, 0)));
    }

    /** Forgets all bundles but these. */
    void retain(Set<Long> bundles) {
        byBundle.keySet().retainAll(bundles);
    }

    /** Returns what speaks against a version that came into use at {@code since}, such as {@code 4 of 10 calls failed}. */
    Optional<String> verdict(Installed bundle, Instant since) {
        if (clock.instant().isAfter(since.plus(limits.length()))) return Optional.empty();
        Optional<Tally> tally = host.tally(bundle);
        if (tally.isEmpty()) return Optional.empty();
        Watch watch =
                byBundle.getOrDefault(bundle.id(), new Watch(tally.get(), 0, 0)).with(tally.get());
        byBundle.put(bundle.id(), watch);
        boolean failed =
                watch.failures() >= limits.failures() && watch.failures() * 100 >= watch.runs() * limits.percent();
        return failed ? Optional.of(watch.failures() + " of " + watch.runs() + " calls failed") : Optional.empty();
    }
}
