package org.patchbay.application.host.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.patchbay.application.StuckRun;
import org.patchbay.channel.Call;
import org.patchbay.channel.LogicReplaced;

/**
 * One call in one version of an application, from {@code run} to its return. The verbs tell it when they begin and end;
 * anybody may ask. It belongs to the thread that makes it.
 */
final class Run {
    private static final String OUTSIDE = "";

    private final Call call;
    private final RunningVersion version;
    private final Instances instances;
    private final InstantSource clock;
    private final Thread thread = Thread.currentThread();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private volatile Stay stay;
    private boolean over;

    /** Where it has been since when: in a verb, or outside of any. */
    record Stay(String verb, Instant since) {
        boolean outside() {
            return verb.equals(OUTSIDE);
        }
    }

    Run(Call call, RunningVersion version, Instances instances, InstantSource clock) {
        this.call = call;
        this.version = version;
        this.instances = instances;
        this.clock = clock;
        this.stay = new Stay(OUTSIDE, clock.instant());
    }

    Call call() {
        return call;
    }

    RunningVersion version() {
        return version;
    }

    Instances instances() {
        return instances;
    }

    Thread thread() {
        return thread;
    }

    Stay stay() {
        return stay;
    }

    /** Completes when the call has left the version. */
    CompletableFuture<Void> left() {
        return left;
    }

    /** Runs a verb. Once one was unwound, the application can't go on with another by catching that. */
    <R> R verb(String name, Supplier<R> verb) {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException(name + ": only the thread that entered run may call a verb");
        }
        if (over) throw new LogicReplaced();
        now(name);
        try {
            return verb.get();
        } catch (LogicReplaced replaced) {
            over = true;
            throw replaced;
        } finally {
            now(OUTSIDE);
        }
    }

    /**
     * A thread that was interrupted must not come to a verb so: it may run tasks of the call there, and the first channel that
     * such a thread sends through is closed for everybody.
     */
    private synchronized void now(String verb) {
        boolean unused = Thread.interrupted();
        stay = new Stay(verb, clock.instant());
    }

    /** Interrupts what the application does of its own; nothing while it is in a verb, which ends with its call. */
    synchronized void interrupt() {
        if (stay.outside() && !left.isDone()) thread.interrupt();
    }

    /** Says that the call has left the version. Called by its own thread, which is no longer interrupted after this. */
    synchronized void leave() {
        boolean unused = Thread.interrupted();
        left.complete(null);
    }

    /** Describes this run, which does {@code doing} since {@code since}. */
    StuckRun describe(Instant since, String doing) {
        var stack = Arrays.stream(thread.getStackTrace())
                .map(StackTraceElement::toString)
                .toList();
        return new StuckRun(
                call.id(),
                version.application(),
                version.origin().feature(),
                version.origin().version().toString(),
                since,
                doing,
                stack);
    }
}
