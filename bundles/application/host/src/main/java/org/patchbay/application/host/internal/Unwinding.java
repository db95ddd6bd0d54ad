package org.patchbay.application.host.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes calls leave the applications that they are in, so that their bundles can go. */
final class Unwinding {
    private static final Logger LOG = LoggerFactory.getLogger(Unwinding.class);
    private static final Duration LIMIT = Duration.ofMillis(400);

    private Unwinding() {}

    /** Unwinds {@code runs} and waits until they have left, 400 ms at most; who hasn't leaves at the next verb. */
    static void of(Collection<Run> runs) {
        runs.forEach(run -> run.call().unwind());
        var left = CompletableFuture.allOf(runs.stream().map(Run::left).toArray(CompletableFuture[]::new));
        try {
            left.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            runs.stream()
                    .filter(run -> !run.left().isDone())
                    .forEach(run -> LOG.warn(
                            "call {}: {} has not reached a verb yet",
                            run.call().id(),
                            run.version().origin()));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
