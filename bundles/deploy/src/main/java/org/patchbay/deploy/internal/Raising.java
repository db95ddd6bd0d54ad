package org.patchbay.deploy.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patchbay.application.Steering;
import org.patchbay.deploy.internal.History.Trying;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings versions into use: one, or all those of an archive, or none of them. Used by one thread. */
final class Raising {
    private static final Logger LOG = LoggerFactory.getLogger(Raising.class);
    private static final int ATTEMPTS = 2;
    private final Exchange exchange;
    private final Shelf shelf;
    private final Probation probation;
    private final Settings settings;
    private final InstantSource clock;
    private final Map<String, Integer> percents = new HashMap<>();

    /** Where versions are and what is known of them. */
    record Shelf(Host host, Jars jars, Kept kept, Histories histories, Candidates candidates, Pointers pointers) {}

    private record Raised(Candidate candidate, Installed bundle, Optional<Installed> before) {}

    Raising(Shelf shelf, Probation probation, Settings settings, InstantSource clock) {
        this.exchange = new Exchange(shelf.host());
        this.shelf = shelf;
        this.probation = probation;
        this.settings = settings;
        this.clock = clock;
    }

    /** Only {@code percent} of the new calls are to go to a build at first. */
    void tryFirst(String digest, int percent) {
        percents.put(digest, percent);
    }

    void forget(String digest) {
        percents.remove(digest);
    }

    /** Brings {@code top} into use, and what is in the same archive; returns whether it is. */
    boolean raise(Candidate top) {
        List<Candidate> group = group(top);
        List<Raised> raised = new ArrayList<>();
        List<Path> added = List.of();
        Candidate next = top;
        try {
            added = settings.add(settingsOf(top));
            for (Candidate one : group) {
                next = one;
                raised.add(exchanged(one));
            }
        } catch (Refusal refusal) {
            raised.forEach(one -> shelf.host().retire(one.bundle()));
            settings.remove(added);
            refuse(next, group.size() > 1 ? refusal.in(next.toString()) : refusal);
            return false;
        }
        raised.forEach(this::use);
        return true;
    }

    private List<Candidate> group(Candidate top) {
        List<Artifact> together = top.artifact().stream()
                .flatMap(artifact -> shelf.jars().file(artifact.file()).stream())
                .filter(jar -> jar.usable() && jar.artifacts().size() > 1)
                .flatMap(jar -> jar.artifacts().stream())
                .toList();
        if (together.stream().noneMatch(artifact -> artifact.digest().equals(top.key()))) return List.of(top);
        return together.stream()
                .flatMap(artifact -> shelf.candidates().best(artifact.feature()).stream()
                        .filter(best -> best.key().equals(artifact.digest())))
                .filter(best -> shelf.pointers()
                        .current(best.feature())
                        .filter(best::is)
                        .isEmpty())
                .toList();
    }

    private Map<String, byte[]> settingsOf(Candidate top) {
        return top.artifact()
                .flatMap(artifact -> shelf.jars().file(artifact.file()))
                .flatMap(jar -> Optional.ofNullable(jar.contents()))
                .map(Contents::settings)
                .orElse(Map.of());
    }

    private Raised exchanged(Candidate candidate) {
        String feature = candidate.feature();
        Optional<Installed> before = shelf.pointers().current(feature);
        before.ifPresent(bundle -> shelf.histories().change(feature, history -> history.begunWith(build(bundle))));
        return new Raised(candidate, start(candidate, before), before);
    }

    /** Starts a version, which may end the server: that it was begun is remembered until it has ended well or badly. */
    Installed start(Candidate candidate, Optional<Installed> before) {
        Optional<Installed> there = shelf.pointers()
                .active(candidate.feature())
                .filter(candidate::is)
                .findFirst();
        if (there.isPresent()) return there.get();
        String feature = candidate.feature();
        int attempts = shelf.histories().of(feature).attempts().getOrDefault(candidate.key(), 0);
        if (attempts >= ATTEMPTS) throw Refusal.forGood("the server ended twice while it was being started");
        shelf.histories().change(feature, history -> history.attempted(candidate.key()));
        try {
            return exchange.carryOut(candidate, before);
        } finally {
            shelf.histories().change(feature, history -> history.settled(candidate.key()));
        }
    }

    private Build build(Installed bundle) {
        return new Build(bundle.version(), bundle.digest(), bundle.file(), clock.instant());
    }

    private void use(Raised raised) {
        Candidate candidate = raised.candidate();
        String feature = candidate.feature();
        Instant now = clock.instant();
        Build build = candidate.build().at(now);
        Integer percent = percents.remove(candidate.key());
        probation.begin(raised.bundle());
        if (percent != null
                && percent < 100
                && raised.before().isPresent()
                && candidate.replacement() == Replacement.SIDE_BY_SIDE) {
            Steering.Canary who = new Steering.Canary(build.version().toString(), percent, Set.of());
            shelf.histories().change(feature, history -> history.tried(new Trying(build, who)));
            LOG.info("{}: {} % of new calls go to {}", candidate.origin(), percent, candidate);
        } else {
            shelf.histories().change(feature, history -> history.raised(build));
            shelf.pointers().point(feature, raised.bundle());
            String was = raised.before()
                    .map(bundle -> "; it was " + bundle.version())
                    .orElse("");
            boolean pinned = candidate.replacement() == Replacement.SIDE_BY_SIDE;
            String to = pinned ? "new calls go to" : "the server goes on with";
            LOG.info("{}: {} {}{}", candidate.origin(), to, candidate, was);
        }
        keep(candidate);
    }

    /** Keeps the jar of a version that is in use, and those of the versions that can be rolled back to. */
    void keep(Candidate candidate) {
        candidate.artifact().ifPresent(shelf.kept()::keep);
        History history = shelf.histories().of(candidate.feature());
        Stream<Build> builds = Stream.concat(
                history.earlier().stream(),
                Stream.concat(history.current().stream(), history.canary().map(Trying::build).stream()));
        shelf.kept().purge(candidate.feature(), builds.map(Build::digest).collect(Collectors.toSet()));
    }

    void refuse(Candidate candidate, Refusal refusal) {
        percents.remove(candidate.key());
        if (!shelf.candidates().refuse(candidate, refusal)) return;
        String instead = shelf.pointers()
                .current(candidate.feature())
                .map(used -> "; " + used.version() + " stays in use")
                .orElse("");
        LOG.error("{}: {} is refused: {}{}", candidate.origin(), candidate, refusal.reason(), instead);
    }
}
