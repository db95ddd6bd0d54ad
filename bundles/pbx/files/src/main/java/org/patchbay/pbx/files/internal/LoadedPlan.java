package org.patchbay.pbx.files.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The extensions in force, and how a new version of their file replaces them. A version is a candidate until every
 * application that it names is there. It serves meanwhile when nobody knows the applications, or when the server has just
 * started and they are still coming up; otherwise the last version that passed stays in force. {@link #look} is for one
 * thread at a time.
 */
@SuppressWarnings("ReferenceEquality") // two readings of equal text are two versions
final class LoadedPlan {
    private final WatchedFile file;
    private final Report report;
    private final EarlierPlans earlier;
    private final Supplier<Optional<Set<String>>> applications;
    private final InstantSource clock;
    private final Instant startedUp;
    private @Nullable Plan passed;
    private @Nullable Plan candidate;
    private volatile @Nullable Plan inForce;

    /** {@code applications} gives the names that can be run now, or nothing when nobody knows them. */
    LoadedPlan(
            WatchedFile file,
            Report report,
            EarlierPlans earlier,
            Supplier<Optional<Set<String>>> applications,
            InstantSource clock,
            Duration startup) {
        this.file = file;
        this.report = report;
        this.earlier = earlier;
        this.applications = applications;
        this.clock = clock;
        this.startedUp = clock.instant().plus(startup);
    }

    Plan plan() {
        Plan now = inForce;
        return now == null ? Plan.NONE : now;
    }

    /** Returns the extensions of a generation; those in force when that is no longer known. */
    Plan plan(String generation) {
        Plan now = plan();
        return generation.isEmpty() || generation.equals(now.generation())
                ? now
                : earlier.find(generation).orElse(now);
    }

    Optional<Set<String>> contexts() {
        return Optional.ofNullable(inForce).map(plan -> plan.contexts().keySet());
    }

    Optional<KnownContexts.Names> names() {
        return Optional.ofNullable(inForce)
                .map(plan -> new KnownContexts.Names(plan.contexts().keySet(), plan.trunks()));
    }

    /** Reads the file as it is now. */
    void read() {
        try {
            String text = file.text();
            candidate = DialplanFile.read(text);
            earlier.keep(text);
            check();
        } catch (Refusal refusal) {
            if (candidate != inForce) candidate = null;
            report.refused(refusal);
        }
    }

    /** Reads the file when it has changed, or checks again what waits for applications. */
    void look() {
        if (file.changed()) {
            read();
        } else {
            check();
        }
    }

    private void check() {
        Plan plan = candidate;
        if (plan == null) return;
        Optional<Set<String>> known = applications.get();
        Optional<Refusal> unknown = known.flatMap(plan::unknownApplication);
        boolean startingUp = passed == null && clock.instant().isBefore(startedUp);
        if (known.isPresent() && unknown.isEmpty()) {
            passed = plan;
            candidate = null;
            serve(plan);
        } else if (unknown.isEmpty() || startingUp) {
            serve(plan);
        } else {
            inForce = passed;
            report.refused(unknown.get());
        }
    }

    private void serve(Plan plan) {
        if (plan == inForce) return;
        inForce = plan;
        report.inForce(clock.instant(), plan.size(), "extensions", plan.generation());
        earlier.remember(plan);
    }
}
