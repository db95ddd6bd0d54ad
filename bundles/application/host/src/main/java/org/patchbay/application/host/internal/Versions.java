package org.patchbay.application.host.internal;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.patchbay.application.Applications;

/**
 * The versions of one application. New calls go to the highest bundle version; calls in another stay there. When there is
 * none, calls wait for the next.
 */
final class Versions {
    private final List<RunningVersion> all = new CopyOnWriteArrayList<>();
    private final AtomicReference<CompletableFuture<RunningVersion>> current =
            new AtomicReference<>(new CompletableFuture<>());

    /** Completes with the version for new calls, at once when there is one. */
    CompletableFuture<RunningVersion> current() {
        return current.get();
    }

    void add(RunningVersion version) {
        all.add(version);
        choose();
    }

    void remove(Predicate<RunningVersion> which) {
        List<RunningVersion> gone = all.stream().filter(which).toList();
        if (gone.isEmpty()) return;
        all.removeAll(gone);
        choose();
        gone.forEach(RunningVersion::bundleGone);
    }

    /** Unwinds the calls of every version, because the host stops. */
    void leaveAll() {
        all.forEach(RunningVersion::hostLeaves);
    }

    private void choose() {
        all.stream().max(Comparator.comparing(RunningVersion::bundleVersion)).ifPresentOrElse(this::point, this::empty);
    }

    private void point(RunningVersion version) {
        CompletableFuture<RunningVersion> awaited =
                current.getAndUpdate(was -> was.isDone() ? CompletableFuture.completedFuture(version) : was);
        awaited.complete(version); // nothing when it pointed to another version already
    }

    private void empty() {
        current.updateAndGet(was -> was.isDone() ? new CompletableFuture<>() : was);
    }

    List<Applications.Version> describe(String name) {
        RunningVersion now = current.get().getNow(null);
        return all.stream()
                .map(version -> new Applications.Version(
                        name,
                        version.bundle(),
                        version.bundleVersion().toString(),
                        version == now,
                        version.calls(),
                        0,
                        0))
                .toList();
    }
}
