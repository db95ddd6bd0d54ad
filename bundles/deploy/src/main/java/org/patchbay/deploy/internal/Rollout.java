package org.patchbay.deploy.internal;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.patchbay.deploy.internal.Raising.Shelf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what is to run, feature by feature: the highest version that works and was not taken back, beside the version that
 * was in use until its calls have ended. Used by one thread.
 */
final class Rollout {
    private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);
    private final Shelf shelf;
    private final Raising raising;
    private final Drains drains;
    private final Waits waits;
    private final InstantSource clock;
    private final Map<String, String> interrupted = new HashMap<>();

    Rollout(Shelf shelf, Raising raising, Drains drains, Waits waits, InstantSource clock) {
        this.shelf = shelf;
        this.raising = raising;
        this.drains = drains;
        this.waits = waits;
        this.clock = clock;
        for (String feature : shelf.histories().features()) {
            shelf.histories().of(feature).attempts().keySet().forEach(key -> interrupted.put(key, feature));
        }
    }

    /** Does what is to be done now. */
    void look() {
        removeLeftovers();
        SortedSet<String> features = features();
        features.forEach(this::choose);
        steer();
        List<Installed> draining = new ArrayList<>();
        features.forEach(feature -> draining.addAll(shelf.pointers().draining(feature)));
        drains.look(draining);
        interrupted.entrySet().removeIf(one -> told(one.getValue(), one.getKey()));
    }

    /** Removes what an earlier process has left in the framework's cache: its calls are gone with that process. */
    private void removeLeftovers() {
        for (Installed bundle : shelf.host().ours()) {
            if (bundle.active()) continue;
            boolean comesBack = shelf.jars().holds(bundle.digest())
                    || shelf.histories()
                            .of(bundle.feature())
                            .current()
                            .filter(build -> build.is(bundle))
                            .isPresent();
            if (!comesBack) LOG.info("{} was left by an earlier start of the server, and is removed", bundle);
            shelf.host().retire(bundle);
        }
    }

    /** Returns all features that the folder, its memory or an earlier deployer knows. */
    SortedSet<String> features() {
        SortedSet<String> features = new TreeSet<>(shelf.histories().features());
        shelf.jars().all().flatMap(jar -> jar.artifacts().stream()).forEach(one -> features.add(one.feature()));
        shelf.host().ours().forEach(bundle -> features.add(bundle.feature()));
        return features;
    }

    /** Brings the right version of a feature into use, and steers new calls to it. */
    void settle(String feature) {
        choose(feature);
        steer();
    }

    private void choose(String feature) {
        settleCurrent(feature);
        settleCanary(feature);
    }

    void steer() {
        shelf.pointers().steer(features());
    }

    private void settleCurrent(String feature) {
        Set<String> tried = new HashSet<>();
        Optional<Candidate> best = shelf.candidates().best(feature);
        Optional<Installed> used = shelf.pointers().current(feature);
        while (best.isPresent() && used.filter(best.get()::is).isEmpty()) {
            if (!tried.add(best.get().key()) || waits(best.get(), used)) return;
            best = shelf.candidates().best(feature);
            used = shelf.pointers().current(feature);
        }
        waits.end(feature);
        if (best.isEmpty()) {
            shelf.histories().change(feature, History::gone);
            shelf.pointers().drop(feature);
        } else if (used.isPresent()) {
            hold(best.get(), used.get());
            refuseTwins(feature, used.get());
        }
    }

    /** Raises {@code next}, or refuses it, or returns true because it can only be raised later. */
    private boolean waits(Candidate next, Optional<Installed> used) {
        try {
            if (waits.mustWait(next, used)) return true;
            steer(); // names what is in use now, before something higher is there
            raising.raise(next);
        } catch (Refusal refusal) {
            raising.refuse(next, refusal);
        }
        return false;
    }

    private void hold(Candidate best, Installed used) {
        String feature = best.feature();
        shelf.pointers().point(feature, used);
        History before = shelf.histories().of(feature);
        if (best.build().shipped() && before.current().isEmpty()) return;
        shelf.histories().change(feature, history -> history.raised(best.build().at(clock.instant())));
        if (!before.equals(shelf.histories().of(feature))) raising.keep(best);
    }

    private void refuseTwins(String feature, Installed used) {
        for (Artifact artifact : shelf.jars().usable(feature)) {
            if (artifact.version().equals(used.version()) && !artifact.is(used)) {
                raising.refuse(
                        Candidate.of(artifact),
                        Refusal.forGood("another build of the same version is in use; give it a higher version"));
            }
        }
    }

    private void settleCanary(String feature) {
        if (shelf.histories().of(feature).canary().isEmpty()) return;
        Optional<Candidate> canary = shelf.candidates().canary(feature);
        if (canary.isPresent() && shelf.pointers().canary(feature).isPresent()) return;
        if (canary.isEmpty()) {
            LOG.info("{}: its canary was removed", feature);
            shelf.histories().change(feature, History::untried);
            return;
        }
        try {
            steer();
            raising.start(canary.get(), Optional.empty());
        } catch (Refusal refusal) {
            raising.refuse(canary.get(), refusal);
            shelf.histories().change(feature, History::untried);
        }
    }

    /** Tells whether a version of the feature waits for a moment without calls. */
    boolean waits(String feature) {
        return waits.any(feature);
    }

    /** Gives the calls of what drains over, and exchanges what waits; returns whether there was something to do. */
    boolean takeOver(String feature) {
        List<Installed> draining = shelf.pointers().draining(feature);
        boolean waited = waits.any(feature);
        drains.end(draining);
        waits.hurry(feature);
        settle(feature);
        waits.end(feature);
        return waited || !draining.isEmpty();
    }

    /** Says what became of a build that the server was ended in, once that is known; returns whether it is. */
    private boolean told(String feature, String key) {
        if (waits.any(feature)) return false;
        String version = shelf.jars()
                .all()
                .flatMap(jar -> jar.artifacts().stream())
                .filter(artifact -> artifact.digest().equals(key))
                .map(artifact -> " " + artifact.version())
                .findFirst()
                .orElse("");
        boolean used =
                shelf.pointers().active(feature).anyMatch(bundle -> bundle.key().equals(key));
        int attempts = shelf.histories().of(feature).attempts().getOrDefault(key, 0);
        String now = used ? "it is deployed now" : attempts > 1 ? "it is refused" : "it is not deployed";
        LOG.warn("the server was ended while {}{} was being deployed: {}", feature, version, now);
        if (!used && version.isEmpty()) shelf.histories().change(feature, history -> history.settled(key));
        return true;
    }
}
