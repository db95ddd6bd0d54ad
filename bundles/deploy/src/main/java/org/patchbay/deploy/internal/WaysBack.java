package org.patchbay.deploy.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.application.DeploymentException;
import org.patchbay.application.Steering;
import org.patchbay.deploy.internal.History.Taken;
import org.patchbay.deploy.internal.History.Trying;
import org.patchbay.deploy.internal.Raising.Shelf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves new calls between the versions that are there: back, to a share of them, or all. Used by one thread. */
final class WaysBack {
    private static final Logger LOG = LoggerFactory.getLogger(WaysBack.class);
    private final Shelf shelf;
    private final Rollout rollout;
    private final Probation probation;
    private final InstantSource clock;
    private final Set<Long> noWayBack = new HashSet<>();

    WaysBack(Shelf shelf, Rollout rollout, Probation probation, InstantSource clock) {
        this.shelf = shelf;
        this.rollout = rollout;
        this.probation = probation;
        this.clock = clock;
    }

    /** Takes back what fails too often in its first minutes. */
    void judge() {
        Set<Long> watched = new HashSet<>();
        for (String feature : rollout.features()) {
            History history = shelf.histories().of(feature);
            Optional<Installed> canary = shelf.pointers().canary(feature);
            Optional<Instant> since = canary.isPresent()
                    ? history.canary().map(trying -> trying.build().since())
                    : history.current().map(Build::since);
            Optional<Installed> newest =
                    canary.or(() -> shelf.pointers().current(feature).filter(Installed::ours));
            newest.ifPresent(bundle -> watched.add(bundle.id()));
            newest.filter(bundle -> !noWayBack.contains(bundle.id()))
                    .flatMap(bundle -> since.flatMap(from -> probation.verdict(bundle, from)))
                    .ifPresent(verdict -> judge(newest.get(), verdict));
        }
        probation.retain(watched);
        noWayBack.retainAll(watched);
    }

    private void judge(Installed bundle, String verdict) {
        try {
            rollBack(bundle.feature(), "rolled back: " + verdict);
        } catch (DeploymentException e) {
            noWayBack.add(bundle.id());
            LOG.error("{}: {}, and it stays in use: {}", bundle, verdict, e.getMessage());
        }
    }

    /** Sends new calls to what was in use before, or ends the canary when there is one. */
    void rollBack(String feature, String reason) throws DeploymentException {
        History history = known(feature);
        Instant now = clock.instant();
        if (history.canary().isPresent()) {
            Build canary = history.canary().get().build();
            shelf.histories().put(feature, history.taken(new Taken(canary, reason, now)));
            rollout.settle(feature);
            LOG.warn("{} {} is no canary any more; {}", feature, canary.version(), reason);
            return;
        }
        Build current = history.current().orElseThrow(() -> new DeploymentException("nothing of it is in use"));
        Candidate target = before(feature, history);
        List<Taken> taken = new ArrayList<>();
        taken.add(new Taken(current, reason, now));
        for (Artifact artifact : shelf.jars().usable(feature)) {
            boolean between = artifact.version().compareTo(target.build().version()) > 0
                    && !artifact.digest().equals(current.key())
                    && !history.isTakenBack(artifact.digest());
            if (between) taken.add(new Taken(Candidate.of(artifact).build(), passedOver(current, target), now));
        }
        change(feature, history.takenBackTo(standing(target, current).at(now), taken), target);
        LOG.warn("{}: back to {} from {}; {}", feature, target.build().version(), current.version(), reason);
    }

    private static String passedOver(Build current, Candidate target) {
        return current.version() + " was rolled back to " + target.build().version()
                + "; deploy this one again to use it";
    }

    /** Makes the canary's share another one, or the current version the canary of the one before it. */
    void canary(String feature, int percent, Set<String> users) throws DeploymentException {
        History history = known(feature);
        if (history.canary().isPresent()) {
            Build build = history.canary().get().build();
            shelf.histories().put(feature, history.tried(trying(build, percent, users)));
            rollout.settle(feature);
            return;
        }
        Build current = history.current().orElseThrow(() -> new DeploymentException("nothing of it is in use"));
        boolean module = shelf.pointers()
                .current(feature)
                .filter(bundle -> bundle.replacement() != Replacement.SIDE_BY_SIDE)
                .isPresent();
        if (module) throw new DeploymentException("it is a module, and serves all calls or none");
        Candidate target = before(feature, history);
        Build build = standing(target, current).at(clock.instant());
        History canary =
                history.takenBackTo(build, List.of()).tried(trying(current.at(clock.instant()), percent, users));
        change(feature, canary, target);
        LOG.info("{}: {} % of new calls go to {}", feature, percent, current.version());
    }

    private static Trying trying(Build build, int percent, Set<String> users) {
        return new Trying(build, new Steering.Canary(build.version().toString(), percent, users));
    }

    /** Sends all new calls to the canary. */
    void promote(String feature) throws DeploymentException {
        History history = known(feature);
        Build canary = history.canary()
                .map(Trying::build)
                .orElseThrow(() -> new DeploymentException("it has no canary"))
                .at(clock.instant());
        Installed bundle =
                shelf.pointers().canary(feature).orElseThrow(() -> new DeploymentException("its canary does not run"));
        shelf.histories().put(feature, history.raised(canary));
        shelf.pointers().point(feature, bundle);
        rollout.settle(feature);
        LOG.info("{}: new calls go to {}, which was the canary", feature, canary.version());
    }

    private void change(String feature, History after, Candidate target) throws DeploymentException {
        History before = shelf.histories().of(feature);
        shelf.histories().put(feature, after);
        rollout.settle(feature);
        boolean done = shelf.pointers().current(feature).filter(target::is).isPresent();
        if (done || rollout.waits(feature)) return;
        shelf.histories().put(feature, before);
        rollout.settle(feature);
        throw new DeploymentException(target + " does not start any more; the log says why");
    }

    private History known(String feature) throws DeploymentException {
        if (rollout.features().contains(feature)) return shelf.histories().of(feature);
        throw new DeploymentException("nothing was deployed of " + feature);
    }

    private Candidate before(String feature, History history) throws DeploymentException {
        return history.earlier().stream()
                .flatMap(build -> shelf.candidates().find(feature, build).stream())
                .findFirst()
                .orElseThrow(() -> new DeploymentException("nothing is left of " + feature + " to go back to"));
    }

    /** A version whose own jar isn't in the folder stands in the place of the one that is taken back. */
    private Build standing(Candidate target, Build instead) {
        boolean itself = target.build().shipped() || shelf.jars().holds(target.key());
        return itself ? target.build() : target.build().under(instead.file());
    }
}
