package org.patchbay.sip.digest.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.patchbay.sip.digest.internal.Nonces.Nonce;

/**
 * Remembers which counts of which nonce were used, so that each counts once (RFC 7616 section 3.4). When full, the
 * oldest nonces are forgotten and every nonce that is as old as they are is refused from then on: its client is given a
 * new one, and nothing that was forgotten can be played back.
 */
final class NonceCounts {
    /** The counts seen of one nonce: the highest, and which of the 63 below it, since datagrams overtake each other. */
    private static final class Window {
        private static final int SIZE = 64;
        private final Nonce nonce;
        private long highest;
        private long seen;

        Window(Nonce nonce) {
            this.nonce = nonce;
        }

        synchronized boolean use(long count) {
            if (count > highest) {
                long step = count - highest;
                seen = step >= SIZE ? 1 : seen << step | 1;
                highest = count;
                return true;
            }
            long back = highest - count;
            if (back >= SIZE || (seen >>> back & 1) != 0) return false;
            seen |= 1L << back;
            return true;
        }
    }

    private final InstantSource clock;
    private final Duration lifetime;
    private final int limit;
    private final Map<Long, Window> windows = new ConcurrentHashMap<>();
    private final Queue<Window> inOrder = new ArrayDeque<>();
    private long forgottenMillis = Long.MIN_VALUE;

    NonceCounts(InstantSource clock, Duration lifetime, int limit) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.limit = limit;
    }

    /** Uses {@code count} of {@code nonce}; false when that was used before, or can't be told any more. */
    boolean use(Nonce nonce, long count) {
        var known = windows.get(nonce.serial());
        if (known != null) return count > 0 && known.use(count);
        return count > 0 && remember(nonce) instanceof Window window && window.use(count);
    }

    private @Nullable Window remember(Nonce nonce) {
        synchronized (inOrder) {
            if (nonce.createdMillis() <= forgottenMillis) return null;
            var window = new Window(nonce);
            var other = windows.putIfAbsent(nonce.serial(), window);
            if (other != null) return other;
            inOrder.add(window);
            forget();
            return window;
        }
    }

    private void forget() {
        long expired = clock.millis() - lifetime.toMillis();
        while (inOrder.peek() instanceof Window first
                && (first.nonce.createdMillis() <= expired || inOrder.size() > limit)) {
            forgottenMillis = Math.max(forgottenMillis, first.nonce.createdMillis());
            windows.remove(inOrder.remove().nonce.serial());
        }
    }

    int size() {
        return windows.size();
    }
}
