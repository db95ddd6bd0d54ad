package org.patchbay.pbx.core.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The services of a kind that are there now, the one to be asked first in front, and a way to wait for the first. */
final class Providers<T> {
    private static final Comparator<Provider<?>> ORDER =
            Comparator.<Provider<?>>comparingInt(Provider::ranking).reversed().thenComparingLong(Provider::id);
    private final Object change = new Object();
    private volatile List<Provider<T>> present = List.of();
    private volatile CompletableFuture<Void> arrival = new CompletableFuture<>();

    private record Provider<T>(T service, int ranking, long id) {}

    void add(T service, Map<String, ?> properties) {
        CompletableFuture<Void> awaited;
        synchronized (change) {
            List<Provider<T>> now = new ArrayList<>(present);
            now.add(new Provider<>(service, ranking(properties), id(properties)));
            now.sort(ORDER);
            present = List.copyOf(now);
            awaited = arrival;
        }
        // outside the lock: whoever waits runs on
        awaited.complete(null);
    }

    @SuppressWarnings("ReferenceEquality") // a service is an object, whatever it says of itself
    void remove(T service) {
        synchronized (change) {
            present = present.stream()
                    .filter(provider -> provider.service() != service)
                    .toList();
            if (present.isEmpty()) arrival = new CompletableFuture<>();
        }
    }

    /** Returns the services by ranking, the highest first. */
    List<T> all() {
        return present.stream().map(Provider::service).toList();
    }

    Optional<T> first() {
        return present.stream().map(Provider::service).findFirst();
    }

    /** Completes when there is one; has completed when there is one now. */
    CompletionStage<Void> arrival() {
        return arrival;
    }

    private static int ranking(Map<String, ?> properties) {
        return properties.get("service.ranking") instanceof Integer ranking ? ranking : 0;
    }

    private static long id(Map<String, ?> properties) {
        return properties.get("service.id") instanceof Long id ? id : Long.MAX_VALUE;
    }
}
