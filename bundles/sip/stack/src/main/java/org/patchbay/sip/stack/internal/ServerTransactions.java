package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.io.Flow;
import org.patchbay.io.Timers;

/**
 * The requests that are being served in a transaction (RFC 3261 section 17.2), and what is left of those that were: the bytes of
 * the last response, which answer a repeated request without a thought.
 */
final class ServerTransactions {
    private static final int MOST_ANSWERED = 200_000; // some 150 MB

    /** A request that has its final response. {@code response} is empty for an INVITE: its 2xx is repeated by its handler, its refusal has an ACK. */
    private record Answered(byte[] response, boolean accepted) {
        static final Answered ACCEPTED = new Answered(new byte[0], true);
        static final Answered ACKNOWLEDGED = new Answered(new byte[0], false);
    }

    private final ConcurrentHashMap<String, ServerRequest> live = new ConcurrentHashMap<>();
    private final Lingering<Answered> answered;
    private final Timers timers;
    private final Timing timing;

    ServerTransactions(InstantSource clock, Timers timers, Timing timing) {
        this.answered = new Lingering<>(clock, timing.patience(), MOST_ANSWERED); // timers H, I, J and L
        this.timers = timers;
        this.timing = timing;
    }

    /** Takes {@code request} into a transaction; false when it has one already. */
    boolean begin(String key, ServerRequest request) {
        if (live.putIfAbsent(key, request) != null) return false;
        if (answered.get(key).isEmpty()) return true;
        live.remove(key, request); // it was answered a moment ago, between the two looks of repeated()
        return false;
    }

    /** Answers a request again that came again; false when it is a new one. */
    boolean repeated(SIPRequest request, Flow flow) {
        var key = TransactionKey.of(request);
        var serving = live.get(key);
        if (serving != null) {
            serving.repeat();
            return true;
        }
        var before = answered.get(key);
        before.filter(last -> last.response.length > 0)
                .ifPresent(last -> ResponseTarget.of(request, flow).send(last.response, Flow.Outcome.IGNORED));
        return before.isPresent();
    }

    /** Takes an ACK; false when it is for a 2xx, and so for the handler (RFC 3261 section 13.2.2.4). */
    boolean acknowledged(SIPRequest ack) {
        var key = TransactionKey.of(ack);
        var refused = live.get(key);
        if (refused != null) return refused.acknowledged();
        return answered.get(key).filter(last -> !last.accepted).isPresent();
    }

    /** Returns the INVITE that {@code cancel} is for, unless it has its final response. */
    Optional<ServerRequest> cancelled(SIPRequest cancel) {
        return Optional.ofNullable(live.get(TransactionKey.ofInvite(cancel)));
    }

    /** Tells whether the INVITE of {@code cancel} was here and has its final response. */
    boolean tooLate(SIPRequest cancel) {
        return answered.get(TransactionKey.ofInvite(cancel)).isPresent();
    }

    /** Ends the transaction of a request that is no INVITE: what remains is {@code response}. */
    void answered(String key, byte[] response, boolean reliable) {
        if (!reliable) answered.add(key, new Answered(response, false)); // timer J is zero otherwise
        live.remove(key);
    }

    /** Ends the transaction of an INVITE whose 2xx was sent (RFC 6026 section 7.1). */
    void accepted(String key) {
        answered.add(key, Answered.ACCEPTED);
        live.remove(key);
    }

    /** Ends the transaction of an INVITE whose refusal was acknowledged, or never will be. */
    void over(String key) {
        answered.add(key, Answered.ACKNOWLEDGED);
        live.remove(key);
    }

    Timers timers() {
        return timers;
    }

    Timing timing() {
        return timing;
    }

    void sweep() {
        answered.sweep();
    }

    int size() {
        return live.size();
    }

    int lingering() {
        return answered.size();
    }
}
