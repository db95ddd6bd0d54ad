package org.patchbay.sip.event.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.sip.MessageHandler;
import org.patchbay.sip.MessageHandler.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who takes messages for users without a device, the best first. Thread-safe. */
final class MessageHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(MessageHandlers.class);

    private final Map<MessageHandler, Rank> ranks = new ConcurrentHashMap<>();
    private volatile List<MessageHandler> handlers = List.of();

    void add(MessageHandler handler, Map<String, Object> properties) {
        ranks.put(handler, Rank.of(properties));
        order();
    }

    void remove(MessageHandler handler) {
        ranks.remove(handler);
        order();
    }

    /** Gives {@code message} to the first that takes it; returns whether one did. */
    boolean take(Message message) {
        return handlers.stream().anyMatch(handler -> takes(handler, message));
    }

    private static boolean takes(MessageHandler handler, Message message) {
        try {
            return handler.take(message);
        } catch (RuntimeException failed) {
            LOG.error("a handler of messages failed", failed);
            return false;
        }
    }

    /** Of one ranking the newest comes first, so that a version that drains leaves messages to its successor. */
    private record Rank(int ranking, long service) implements Comparable<Rank> {
        private static final Comparator<Rank> ORDER = Comparator.comparingInt(Rank::ranking)
                .thenComparingLong(Rank::service)
                .reversed();

        static Rank of(Map<String, Object> properties) {
            return new Rank(
                    properties.get("service.ranking") instanceof Integer ranking ? ranking : 0,
                    properties.get("service.id") instanceof Long id ? id : 0);
        }

        @Override
        public int compareTo(Rank other) {
            return ORDER.compare(this, other);
        }
    }

    private synchronized void order() {
        handlers = ranks.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }
}
