package org.patchbay.deploy.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Version;
import org.patchbay.application.Deployment;
import org.patchbay.application.Deployment.State;
import org.patchbay.application.Steering;
import org.patchbay.deploy.internal.History.Trying;
import org.patchbay.deploy.internal.Raising.Shelf;

/** Describes what became of each version, for people. Used by one thread. */
final class Listing {
    private static final Comparator<Deployment> IN_ORDER = Comparator.comparing(Deployment::feature)
            .thenComparing(one -> Version.parseVersion(one.version()))
            .thenComparing(Deployment::file);
    private final Shelf shelf;
    private final Waits waits;
    private final InstantSource clock;
    private Map<String, Entered> entered = new HashMap<>();

    /** The state of a version, and since when it is in it. */
    private record Entered(State state, Instant since) {}

    private record Standing(State state, String reason) {}

    Listing(Shelf shelf, Waits waits, InstantSource clock) {
        this.shelf = shelf;
        this.waits = waits;
        this.clock = clock;
    }

    /** Returns all versions of those features, and the files that could not be read. */
    List<Deployment> all(Iterable<String> features) {
        List<Deployment> all = new ArrayList<>();
        Map<String, Entered> before = entered;
        entered = new HashMap<>();
        shelf.jars().all().filter(jar -> jar.contents() == null).forEach(jar -> all.add(unread(jar, before)));
        for (String feature : features) {
            builds(feature).values().forEach(build -> all.add(describe(feature, build, before)));
        }
        return all.stream().sorted(IN_ORDER).toList();
    }

    private Deployment unread(Jars.Jar jar, Map<String, Entered> before) {
        Refusal refusal = jar.refusal();
        String reason = refusal == null ? "" : refusal.reason();
        Instant since = since(jar.file(), State.REFUSED, before);
        return new Deployment(jar.file(), "", "", State.REFUSED, 0, since, Optional.empty(), reason);
    }

    private Map<String, Build> builds(String feature) {
        Map<String, Build> builds = new LinkedHashMap<>();
        shelf.jars()
                .all()
                .flatMap(jar -> jar.artifacts().stream())
                .filter(artifact -> artifact.feature().equals(feature))
                .map(artifact -> Candidate.of(artifact).build())
                .forEach(build -> builds.put(build.key(), build));
        History history = shelf.histories().of(feature);
        history.current().ifPresent(build -> builds.putIfAbsent(build.key(), build));
        history.earlier().stream()
                .filter(build -> shelf.kept().has(feature, build))
                .forEach(build -> builds.putIfAbsent(build.key(), build));
        shelf.host().bundles(feature).stream()
                .filter(bundle -> bundle.active() || !bundle.ours())
                .map(bundle -> new Build(bundle.version(), bundle.digest(), bundle.file(), Instant.EPOCH))
                .forEach(build -> builds.putIfAbsent(build.key(), build));
        return builds;
    }

    private Deployment describe(String feature, Build build, Map<String, Entered> before) {
        Optional<Installed> bundle =
                shelf.pointers().active(feature).filter(build::is).findFirst();
        Standing standing = standing(feature, build, bundle);
        Optional<Steering.Canary> who = standing.state() == State.CANARY
                ? shelf.histories().of(feature).canary().map(Trying::who)
                : Optional.empty();
        int calls = bundle.flatMap(shelf.host()::tally).map(Host.Tally::calls).orElse(0);
        Instant since = remembered(feature, build, standing.state())
                .orElseGet(() -> since(feature + " " + build.key(), standing.state(), before));
        String version = build.version().toString();
        return new Deployment(build.file(), feature, version, standing.state(), calls, since, who, standing.reason());
    }

    private Standing standing(String feature, Build build, Optional<Installed> bundle) {
        History history = shelf.histories().of(feature);
        Optional<Installed> current = shelf.pointers().current(feature);
        if (bundle.isPresent() && bundle.equals(current)) return new Standing(State.CURRENT, "");
        if (bundle.isPresent() && history.isCanary(build.key())) return new Standing(State.CANARY, "");
        History.Taken taken = history.takenBack().get(build.key());
        if (taken != null) return new Standing(State.ROLLED_BACK, taken.reason());
        if (bundle.isPresent() && shelf.pointers().draining(feature).contains(bundle.get())) {
            return new Standing(State.DRAINING, "");
        }
        Optional<Jars.Jar> jar = shelf.jars().file(build.file());
        Optional<Refusal> refusal = jar.flatMap(one -> Optional.ofNullable(one.refusal()));
        boolean inFile = jar.stream()
                .flatMap(one -> one.artifacts().stream())
                .anyMatch(artifact -> artifact.digest().equals(build.digest()));
        if (inFile && refusal.isPresent())
            return new Standing(State.REFUSED, refusal.get().reason());
        Optional<String> waiting = waits.reason(feature, build.key());
        if (waiting.isPresent()) return new Standing(State.WAITING, waiting.get());
        String used = current.map(one -> one.version() + " is in use").orElse("");
        return new Standing(State.STANDBY, inFile || build.shipped() ? used : "kept to roll back to");
    }

    private Optional<Instant> remembered(String feature, Build build, State state) {
        History history = shelf.histories().of(feature);
        Optional<Build> same = Optional.empty();
        if (state == State.CURRENT) same = history.current();
        if (state == State.CANARY) same = history.canary().map(Trying::build);
        if (state == State.ROLLED_BACK) {
            return Optional.ofNullable(history.takenBack().get(build.key())).map(History.Taken::since);
        }
        return same.filter(one -> one.key().equals(build.key())).map(Build::since);
    }

    private Instant since(String what, State state, Map<String, Entered> before) {
        Entered known = before.get(what);
        Entered now = known != null && known.state() == state ? known : new Entered(state, clock.instant());
        entered.put(what, now);
        return now.since();
    }
}
