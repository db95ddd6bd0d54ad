package org.patchbay.deploy.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleException;

/** Runs what may hang on a thread of its own: a feature's code, or a framework that waits for it. */
final class Limited {
    private final Duration limit;

    Limited(Duration limit) {
        this.limit = limit;
    }

    /** Returns the result of {@code work}; throws {@link Refusal} when it fails, or takes too long and is interrupted. */
    <T> T call(String what, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name("patchbay-deploy-" + what).start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw Refusal.forGood("to " + what + " it took longer than " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw reason(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw Refusal.forNow("the deployer was stopped");
        }
    }

    private static Refusal reason(Throwable cause) {
        if (cause instanceof Refusal refusal) return refusal;
        if (cause instanceof BundleException failed && failed.getType() == BundleException.DUPLICATE_BUNDLE_ERROR) {
            return Refusal.forGood("another build of the same version is installed; give it a higher version");
        }
        return Refusal.forNow(firstLine(cause));
    }

    private static String firstLine(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) root = root.getCause();
        return String.valueOf(root).lines().findFirst().orElse("");
    }
}
