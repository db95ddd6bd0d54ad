package org.patchbay.sip.event.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.sip.dialog.Dialog;

/** The subscriptions that live: found by dialog and by what they are about, and counted. Thread-safe. */
final class Subscriptions {
    private final Limits limits;
    private final Map<Dialog.Id, Subscription> byDialog = new ConcurrentHashMap<>();
    private final Map<Topic, Set<Subscription>> byTopic = new ConcurrentHashMap<>();
    private final Map<AddressOfRecord, Integer> counts = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();

    /** What subscriptions are about. */
    record Topic(String event, String resource) {}

    /** Whether there is room for one more. */
    enum Room {
        FREE,
        FULL,
        USER_FULL
    }

    Subscriptions(Limits limits) {
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    /** Takes a place for {@code subscriber}, which {@link #remove} or {@link #release} gives back. */
    Room reserve(AddressOfRecord subscriber) {
        if (all.incrementAndGet() > limits.inAll()) {
            all.decrementAndGet();
            return Room.FULL;
        }
        if (counts.merge(subscriber, 1, Integer::sum) > limits.perSubscriber()) {
            release(subscriber);
            return Room.USER_FULL;
        }
        return Room.FREE;
    }

    void release(AddressOfRecord subscriber) {
        all.decrementAndGet();
        counts.computeIfPresent(subscriber, (_, count) -> count > 1 ? count - 1 : null);
    }

    void add(Subscription subscription) {
        byDialog.put(subscription.id(), subscription);
        byTopic.compute(subscription.terms().topic(), (_, present) -> {
            var set = present == null ? ConcurrentHashMap.<Subscription>newKeySet() : present;
            set.add(subscription);
            return set;
        });
    }

    void remove(Subscription subscription) {
        if (!byDialog.remove(subscription.id(), subscription)) return;
        byTopic.computeIfPresent(subscription.terms().topic(), (_, set) -> {
            set.remove(subscription);
            return set.isEmpty() ? null : set;
        });
        release(subscription.terms().subscriber());
    }

    Optional<Subscription> find(String callId, String localTag) {
        return Optional.ofNullable(byDialog.get(new Dialog.Id(callId, localTag)));
    }

    Collection<Subscription> about(Topic topic) {
        return List.copyOf(byTopic.getOrDefault(topic, Set.of()));
    }

    Collection<Subscription> all() {
        return List.copyOf(byDialog.values());
    }
}
