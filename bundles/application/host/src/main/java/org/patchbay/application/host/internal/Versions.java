package org.patchbay.application.host.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.patchbay.application.Applications;
import org.patchbay.channel.Call;

/** The versions of one application, and a way to wait for one when there is none. Thread-safe. */
final class Versions {
    private final String application;
    private volatile List<RunningVersion> all = List.of();
    private volatile CompletableFuture<Void> arrival = new CompletableFuture<>();

    Versions(String application) {
        this.application = application;
    }

    /** Completes when a call can be given to a version; has completed when one can now. */
    CompletableFuture<Void> arrival() {
        return arrival;
    }

    boolean there() {
        return arrival.isDone();
    }

    /** Returns the version that {@code call} is on, or else the one for a new call. */
    Optional<RunningVersion> choose(Steers steers, Call call) {
        List<RunningVersion> offered = offered();
        return pinned(offered, call).or(() -> steers.choose(offered, call));
    }

    /** Counts {@code call} to the version that it is on, as it came from an earlier host. */
    void adopt(Call call) {
        pinned(offered(), call).ifPresent(version -> version.pin(call));
    }

    private Optional<RunningVersion> pinned(List<RunningVersion> offered, Call call) {
        return Pin.of(call, application)
                .flatMap(origin -> offered.stream()
                        .filter(version -> version.origin().toString().equals(origin))
                        .findFirst());
    }

    private List<RunningVersion> offered() {
        return all.stream().filter(RunningVersion::offered).toList();
    }

    List<RunningVersion> all() {
        return all;
    }

    void offer(Origin origin, Instances generation) {
        CompletableFuture<Void> awaited;
        synchronized (this) {
            version(origin).offer(generation);
            awaited = arrival;
        }
        awaited.complete(null); // outside the lock: whoever waits runs on
    }

    private RunningVersion version(Origin origin) {
        return all.stream()
                .filter(version -> version.origin().equals(origin) && !version.gone())
                .findFirst()
                .orElseGet(() -> added(origin));
    }

    private RunningVersion added(Origin origin) {
        var version = new RunningVersion(application, origin);
        List<RunningVersion> now = new ArrayList<>(all);
        now.removeIf(RunningVersion::spent);
        now.add(version);
        all = List.copyOf(now);
        return version;
    }

    /** Forgets instances whose service has gone; calls that are in them stay. */
    synchronized void withdraw(Predicate<Instances> which) {
        all.forEach(version -> version.withdraw(which));
        waitIfNone();
    }

    /** Gives up the version of a bundle that stops, and returns the calls that are in it. */
    synchronized List<Run> bundleStops(long bundle) {
        List<RunningVersion> gone = all.stream()
                .filter(version -> version.origin().bundle() == bundle)
                .toList();
        gone.forEach(RunningVersion::bundleStops);
        List<Run> runs =
                gone.stream().flatMap(version -> version.runs().stream()).toList();
        all = all.stream().filter(version -> !version.spent()).toList();
        waitIfNone();
        return runs;
    }

    /** Gives no more calls to any version, because the host stops, and lets those go that wait for one. */
    void hostStops() {
        all.forEach(RunningVersion::hostStops);
        arrival.complete(null);
    }

    private void waitIfNone() {
        if (arrival.isDone() && all.stream().noneMatch(RunningVersion::offered)) arrival = new CompletableFuture<>();
    }

    List<Applications.Version> describe(Steers steers) {
        RunningVersion current = steers.choose(offered()).orElse(null);
        return all.stream()
                .filter(RunningVersion::visible)
                .map(version -> version.describe(version == current))
                .toList();
    }
}
