package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.Flow;
import org.patchbay.io.Timers.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on one way, from its first sending to its last response (RFC 3261 section 17.1). What comes of it goes to one
 * {@link Outcome}, whose methods are called without a lock held.
 */
final class ClientTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(ClientTransaction.class);

    private static final int LONGEST_DATAGRAM = 1300;

    /** What comes of a transaction. */
    interface Outcome {
        void received(SIPResponse response);

        /** No final response came, or the request could not be sent. */
        void failed(boolean unreachable);
    }

    private enum State {
        CALLING,
        PROCEEDING,
        ACCEPTED,
        OVER
    }

    private final String key;
    private final Flow flow;
    private final ClientTransactions transactions;
    private final boolean invite;
    // all three are let go at the end: a final response may be remembered for half a minute
    private volatile @Nullable SIPRequest request;
    private volatile @Nullable Outcome outcome;
    private volatile byte @Nullable [] bytes;
    // guarded by this
    private State state = State.CALLING;
    private @Nullable Timeout timeout;
    private long waitedMillis;
    private long intervalMillis;

    ClientTransaction(SIPRequest request, Flow flow, Outcome outcome, ClientTransactions transactions) {
        this.request = request;
        this.flow = flow;
        this.outcome = outcome;
        this.transactions = transactions;
        this.invite = request.getMethod().equals("INVITE");
        this.key = ClientTransactions.key(request.getTopmostVia().getBranch(), request.getMethod());
        this.intervalMillis = transactions.timing().t1();
    }

    Flow flow() {
        return flow;
    }

    /** Tells whether the request is too long for a datagram that no router cuts in pieces (RFC 3261 section 18.1.1). */
    boolean tooLong() {
        return !flow.listener().protocol().reliable() && encoded().length > LONGEST_DATAGRAM;
    }

    private byte[] encoded() {
        var message = request;
        byte[] known = bytes;
        if (known != null || message == null) return known == null ? new byte[0] : known;
        byte[] encoded = Wire.encode(message, flow);
        bytes = encoded;
        return encoded;
    }

    /** Sends the request. */
    void start() {
        var message = request;
        if (message == null) return;
        byte[] encoded = encoded();
        transactions.begin(key, this);
        synchronized (this) {
            await(flow.listener().protocol().reliable() ? transactions.timing().patience() : intervalMillis);
        }
        Wire.send(message, encoded, flow, _ -> later(this::notSent));
    }

    // may be called on the sender's own thread, which may hold what the outcome wants
    private void later(Runnable task) {
        transactions.timers().after(0, key, task);
    }

    private void notSent() {
        if (end()) tell(receiver -> receiver.failed(true));
    }

    // ---- timers A and B, E and F, and after a provisional response the limit of ringing

    private void await(long millis) {
        timeout = transactions.timers().after(millis, key, () -> elapsed(millis));
    }

    private void elapsed(long millis) {
        if (!repeatsAfter(millis)) return;
        byte[] again = bytes;
        if (again != null) flow.send(again, Flow.Outcome.IGNORED);
    }

    /** Returns whether the request is to be sent again after {@code millis} more have passed. */
    private boolean repeatsAfter(long millis) {
        synchronized (this) {
            waitedMillis += millis;
            long limit = invite && state == State.PROCEEDING
                    ? transactions.timing().ringing()
                    : transactions.timing().patience();
            boolean waiting = state == State.CALLING || state == State.PROCEEDING;
            if (!waiting) return false;
            if (waitedMillis < limit) {
                if (invite && state == State.PROCEEDING) return false; // a timer of before, cancelled too late
                intervalMillis =
                        invite ? 2 * intervalMillis : transactions.timing().next(intervalMillis);
                await(Math.min(intervalMillis, limit - waitedMillis));
                return true;
            }
        }
        expire();
        return false;
    }

    private void expire() {
        if (end()) tell(receiver -> receiver.failed(false));
    }

    /** Gives up waiting for a response. */
    void abandon() {
        expire();
    }

    // ---- responses

    void received(SIPResponse response) {
        int status = response.getStatusCode();
        if (status < 200) provisional(response);
        else if (invite && status < 300) accepted(response);
        else refused(response);
    }

    private void provisional(SIPResponse response) {
        synchronized (this) {
            if (state == State.OVER || state == State.ACCEPTED) return;
            boolean first = state == State.CALLING;
            state = State.PROCEEDING;
            if (first) proceed();
        }
        tell(receiver -> receiver.received(response));
    }

    // section 17.1.1.2: an INVITE is not repeated any more; section 17.1.2.2: others every T2
    private void proceed() {
        if (!invite) {
            intervalMillis = transactions.timing().t2();
            return;
        }
        cancelTimeout();
        waitedMillis = 0;
        await(transactions.timing().ringing());
        intervalMillis = transactions.timing().ringing();
    }

    private void accepted(SIPResponse response) {
        boolean first;
        synchronized (this) {
            if (state == State.OVER) return;
            first = state != State.ACCEPTED;
            state = State.ACCEPTED;
            cancelTimeout();
        }
        if (first) {
            transactions.accepted(key, this);
            request = null;
            bytes = null;
        }
        tell(receiver -> receiver.received(response));
    }

    private void refused(SIPResponse response) {
        var message = request;
        if (message == null || !end(() -> acknowledge(message, response))) return;
        tell(receiver -> receiver.received(response));
    }

    // section 17.1.1.3
    private void acknowledge(SIPRequest message, SIPResponse response) {
        if (!invite) {
            transactions.end(key);
            return;
        }
        try {
            var ack = message.createErrorAck((To) response.getTo());
            byte[] encoded = Wire.encode(ack, flow);
            transactions.refused(key, encoded, flow);
            Wire.send(ack, encoded, flow);
        } catch (SipException | ParseException failed) {
            LOG.info(
                    "{}: a refusal was not acknowledged: {}",
                    response.getCallId().getCallId(),
                    failed.getMessage());
            transactions.end(key);
        }
    }

    // ---- the end

    private boolean end() {
        return end(() -> transactions.end(key));
    }

    private boolean end(Runnable leave) {
        synchronized (this) {
            if (state == State.OVER || state == State.ACCEPTED) return false;
            state = State.OVER;
            cancelTimeout();
        }
        leave.run();
        request = null;
        bytes = null;
        return true;
    }

    private void cancelTimeout() {
        var waiting = timeout;
        if (waiting != null) waiting.cancel();
        timeout = null;
    }

    /** Ends to pass a repeated 2xx on. */
    void forget() {
        synchronized (this) {
            if (state != State.ACCEPTED) return;
            state = State.OVER;
        }
        transactions.forget(key);
        outcome = null;
    }

    private void tell(Consumer<Outcome> event) {
        var receiver = outcome;
        if (receiver == null) return;
        boolean last;
        synchronized (this) {
            last = state == State.OVER;
        }
        if (last) outcome = null;
        try {
            event.accept(receiver);
        } catch (Throwable failed) {
            // foreign code: whatever it throws, this thread serves the next message
            LOG.error("handling what came of a request failed", failed);
        }
    }

    /** Returns a CANCEL of this INVITE; empty when it has ended (section 9.1). */
    Optional<SIPRequest> cancel() {
        var message = request;
        if (message == null) return Optional.empty();
        try {
            return Optional.of(message.createCancelRequest());
        } catch (SipException impossible) {
            throw new IllegalStateException(impossible); // it is an INVITE
        }
    }
}
