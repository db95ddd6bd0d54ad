package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.header.Reason;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.SipTransactions.OutgoingTransaction;
import org.patchbay.sip.SipTransactions.SipResponseHandler;

/**
 * One request that we send, in as many transactions as it takes until a hop serves it (RFC 3263 section 4.3), and its CANCEL.
 * The sender hears of the last of them.
 */
final class OutgoingRequest implements OutgoingTransaction, ClientTransaction.Outcome {
    /** @param whateverItsLength false to find out first whether the request is too long for datagrams */
    private record Way(Hop hop, boolean whateverItsLength) {}

    private final boolean invite;
    private final OutgoingRequests requests;
    private final SipResponseHandler handler;
    private final boolean choice;
    // guarded by this; the request is let go when no hop is left to be tried, however long the sender keeps this
    private @Nullable SIPRequest request;
    private final Deque<Way> left = new ArrayDeque<>();
    private @Nullable Hop hop;
    private @Nullable ClientTransaction current;
    private boolean provisional;
    private boolean over;
    private boolean cancelWanted;
    private boolean cancelSent;
    private @Nullable Reason reason;

    OutgoingRequest(SIPRequest request, List<Hop> hops, SipResponseHandler handler, OutgoingRequests requests) {
        this.request = request;
        this.invite = request.getMethod().equals("INVITE");
        this.choice = hops.size() > 1;
        hops.forEach(each -> left.add(new Way(each, false)));
        this.handler = handler;
        this.requests = requests;
    }

    /** Sends it to the next hop that a way leads to; false when none is left. */
    boolean next() {
        var sending = request();
        if (sending == null) return false;
        for (var way = poll(); way != null; way = poll()) {
            var transaction = requests.transaction(sending, way.hop, this);
            if (transaction.isPresent() && begin(way, transaction.get())) return true;
        }
        return false;
    }

    private synchronized @Nullable SIPRequest request() {
        return request;
    }

    private synchronized @Nullable Way poll() {
        return cancelWanted ? null : left.poll();
    }

    private boolean begin(Way way, ClientTransaction transaction) {
        if (!way.whateverItsLength && transaction.tooLong()) {
            var stream = requests.stream(way.hop);
            if (stream.isPresent()) {
                queueFirst(new Way(stream.get(), true), new Way(way.hop, true));
                return false;
            }
        }
        synchronized (this) {
            current = transaction;
            hop = way.hop;
            provisional = false;
        }
        transaction.start();
        return true;
    }

    private synchronized void queueFirst(Way first, Way second) {
        left.addFirst(second);
        left.addFirst(first);
    }

    @Override
    public void received(SIPResponse response) {
        int status = response.getStatusCode();
        noteAnswer(response);
        if (status == SIPResponse.SERVICE_UNAVAILABLE && next()) return;
        synchronized (this) {
            if (status < 200) provisional = true;
            else end();
        }
        if (status < 200) cancelIfPossible();
        handler.received(response);
    }

    @Override
    public void failed(boolean unreachable) {
        if (unreachable) noteRefusal();
        noteFailure();
        if (!next()) unreachable();
    }

    private void noteAnswer(SIPResponse response) {
        Hop from;
        synchronized (this) {
            from = hop;
        }
        if (choice && from != null) requests.failed().answered(from, response);
    }

    // one that has answered provisionally is there, however long it rings
    private void noteFailure() {
        Hop to;
        synchronized (this) {
            to = provisional ? null : hop;
        }
        if (choice && to != null) requests.failed().failed(to);
    }

    private synchronized void noteRefusal() {
        // its next way is the same address by datagrams
        if (hop != null && left.peek() instanceof Way then && then.hop.address().equals(hop.address()))
            requests.refusesStreams(hop);
    }

    /** Ends it without a response. */
    void unreachable() {
        synchronized (this) {
            end();
        }
        handler.timedOut();
    }

    // with the lock held
    private void end() {
        over = true;
        request = null;
    }

    @Override
    public void forget() {
        ClientTransaction last;
        synchronized (this) {
            last = current;
        }
        if (last != null) last.forget();
    }

    @Override
    public void cancel(Reason why) {
        synchronized (this) {
            reason = why;
        }
        cancel();
    }

    @Override
    public void cancel() {
        if (!invite) throw new IllegalStateException("only an INVITE can be cancelled"); // RFC 3261 section 9.1
        synchronized (this) {
            cancelWanted = true;
        }
        cancelIfPossible();
    }

    // RFC 3261 section 9.1: not before a provisional response, not after a final one
    private void cancelIfPossible() {
        ClientTransaction running;
        Reason why;
        synchronized (this) {
            running = current;
            if (!cancelWanted || !provisional || over || cancelSent || running == null) return;
            cancelSent = true;
            why = reason;
        }
        requests.cancel(running, why);
    }
}
