package org.patchbay.deploy.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.deploy.internal.History.Trying;

/** Finds what of a feature could be in use: in the folder, among the kept jars, and what came with the server. */
final class Candidates {
    private final Host host;
    private final Jars jars;
    private final Kept kept;
    private final Histories histories;
    private final Map<String, Failure> failures = new HashMap<>();

    /** Why a version failed that isn't in the folder, and what was around it then. */
    private record Failure(Refusal refusal, int surroundings) {}

    Candidates(Host host, Jars jars, Kept kept, Histories histories) {
        this.host = host;
        this.jars = jars;
        this.kept = kept;
        this.histories = histories;
    }

    /** Returns the one that is to be in use: the highest version that is wanted. */
    Optional<Candidate> best(String feature) {
        History history = histories.of(feature);
        List<Candidate> all = new ArrayList<>();
        jars.usable(feature).stream()
                .filter(artifact -> !history.isTakenBack(artifact.digest()) && !history.isCanary(artifact.digest()))
                .map(Candidate::of)
                .forEach(all::add);
        history.current().flatMap(build -> standIn(feature, build)).ifPresent(all::add);
        host.bundles(feature).stream()
                .filter(bundle -> !bundle.ours() && !history.isTakenBack(bundle.key()))
                .map(Candidate::of)
                .forEach(all::add);
        Comparator<Candidate> byVersion =
                Comparator.comparing(candidate -> candidate.build().version());
        return all.stream()
                .filter(one -> !failed(feature, one.build()))
                .max(byVersion.thenComparing(one -> isCurrent(history, one)))
                .or(() -> canary(feature));
    }

    /** Remembers that a version could not be raised; returns whether the log doesn't know it yet. */
    boolean refuse(Candidate candidate, Refusal refusal) {
        boolean inFolder = inFolder(candidate.feature(), candidate.build()).isPresent();
        if (inFolder) return jars.refuse(candidate.build().file(), refusal);
        Failure before = failures.put(candidate.key(), new Failure(refusal, host.surroundings()));
        return before == null || !before.refusal().reason().equals(refusal.reason());
    }

    private boolean failed(String feature, Build build) {
        Failure failure = failures.get(build.key());
        if (failure == null || inFolder(feature, build).isPresent()) return false;
        return !failure.refusal().mayPass() || failure.surroundings() == host.surroundings();
    }

    private static boolean isCurrent(History history, Candidate one) {
        return history.current().filter(build -> build.key().equals(one.key())).isPresent();
    }

    /** Returns the canary version, when its jar is in the folder still. */
    Optional<Candidate> canary(String feature) {
        Optional<Build> build = histories.of(feature).canary().map(Trying::build);
        return build.flatMap(one -> inFolder(feature, one).or(() -> standIn(feature, one)));
    }

    /** Returns a build wherever it still is; empty when it is nowhere. */
    Optional<Candidate> find(String feature, Build build) {
        if (build.shipped()) {
            return host.bundles(feature).stream()
                    .filter(build::is)
                    .map(Candidate::of)
                    .findFirst();
        }
        return inFolder(feature, build).or(() -> kept.read(feature, build).map(Candidate::of));
    }

    private Optional<Candidate> inFolder(String feature, Build build) {
        return jars.usable(feature).stream()
                .filter(artifact -> artifact.digest().equals(build.digest()))
                .map(Candidate::of)
                .findFirst();
    }

    /** Something that isn't used in a version's place in the folder changes nothing: then the version's kept jar counts. */
    private Optional<Candidate> standIn(String feature, Build build) {
        if (build.shipped() || jars.decides(build.digest()) || !nothingUsable(feature, build.file())) {
            return Optional.empty();
        }
        Optional<Candidate> running = host.bundles(feature).stream()
                .filter(bundle -> bundle.active() && build.is(bundle))
                .map(bundle -> Candidate.of(bundle, build))
                .findFirst();
        if (running.isPresent() || failed(feature, build)) return running;
        return kept.read(feature, build).map(Candidate::of);
    }

    private boolean nothingUsable(String feature, String file) {
        History history = histories.of(feature);
        return jars.file(file)
                .filter(jar -> !jar.usable()
                        || jar.artifacts().stream()
                                .filter(artifact -> artifact.feature().equals(feature))
                                .map(Artifact::digest)
                                .anyMatch(digest -> history.isTakenBack(digest) || history.isCanary(digest)))
                .isPresent();
    }
}
