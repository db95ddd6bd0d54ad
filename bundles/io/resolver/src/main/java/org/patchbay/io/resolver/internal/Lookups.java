package org.patchbay.io.resolver.internal;

import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.resolver.internal.Answer.Found;

/** Looks up records of one kind. Everything but reading what is remembered happens on the event loop. */
final class Lookups<T> {
    /** Questions under way, each of which has a socket. */
    static final int UNDER_WAY_MAX = 250;
    /** Those who wait for one question. */
    static final int WAITING_MAX = 1000;

    private final EventExecutor loop;
    private final RecordKind<T> kind;
    private final Supplier<Setup> setup;
    private final LongSupplier nanoClock;

    private final Map<String, Remembered<T>> remembered = new ConcurrentHashMap<>();
    /** The names in {@link #remembered}, the oldest answer first. */
    private final LinkedHashSet<String> byAge = new LinkedHashSet<>();

    private final Map<String, CompletableFuture<List<T>>> underWay = new HashMap<>();

    /** What holds now, and for whom it is asked. */
    record Setup(Settings settings, Upstream upstream) {}

    private record Remembered<T>(List<T> records, long untilNanos) {}

    Lookups(EventExecutor loop, RecordKind<T> kind, Supplier<Setup> setup, LongSupplier nanoClock) {
        this.loop = loop;
        this.kind = kind;
        this.setup = setup;
        this.nanoClock = nanoClock;
    }

    /** Returns the records of {@code name}, which is {@link WireName#normal}; none for what can't be a name. */
    CompletionStage<List<T>> lookUp(String name) {
        var known = known(name);
        if (known != null) return CompletableFuture.completedStage(known);
        if (!WireName.valid(name)) return CompletableFuture.completedStage(List.of());
        var result = new CompletableFuture<List<T>>();
        try {
            loop.execute(() -> join(name, result));
        } catch (RejectedExecutionException stopped) {
            result.completeExceptionally(new IOException("the resolver has stopped", stopped));
        }
        return result;
    }

    private @Nullable List<T> known(String name) {
        var found = remembered.get(name);
        return found == null || found.untilNanos - nanoClock.getAsLong() <= 0 ? null : found.records;
    }

    private void join(String name, CompletableFuture<List<T>> result) {
        var known = known(name);
        if (known != null) {
            result.complete(known);
            return;
        }
        var asked = underWay.get(name);
        if (asked == null && underWay.size() < UNDER_WAY_MAX) asked = ask(name);
        if (asked == null || asked.getNumberOfDependents() >= WAITING_MAX) {
            result.completeExceptionally(new IOException("too many questions under way"));
            return;
        }
        asked.whenComplete((records, failure) -> pass(records, failure, result));
    }

    private CompletableFuture<List<T>> ask(String name) {
        var asked = new CompletableFuture<List<T>>();
        underWay.put(name, asked);
        var now = setup.get();
        Inquiry.begin(loop, now.upstream, kind, name, now.settings.negative().toSeconds())
                .whenComplete((found, failure) -> {
                    underWay.remove(name, asked);
                    if (found != null) remember(name, found);
                    pass(found == null ? null : found.records(), failure, asked);
                });
        return asked;
    }

    private static <T> void pass(
            @Nullable List<T> records, @Nullable Throwable failure, CompletableFuture<List<T>> result) {
        if (records == null) result.completeExceptionally(failure == null ? new IOException("no answer") : failure);
        else result.complete(records);
    }

    private void remember(String name, Found<T> found) {
        var settings = setup.get().settings;
        long until = nanoClock.getAsLong() + settings.kept(found.seconds()).toNanos();
        byAge.remove(name);
        byAge.add(name);
        remembered.put(name, new Remembered<>(found.records(), until));
        while (byAge.size() > settings.entries()) remembered.remove(byAge.removeFirst());
    }

    /** Forgets every answer, and fails the questions that wait for one; on the event loop. */
    void stop() {
        remembered.clear();
        byAge.clear();
        List.copyOf(underWay.values())
                .forEach(asked -> asked.completeExceptionally(new IOException("the resolver stops")));
        underWay.clear();
    }

    /** Forgets every answer, since those who gave them are no longer asked; on the event loop. */
    void forget() {
        remembered.clear();
        byAge.clear();
    }
}
