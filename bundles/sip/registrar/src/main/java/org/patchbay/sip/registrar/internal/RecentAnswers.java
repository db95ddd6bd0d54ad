package org.patchbay.sip.registrar.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.sip.IncomingRequest;

/**
 * Answers of the last seconds, for REGISTERs that come again because the answer was lost. Server transactions would do the same
 * for 32 s and 9 KB each, however many there are: at 2,500 registrations a second that filled a heap of 512 MB. When this is full,
 * the oldest is forgotten: its phone is then challenged once more, with a new nonce, and registers with that.
 */
final class RecentAnswers {
    private static final Duration LIFE = Duration.ofSeconds(32); // 64*T1, RFC 3261 section 17.2.2, timer J
    private static final int LIMIT = 5_000;

    /** One request of one client; from another source it would be somebody who overheard it. */
    private record Key(String branch, String callId, long sequence, InetSocketAddress source) {
        static Key of(IncomingRequest request) {
            SIPRequest message = request.message();
            return new Key(
                    message.getTransactionId(),
                    message.getCallId().getCallId(),
                    message.getCSeq().getSeqNumber(),
                    request.source());
        }
    }

    private record Entry(Key key, SIPResponse answer, long endsMillis) {}

    private final InstantSource clock;
    private final Map<Key, Entry> byKey = new ConcurrentHashMap<>();
    private final Queue<Entry> inOrder = new ArrayDeque<>();

    RecentAnswers(InstantSource clock) {
        this.clock = clock;
    }

    Optional<SIPResponse> to(IncomingRequest request) {
        var entry = byKey.get(Key.of(request));
        return entry != null && clock.millis() < entry.endsMillis ? Optional.of(entry.answer) : Optional.empty();
    }

    void add(IncomingRequest request, SIPResponse answer) {
        if (!request.transport().equalsIgnoreCase("udp")) return; // nothing is lost on a stream
        long now = clock.millis();
        var entry = new Entry(Key.of(request), answer, now + LIFE.toMillis());
        if (byKey.putIfAbsent(entry.key, entry) != null) return;
        synchronized (inOrder) {
            inOrder.add(entry);
            while (inOrder.peek() instanceof Entry first && (first.endsMillis <= now || inOrder.size() > LIMIT)) {
                byKey.remove(inOrder.remove().key);
            }
        }
    }
}
