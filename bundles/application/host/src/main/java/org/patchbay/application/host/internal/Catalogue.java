package org.patchbay.application.host.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.patchbay.application.Applications;
import org.patchbay.application.Applications.UnknownApplicationException;
import org.patchbay.channel.Call;
import org.patchbay.channel.Cause;
import org.patchbay.channel.LogicReplaced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The applications that there are and have been, by name, with their versions. Thread-safe. */
final class Catalogue {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

    /** What a call does that goes on without logic, as its snapshot calls it. */
    private static final Set<String> LASTING = Set.of("talking", "echo");

    private final Map<String, Versions> byName = new ConcurrentHashMap<>();
    private final Duration wait;
    private final InstantSource clock;
    private volatile Steers steers = Steers.NONE;
    private volatile boolean closed;

    /** Makes an empty one, in which calls wait up to {@code wait} for an application that is away. */
    Catalogue(Duration wait, InstantSource clock) {
        this.wait = wait;
        this.clock = clock;
    }

    void offer(String name, Origin origin, Instances generation) {
        byName.computeIfAbsent(name, Versions::new).offer(origin, generation);
    }

    /** Forgets instances whose service has gone; calls that are in them stay. */
    void withdraw(Predicate<Instances> which) {
        byName.values().forEach(versions -> versions.withdraw(which));
    }

    /** Unwinds the calls that are in a bundle, because it stops. */
    void bundleStops(long bundle) {
        List<Run> runs = byName.values().stream()
                .flatMap(versions -> versions.bundleStops(bundle).stream())
                .toList();
        if (!runs.isEmpty()) Unwinding.of(runs);
    }

    /** Unwinds all calls, because the host stops. */
    void close() {
        closed = true;
        byName.values().forEach(Versions::hostStops);
        Unwinding.of(runs().toList());
    }

    void steer(Steers said) {
        steers = said;
    }

    /** Counts {@code call} into a version of an application, for which it waits while that is away. */
    Run enter(String name, Call call) {
        Versions versions = byName.get(name);
        if (versions == null) throw new UnknownApplicationException(name);
        Pin.applications(call).map(byName::get).filter(Objects::nonNull).forEach(known -> known.adopt(call));
        while (true) {
            if (closed) throw new LogicReplaced();
            Optional<Run> run = versions.choose(steers, call).flatMap(version -> version.enter(call, clock));
            if (run.isPresent()) return pinned(run.get());
            waitFor(versions, name, call);
        }
    }

    private static Run pinned(Run run) {
        Pin.put(run.call(), run.version());
        run.version().pin(run.call());
        return run;
    }

    /** Lets go of calls that have ended, and returns the runs of now. */
    List<Run> liveRuns() {
        byName.values().forEach(versions -> versions.all().forEach(RunningVersion::forgetEnded));
        return runs().toList();
    }

    private void waitFor(Versions versions, String name, Call call) {
        while (!call.await(versions.arrival(), wait)) {
            if (LASTING.contains(call.snapshot().activity())) continue;
            LOG.warn("call {}: the application {} did not come back within {} s", call.id(), name, wait.toSeconds());
            call.hangup(Cause.NO_USER_RESPONDING); // 480: it may be there when the caller tries again
        }
    }

    /** Returns the calls that are in an application now. */
    Stream<Run> runs() {
        return byName.values().stream()
                .flatMap(versions -> versions.all().stream())
                .flatMap(version -> version.runs().stream());
    }

    Set<String> names() {
        var names = new TreeSet<String>();
        byName.forEach((name, versions) -> {
            if (versions.there()) names.add(name);
        });
        return names;
    }

    List<Applications.Version> describe() {
        Steers now = steers;
        return byName.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().describe(now).stream())
                .toList();
    }
}
