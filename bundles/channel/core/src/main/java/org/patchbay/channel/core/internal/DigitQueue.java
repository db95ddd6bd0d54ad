package org.patchbay.channel.core.internal;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The digits that a caller has pressed and nobody has read. They wait here while logic is replaced. Full at {@value #LIMIT},
 * when further ones are dropped. Owned by the call.
 */
final class DigitQueue {
    private static final int LIMIT = 64;

    private final Queue<Character> unread = new ArrayDeque<>();
    private @Nullable CompletableFuture<Optional<Character>> reader;
    private @Nullable CompletableFuture<Boolean> watcher;

    void pressed(char digit) {
        boolean taken = reader != null && reader.complete(Optional.of(digit));
        reader = null;
        if (!taken && unread.size() < LIMIT) unread.add(digit);
        if (watcher != null) watcher.complete(true);
        watcher = null;
    }

    /** Completes {@code any} when there is an unread digit, which stays. */
    void watch(CompletableFuture<Boolean> any) {
        if (unread.isEmpty()) watcher = any;
        else any.complete(true);
    }

    /** Completes {@code next} with the oldest digit, or with the next that is pressed. */
    void read(CompletableFuture<Optional<Character>> next) {
        Character oldest = unread.poll();
        if (oldest != null) next.complete(Optional.of(oldest));
        else reader = next;
    }
}
