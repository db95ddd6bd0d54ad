package org.patchbay.application.host.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.patchbay.application.Application;
import org.patchbay.application.CallSession;
import org.patchbay.channel.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One version of an application, and the calls that are in it. Thread-safe. */
final class RunningVersion {
    private static final Logger LOG = LoggerFactory.getLogger(RunningVersion.class);
    private static final Duration LEAVE_LIMIT = Duration.ofMillis(400);

    private final String bundle;
    private final Version bundleVersion;
    private final Instances instances;
    private final Set<Run> runs = ConcurrentHashMap.newKeySet();
    private volatile boolean gone;
    private volatile boolean hostGone;

    RunningVersion(String bundle, Version bundleVersion, Instances instances) {
        this.bundle = bundle;
        this.bundleVersion = bundleVersion;
        this.instances = instances;
    }

    /** One call in this version. */
    record Run(Call call, CompletableFuture<Void> left) {}

    String bundle() {
        return bundle;
    }

    Version bundleVersion() {
        return bundleVersion;
    }

    boolean isOf(ServiceReference<Application> reference) {
        return instances.areOf(reference);
    }

    int calls() {
        return runs.size();
    }

    boolean gone() {
        return gone;
    }

    boolean hostGone() {
        return hostGone;
    }

    /** Counts {@code call} in; null when this version has gone away. */
    @Nullable
    Run enter(Call call) {
        var run = new Run(call, new CompletableFuture<>());
        runs.add(run);
        if (!gone && !hostGone) return run;
        leave(run);
        return null;
    }

    void leave(Run run) {
        runs.remove(run);
        run.left().complete(null);
    }

    void run(CallSession session) {
        Application application = instances.get();
        try {
            application.run(session);
        } finally {
            instances.release(application);
        }
    }

    /** Unwinds every call in this version, because its bundle stops. */
    void bundleGone() {
        gone = true;
        unwindAll();
    }

    /** Unwinds every call in this version, because the host stops. */
    void hostLeaves() {
        hostGone = true;
        unwindAll();
    }

    private void unwindAll() {
        runs.forEach(run -> run.call().unwind());
        var left = CompletableFuture.allOf(runs.stream().map(Run::left).toArray(CompletableFuture[]::new));
        try {
            left.get(LEAVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            runs.forEach(run -> LOG.warn(
                    "call {}: {} {} has not reached a verb yet", run.call().id(), bundle, bundleVersion));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
