package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.io.Flow;
import org.patchbay.io.Timers;

/** The requests that we have sent and that have no final response yet (RFC 3261 section 17.1), and what may still come for others. */
final class ClientTransactions {
    private static final int MOST_LINGERING = 100_000;

    /** The ACK of a refusal, for when that comes again (section 17.1.1.2, timer D). */
    private record Acknowledged(byte[] ack, Flow flow) {}

    private final ConcurrentHashMap<String, ClientTransaction> live = new ConcurrentHashMap<>();
    // RFC 6026 section 7.2, timer M: each further 2xx is the sender's, who has to acknowledge it
    private final Lingering<ClientTransaction> accepted;
    private final Lingering<Acknowledged> refused;
    private final Timers timers;
    private final Timing timing;

    ClientTransactions(InstantSource clock, Timers timers, Timing timing) {
        this.accepted = new Lingering<>(clock, timing.patience(), MOST_LINGERING);
        this.refused = new Lingering<>(clock, timing.patience(), MOST_LINGERING);
        this.timers = timers;
        this.timing = timing;
    }

    /** Takes a response; false when it belongs to nothing. Costs the same however many transactions there are. */
    boolean received(SIPResponse response) {
        var vias = response.getViaHeaders();
        // section 8.1.3.3: with a second Via it is somebody else's
        if (vias.size() != 1) return false;
        var cseq = response.getCSeq().getMethod();
        var key = key(response.getTopmostVia().getBranch(), cseq);
        var transaction = live.get(key);
        if (transaction != null) {
            transaction.received(response);
            return true;
        }
        return cseq.equals("INVITE") && again(key, response);
    }

    private boolean again(String key, SIPResponse response) {
        int status = response.getStatusCode();
        if (status < 200) return false;
        if (status < 300) {
            var sender = accepted.get(key);
            sender.ifPresent(transaction -> transaction.received(response));
            return sender.isPresent();
        }
        var acknowledged = refused.get(key);
        acknowledged.ifPresent(last -> last.flow.send(last.ack, Flow.Outcome.IGNORED));
        return acknowledged.isPresent();
    }

    /** Returns what a response is found by: a CANCEL has the branch of its INVITE. */
    static String key(String branch, String method) {
        return method.equals("CANCEL") ? branch + " CANCEL" : String.valueOf(branch);
    }

    void begin(String key, ClientTransaction transaction) {
        live.put(key, transaction);
    }

    void end(String key) {
        live.remove(key);
    }

    void accepted(String key, ClientTransaction transaction) {
        accepted.add(key, transaction);
        live.remove(key);
    }

    void refused(String key, byte[] ack, Flow flow) {
        if (!flow.listener().protocol().reliable()) refused.add(key, new Acknowledged(ack, flow));
        live.remove(key);
    }

    /** Ends to pass on what may still come. */
    void forget(String key) {
        accepted.remove(key);
    }

    Timers timers() {
        return timers;
    }

    Timing timing() {
        return timing;
    }

    void sweep() {
        accepted.sweep();
        refused.sweep();
    }

    int size() {
        return live.size();
    }

    int lingering() {
        return accepted.size() + refused.size();
    }
}
