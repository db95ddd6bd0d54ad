package org.patchbay.sip.resolver.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What came of one question: the values, or why there is no answer. */
record Settled<T>(List<T> values, @Nullable Throwable failure) {
    static <T> CompletableFuture<Settled<T>> of(CompletionStage<List<T>> question) {
        return question.<Settled<T>>handle((values, failure) ->
                        failure == null ? new Settled<>(values, null) : new Settled<>(List.of(), failure))
                .toCompletableFuture();
    }

    /** Waits for all; the order is that of the questions. */
    static <T> CompletableFuture<List<Settled<T>>> all(List<CompletableFuture<Settled<T>>> questions) {
        return CompletableFuture.allOf(questions.toArray(CompletableFuture[]::new))
                .thenApply(_ -> questions.stream().map(CompletableFuture::join).toList());
    }

    /** Throws the first failure. */
    static <T> void throwFailure(List<Settled<T>> all) {
        all.stream()
                .map(Settled::failure)
                .filter(each -> each != null)
                .findFirst()
                .ifPresent(failure -> {
                    throw new Unanswered(failure);
                });
    }

    /** Carries a failure through stages. */
    static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unanswered(Throwable cause) {
            super(cause);
        }
    }
}
