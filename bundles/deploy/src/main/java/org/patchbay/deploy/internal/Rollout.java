package org.patchbay.deploy.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.patchbay.application.Deployment;
import org.patchbay.application.Deployment.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what is to run, feature by feature: the highest version of the folder that works, beside the version that was in
 * use until its calls have ended. Used by one thread.
 */
final class Rollout {
    private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);
    private static final Comparator<Installed> BY_VERSION = Comparator.comparing(Installed::version);
    private final Host host;
    private final Jars jars;
    private final Drains drains;
    private final List<Installed> draining = new ArrayList<>();

    Rollout(Host host, Jars jars, Drains drains) {
        this.host = host;
        this.jars = jars;
        this.drains = drains;
    }

    /** Does what is to be done now. */
    void look() {
        draining.clear();
        // what an earlier process has left in the framework's cache: its calls are gone with that process
        host.ours().stream().filter(bundle -> !bundle.active()).forEach(host::retire);
        for (String feature : features()) {
            raiseBest(feature);
            takeAwayUnwanted(feature);
            drainLower(feature);
        }
        drains.look(draining);
    }

    private SortedSet<String> features() {
        SortedSet<String> features = new TreeSet<>();
        jars.all()
                .flatMap(jar -> Stream.ofNullable(jar.artifact()))
                .forEach(artifact -> features.add(artifact.feature()));
        host.ours().forEach(bundle -> features.add(bundle.feature()));
        return features;
    }

    private void raiseBest(String feature) {
        for (Artifact artifact : jars.usable(feature)) {
            if (active(feature).anyMatch(artifact::is)) return;
            Optional<Installed> inUse = best(feature);
            int newer = inUse.map(used -> artifact.version().compareTo(used.version()))
                    .orElse(1);
            if (newer < 0) return;
            if (newer == 0) {
                refuse(
                        artifact,
                        Refusal.forGood("another build of " + artifact + " is in use; give it a higher version"));
            } else if (raised(artifact, inUse)) {
                return;
            }
        }
    }

    private boolean raised(Artifact artifact, Optional<Installed> inUse) {
        try {
            host.raise(artifact);
            String before = inUse.map(used -> "; it was " + used.version()).orElse("");
            LOG.info("{}: new calls go to {}{}", artifact.file(), artifact, before);
            return true;
        } catch (Refusal refusal) {
            refuse(artifact, refusal);
            return false;
        }
    }

    private void refuse(Artifact artifact, Refusal refusal) {
        if (!jars.refuse(artifact, refusal)) return;
        String instead = best(artifact.feature())
                .map(used -> "; " + used.version() + " stays in use")
                .orElse("");
        LOG.error("{}: {} is refused: {}{}", artifact.file(), artifact, refusal.reason(), instead);
    }

    private void takeAwayUnwanted(String feature) {
        for (Installed bundle : active(feature).filter(one -> !jars.wants(one)).toList()) {
            Optional<Installed> next = best(feature).or(() -> resumed(feature));
            if (next.isPresent() && BY_VERSION.compare(next.get(), bundle) < 0) {
                // the host sends new calls to the highest version, so this one can't drain: its calls go on with the
                // next
                LOG.info(
                        "{} was removed: calls go on with {}",
                        bundle,
                        next.get().version());
                host.retire(bundle);
            } else {
                draining.add(bundle);
            }
        }
    }

    /** Starts the version that came with the server again, which was only stopped. */
    private Optional<Installed> resumed(String feature) {
        Optional<Installed> aside = host.bundles(feature).stream()
                .filter(bundle -> !bundle.ours() && !bundle.active())
                .max(BY_VERSION);
        try {
            aside.ifPresent(host::resume);
            return aside;
        } catch (Refusal refusal) {
            LOG.error("{} does not start again: {}", aside, refusal.reason());
            return Optional.empty();
        }
    }

    private void drainLower(String feature) {
        Optional<Installed> best = best(feature);
        if (best.isEmpty()) return;
        active(feature)
                .filter(bundle -> bundle.ours() || best.get().ours())
                .filter(bundle -> BY_VERSION.compare(bundle, best.get()) < 0)
                .filter(bundle -> !draining.contains(bundle))
                .forEach(draining::add);
    }

    private Stream<Installed> active(String feature) {
        return host.bundles(feature).stream().filter(Installed::active);
    }

    /** Returns the version that new calls are to go to. */
    private Optional<Installed> best(String feature) {
        return active(feature).filter(jars::wants).max(BY_VERSION);
    }

    /** Returns what became of each jar, and what is on its way out. */
    List<Deployment> deployments() {
        List<Deployment> all = new ArrayList<>();
        jars.all().map(this::describe).forEach(all::add);
        draining.stream()
                .filter(bundle -> jars.all()
                        .noneMatch(
                                jar -> jar.artifact() != null && jar.artifact().is(bundle)))
                .map(bundle -> describe(bundle, bundle.file(), State.DRAINING))
                .forEach(all::add);
        return List.copyOf(all);
    }

    private Deployment describe(Jars.Jar jar) {
        Artifact artifact = jar.artifact();
        if (artifact == null) return refused(jar, "", "");
        if (jar.refusal() != null)
            return refused(jar, artifact.feature(), artifact.version().toString());
        Optional<Installed> running =
                active(artifact.feature()).filter(artifact::is).findFirst();
        if (running.isPresent()) {
            State state = draining.contains(running.get()) ? State.DRAINING : State.CURRENT;
            return describe(running.get(), jar.file(), state);
        }
        String reason = best(artifact.feature())
                .map(used -> used.version() + " is in use")
                .orElse("");
        return new Deployment(
                jar.file(),
                artifact.feature(),
                artifact.version().toString(),
                State.STANDBY,
                0,
                Instant.EPOCH,
                Optional.empty(),
                reason);
    }

    private static Deployment refused(Jars.Jar jar, String feature, String version) {
        Refusal refusal = jar.refusal();
        return new Deployment(
                jar.file(),
                feature,
                version,
                State.REFUSED,
                0,
                Instant.EPOCH,
                Optional.empty(),
                refusal == null ? "" : refusal.reason());
    }

    private Deployment describe(Installed bundle, String file, State state) {
        int calls = host.calls(bundle).orElse(0);
        return new Deployment(
                file, bundle.feature(), bundle.version().toString(), state, calls, Instant.EPOCH, Optional.empty(), "");
    }
}
