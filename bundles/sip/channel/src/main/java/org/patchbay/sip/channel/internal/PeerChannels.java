package org.patchbay.sip.channel.internal;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts the legs with each peer, for those that may only have so many. Thread-safe. */
final class PeerChannels {
    private final Map<String, Integer> seized = new ConcurrentHashMap<>();

    /** Returns whether one more leg with {@code peer} is allowed, which is then counted. */
    boolean seize(String peer, OptionalInt most) {
        var allowed = new AtomicBoolean();
        seized.compute(peer, (_, count) -> {
            int now = count == null ? 0 : count;
            allowed.set(most.isEmpty() || now < most.getAsInt());
            int then = allowed.get() ? now + 1 : now;
            return then == 0 ? null : then;
        });
        return allowed.get();
    }

    void release(String peer) {
        seized.computeIfPresent(peer, (_, count) -> count == 1 ? null : count - 1);
    }

    int count(String peer) {
        return seized.getOrDefault(peer, 0);
    }
}
