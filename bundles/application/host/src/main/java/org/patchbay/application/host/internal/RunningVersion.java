package org.patchbay.application.host.internal;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.patchbay.application.Applications;
import org.patchbay.channel.Call;

/**
 * One version of an application, and the calls that are on it: from their first run in it to their end, so that a later step
 * finds the version that the call began with. Its component may be made anew by a changed setting: new
 * calls get the newest generation of it, a call keeps the instance that it has. Only when the bundle stops are calls
 * unwound. Thread-safe.
 */
final class RunningVersion {
    private final String application;
    private final Origin origin;
    private final List<Instances> generations = new CopyOnWriteArrayList<>();
    private final Set<Run> runs = ConcurrentHashMap.newKeySet();
    private final Set<Call> pinned = ConcurrentHashMap.newKeySet();
    private final LongAdder finished = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean gone;
    private volatile boolean closed;

    RunningVersion(String application, Origin origin) {
        this.application = application;
        this.origin = origin;
    }

    String application() {
        return application;
    }

    Origin origin() {
        return origin;
    }

    void offer(Instances generation) {
        generations.add(generation);
    }

    void withdraw(Predicate<Instances> which) {
        generations.removeIf(which);
    }

    /** Tells whether calls can be given to it. */
    boolean offered() {
        return !gone && !closed && !generations.isEmpty();
    }

    /** Tells whether its bundle has stopped, so that its calls go on in another version. */
    boolean gone() {
        return gone;
    }

    /** Tells whether there is anything to show of it. */
    boolean visible() {
        return offered() || calls() > 0;
    }

    /** Tells whether nobody needs it any more. */
    boolean spent() {
        return gone && runs.isEmpty();
    }

    Set<Run> runs() {
        return runs;
    }

    /** Gives the version away: its bundle stops. */
    void bundleStops() {
        gone = true;
        pinned.clear();
    }

    /** Keeps {@code call} on this version until it ends. */
    void pin(Call call) {
        pinned.add(call);
    }

    /** Lets go of calls that have ended. */
    void forgetEnded() {
        pinned.removeIf(Call::over);
    }

    /** Returns how many calls are on this version; one that has ended counts while its application has not noticed. */
    private int calls() {
        forgetEnded();
        return pinned.size()
                + (int) runs.stream()
                        .filter(run -> !pinned.contains(run.call()))
                        .count();
    }

    /** Gives no more calls to the version: the host stops. */
    void hostStops() {
        closed = true;
    }

    /** Counts {@code call} in, with the newest instances; empty when this version has gone away. */
    Optional<Run> enter(Call call, InstantSource clock) {
        Optional<Instances> newest = generations.reversed().stream().findFirst();
        if (newest.isEmpty()) return Optional.empty();
        var run = new Run(call, this, newest.get(), clock);
        runs.add(run);
        if (!gone && !closed) {
            call.variables().put(Call.APPLICATION, application + " " + origin.version());
            return Optional.of(run);
        }
        runs.remove(run); // nobody else may have seen it, and so nobody unwinds it
        run.leave();
        return Optional.empty();
    }

    void leave(Run run) {
        runs.remove(run);
        finished.increment();
        run.leave();
    }

    void countFailure() {
        failed.increment();
    }

    Applications.Version describe(boolean current) {
        return new Applications.Version(
                application,
                origin.feature(),
                origin.version().toString(),
                current,
                calls(),
                finished.sum(),
                failed.sum());
    }
}
