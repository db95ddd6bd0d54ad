package org.patchbay.channel.core.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.Cause;
import org.patchbay.channel.LogicReplaced;

/**
 * The one verb that a call's logic waits in. {@link #perform} belongs to the logic's thread; all else to the call's owner.
 * A verb ends with its result, with {@link CallEnded}, or with {@link LogicReplaced}.
 */
final class VerbSlot {
    private final Executor owner;
    private @Nullable CompletableFuture<?> running;
    private @Nullable Cause ended;
    private boolean unwinding;

    VerbSlot(Executor owner) {
        this.owner = owner;
    }

    /** Runs {@code start} as a task of the owner and waits until it, or a later task, completes the result. */
    <R> R perform(Consumer<CompletableFuture<R>> start) {
        var result = new CompletableFuture<R>();
        owner.execute(() -> begin(result, start));
        try {
            return result.get();
        } catch (ExecutionException failed) {
            throw thrown(failed.getCause());
        } catch (InterruptedException interrupted) {
            result.cancel(false);
            throw new LogicReplaced();
        }
    }

    private <R> void begin(CompletableFuture<R> result, Consumer<CompletableFuture<R>> start) {
        if (ended != null) {
            result.completeExceptionally(new CallEnded(ended));
        } else if (unwinding) {
            unwinding = false;
            result.completeExceptionally(new LogicReplaced());
        } else {
            running = result;
            try {
                start.accept(result);
            } catch (RuntimeException | Error failure) { // whoever waits must hear of it, whatever it is
                result.completeExceptionally(failure);
            }
        }
    }

    private static RuntimeException thrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) throw error;
        if (cause instanceof RuntimeException failure) return failure;
        return new IllegalStateException(cause);
    }

    /** Ends the running verb and all later ones: the call is over. */
    void end(Cause cause) {
        ended = cause;
        if (running != null) running.completeExceptionally(new CallEnded(cause));
    }

    /** Ends the running verb, or else the next, because its caller is being replaced. */
    void unwind() {
        boolean ends = running != null && running.completeExceptionally(new LogicReplaced());
        unwinding = !ends;
    }

    /** Forgets an {@link #unwind} that met no verb: the logic that it was meant for has left by itself. */
    void settle() {
        unwinding = false;
    }
}
