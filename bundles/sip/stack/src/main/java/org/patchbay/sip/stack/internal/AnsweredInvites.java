package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers who sent an INVITE for as long as its 2xx may come again (RFC 3261 section 13.2.2.4): JAIN-SIP forgets the
 * transaction at the first one, but a lost ACK must be sent again for each. When full, the oldest is forgotten.
 */
final class AnsweredInvites {
    private static final int LIMIT = 50_000;

    /** One INVITE; what is forgotten early leaves its place in the queue, and nothing else. */
    private static final class Entry {
        private final String branch;
        private final long endsMillis;
        private volatile @Nullable ClientRequest client;

        Entry(String branch, ClientRequest client, long endsMillis) {
            this.branch = branch;
            this.client = client;
            this.endsMillis = endsMillis;
        }
    }

    private final Map<String, Entry> byBranch = new ConcurrentHashMap<>();
    // all live equally long, so that the first that came is the first to go
    private final Queue<Entry> inOrder = new ArrayDeque<>();
    private final InstantSource clock;
    private final Duration life;

    AnsweredInvites(InstantSource clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    /** Begins to pass the repetitions of a 2xx to {@code client}. */
    void add(String branch, ClientRequest client) {
        var entry = new Entry(branch, client, clock.millis() + life.toMillis());
        if (byBranch.putIfAbsent(branch, entry) != null) return;
        synchronized (inOrder) {
            inOrder.add(entry);
            long now = clock.millis();
            while (inOrder.peek() instanceof Entry first && (first.endsMillis <= now || inOrder.size() > LIMIT)) {
                byBranch.remove(inOrder.remove().branch);
            }
        }
    }

    /** Ends {@link #add}, because {@code client} has no use for repetitions any more. */
    void remove(String branch) {
        var entry = byBranch.remove(branch);
        if (entry != null) entry.client = null;
    }

    /** Passes a response on that has no transaction; false when it is nobody's. */
    boolean again(String branch, SIPResponse response) {
        boolean accepted = response.getStatusCode() / 100 == 2
                && response.getCSeq().getMethod().equals("INVITE");
        var entry = accepted ? byBranch.get(branch) : null;
        var client = entry == null || entry.endsMillis <= clock.millis() ? null : entry.client;
        if (client == null) return false;
        client.received(response);
        return true;
    }
}
