package org.patchbay.io.transport.internal;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.patchbay.io.TransportCounters;

/** What one listener counts; any thread. */
final class Counters {
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(
            Arrays.stream(Refusal.values()).collect(Collectors.toMap(Function.identity(), _ -> new LongAdder())));

    void received() {
        received.increment();
    }

    void sent() {
        sent.increment();
    }

    void refused(Refusal why) {
        Objects.requireNonNull(refused.get(why)).increment();
    }

    TransportCounters now(int connections) {
        return new TransportCounters(
                received.sum(),
                sent.sum(),
                connections,
                refused.entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().words(),
                                entry -> entry.getValue().sum())));
    }
}
