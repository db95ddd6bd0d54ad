package org.patchbay.sip.stack.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts messages since the start. */
final class Traffic {
    private final LongAdder requests = new LongAdder();
    private final LongAdder responses = new LongAdder();
    private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();

    void request() {
        requests.increment();
    }

    void response() {
        responses.increment();
    }

    /** Counts a message that was dropped without an answer; {@code cause} is one of few, and never a peer's words. */
    void drop(String cause) {
        dropped.computeIfAbsent(cause, _ -> new LongAdder()).increment();
    }

    long requests() {
        return requests.sum();
    }

    long responses() {
        return responses.sum();
    }

    Map<String, Long> dropped() {
        return dropped.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, cause -> cause.getValue().sum()));
    }
}
