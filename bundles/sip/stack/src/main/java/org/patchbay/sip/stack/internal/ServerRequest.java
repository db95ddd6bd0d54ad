package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.Flow;
import org.patchbay.io.Timers.Timeout;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.SipTransactions.Hop;

/**
 * One request, in its server transaction when its handler wants one (RFC 3261 section 17.2). Its state is two things: the response
 * that was sent last, and whether that is final.
 */
final class ServerRequest implements IncomingRequest {
    /** What was sent last. */
    private record Sent(int status, @Nullable String toTag, byte[] bytes) {
        boolean isFinal() {
            return status >= 200;
        }
    }

    private static final Sent NOTHING = new Sent(0, null, new byte[0]);

    private final SIPRequest message;
    private final Flow flow;
    private final ServerTransactions transactions;
    private final Responses responses;
    private final AtomicReference<Sent> last = new AtomicReference<>(NOTHING);
    private final AtomicReference<@Nullable ServerRequest> cancel = new AtomicReference<>();
    private volatile @Nullable String key;
    private volatile @Nullable Timeout repetition;
    private volatile boolean acknowledged;

    ServerRequest(SIPRequest message, Flow flow, ServerTransactions transactions, Responses responses) {
        this.message = message;
        this.flow = flow;
        this.transactions = transactions;
        this.responses = responses;
    }

    @Override
    public SIPRequest message() {
        return message;
    }

    String callId() {
        return message.getCallId().getCallId();
    }

    @Override
    public InetSocketAddress source() {
        return flow.remote();
    }

    @Override
    public String transport() {
        return Wire.transport(flow).toLowerCase(Locale.ROOT);
    }

    @Override
    public Hop hop() {
        return new Hop(transport(), source(), flow.listener().protocol().reliable() ? flow.id() : "");
    }

    private boolean is(String method) {
        return message.getMethod().equals(method);
    }

    @Override
    public boolean begin() {
        if (is("ACK") || is("CANCEL") || key != null) return true;
        var begun = TransactionKey.of(message);
        if (!transactions.begin(begun, this)) return false;
        key = begun;
        // RFC 3261 section 17.2.1 allows to wait 200 ms for the handler; at once, the caller stops to repeat the
        // INVITE sooner
        if (is("INVITE")) respond(response(SIPResponse.TRYING));
        return true;
    }

    @Override
    public SIPResponse response(int status) {
        return responses.of(message, status);
    }

    @Override
    public void respond(SIPResponse response) {
        if (is("ACK")) throw new IllegalStateException("an ACK is not answered");
        var way = ResponseTarget.of(message, flow);
        var next = new Sent(response.getStatusCode(), response.getToTag(), Wire.encode(response, way));
        var before = last.getAndUpdate(sent -> sent.isFinal() ? sent : next);
        // section 13.3.1.4: the 2xx to an INVITE goes out again until its ACK comes
        if (before.isFinal() && !repeats(before, next)) return;
        Wire.send(response, next.bytes, way);
        if (!before.isFinal() && next.isFinal() && key instanceof String begun) answered(begun, next);
    }

    private boolean repeats(Sent before, Sent next) {
        return is("INVITE")
                && next.status / 100 == 2
                && next.status == before.status
                && Objects.equals(next.toTag, before.toTag);
    }

    private void answered(String begun, Sent response) {
        boolean reliable = flow.listener().protocol().reliable();
        if (!is("INVITE")) transactions.answered(begun, response.bytes, reliable);
        else if (response.status < 300) transactions.accepted(begun);
        else awaitAck(begun, reliable);
    }

    // timers G and H
    private void awaitAck(String begun, boolean reliable) {
        var timing = transactions.timing();
        if (reliable) {
            repetition = transactions.timers().after(timing.patience(), callId(), () -> transactions.over(begun));
        } else {
            repeatAfter(begun, timing.t1(), timing.patience());
        }
    }

    private void repeatAfter(String begun, long interval, long left) {
        if (acknowledged) return;
        if (left <= 0) {
            transactions.over(begun);
            return;
        }
        long wait = Math.min(interval, left);
        repetition = transactions.timers().after(wait, callId(), () -> {
            if (acknowledged) return;
            if (left > wait) repeat();
            repeatAfter(begun, transactions.timing().next(interval), left - wait);
        });
    }

    /** Sends the last response again: the request has come again, or no ACK has. */
    void repeat() {
        var sent = last.get();
        if (sent.bytes.length > 0) ResponseTarget.of(message, flow).send(sent.bytes, Flow.Outcome.IGNORED);
    }

    /** Takes the ACK of a refusal; false when there was none that it could be for. */
    boolean acknowledged() {
        if (last.get().status < 300 || !(key instanceof String begun)) return false;
        acknowledged = true;
        var waiting = repetition;
        if (waiting != null) waiting.cancel();
        transactions.over(begun);
        return true;
    }

    /** Takes a CANCEL for this INVITE: the first one is to be handled, for one that comes again the answer is repeated. */
    Optional<ServerRequest> cancelledBy(SIPRequest request, Flow over) {
        var taken = new ServerRequest(request, over, transactions, responses);
        var first = cancel.compareAndExchange(null, taken);
        if (first == null) return Optional.of(taken);
        first.repeat();
        return Optional.empty();
    }
}
