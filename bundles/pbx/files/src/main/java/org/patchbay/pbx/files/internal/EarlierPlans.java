package org.patchbay.pbx.files.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The extensions of generations that calls may still have: the last 20 from memory, and those of before a restart or a
 * replacement of this bundle from the history. Thread-safe.
 */
final class EarlierPlans {
    private static final int MOST = 20;
    private final KeptFile file;
    private final AtomicReference<List<Plan>> plans = new AtomicReference<>(List.of());

    EarlierPlans(KeptFile file) {
        this.file = file;
    }

    /** Keeps the text of a generation for after a restart. */
    void keep(String text) {
        file.keep(text);
    }

    void remember(Plan plan) {
        plans.updateAndGet(before -> Stream.concat(
                        Stream.of(plan),
                        before.stream().filter(other -> !other.generation().equals(plan.generation())))
                .limit(MOST)
                .toList());
    }

    /** Returns a generation; what is not in memory is read from a small file, once. */
    Optional<Plan> find(String generation) {
        Optional<Plan> known = plans.get().stream()
                .filter(plan -> plan.generation().equals(generation))
                .findFirst();
        return known.isPresent() ? known : file.text(generation).flatMap(this::read);
    }

    private Optional<Plan> read(String text) {
        try {
            Plan plan = DialplanFile.read(text);
            remember(plan);
            return Optional.of(plan);
        } catch (Refusal refusal) {
            return Optional.empty(); // it was never in force
        }
    }
}
