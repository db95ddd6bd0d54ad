package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.header.Reason;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;
import org.patchbay.sip.SipTransactions.OutgoingTransaction;
import org.patchbay.sip.SipTransactions.SipResponseHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request that we sent, and what came of it. */
final class ClientRequest implements OutgoingTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRequest.class);

    // Both are let go at the end, and with them the whole call: timers of 64*T1 keep this object for half a minute.
    private volatile @Nullable SIPClientTransaction transaction;
    private volatile @Nullable SipResponseHandler handler;
    private final ClientRequests requests;
    private final String callId;
    private final boolean invite;
    // these two meet in both orders: whoever comes second sends the CANCEL
    private volatile boolean provisional;
    private volatile boolean cancelWanted;
    private volatile @Nullable Reason reason;
    private volatile @Nullable String answeredBranch;
    private final AtomicBoolean cancelSent = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    ClientRequest(
            SIPClientTransaction transaction, SIPRequest request, SipResponseHandler handler, ClientRequests requests) {
        this.transaction = transaction;
        this.handler = handler;
        this.requests = requests;
        this.callId = request.getCallId().getCallId();
        this.invite = request.getMethod().equals("INVITE");
    }

    void received(SIPResponse response) {
        int status = response.getStatusCode();
        if (status < 200) {
            provisional = true;
            cancelIfPossible();
            if (!ended.get()) deliver(response);
            return;
        }
        boolean first = ended.compareAndSet(false, true);
        boolean accepted = invite && status < 300;
        if (first && accepted) keepAnswering(response.getTransactionId());
        if (first || accepted) deliver(response);
        if (first && !accepted) letGo();
    }

    private void keepAnswering(String branch) {
        answeredBranch = branch;
        requests.answered(branch, this);
        transaction = null;
    }

    @Override
    public void forget() {
        String branch = answeredBranch;
        if (branch == null) return;
        requests.forget(branch);
        letGo();
    }

    private void letGo() {
        transaction = null;
        handler = null;
    }

    private void deliver(SIPResponse response) {
        var receiver = handler;
        if (receiver == null) return;
        try {
            receiver.received(response);
        } catch (Throwable failed) {
            // foreign code: whatever it throws, this thread serves the next message
            LOG.error("{}: handling {} failed", callId, response.getStatusCode(), failed);
        }
    }

    /** Ends the request without a response; only the first end counts. */
    void failed() {
        var receiver = handler;
        if (!ended.compareAndSet(false, true) || receiver == null) return;
        try {
            receiver.timedOut();
        } catch (Throwable failed) {
            LOG.error("{}: handling a timeout failed", callId, failed);
        }
        letGo();
    }

    /** Ends the request, and what JAIN-SIP still does for it. */
    void abandon() {
        var running = transaction;
        if (running == null) return;
        try {
            running.terminate();
        } catch (ObjectInUseException ignored) {
            // it ends by itself
        }
        failed();
    }

    @Override
    public void cancel(Reason why) {
        reason = why;
        cancel();
    }

    @Override
    public void cancel() {
        if (!invite) throw new IllegalStateException("only an INVITE can be cancelled"); // RFC 3261 section 9.1
        cancelWanted = true;
        cancelIfPossible();
    }

    // RFC 3261 section 9.1: not before a provisional response, not after a final one
    private void cancelIfPossible() {
        var running = transaction;
        if (!cancelWanted || !provisional || running == null || ended.get()) return;
        if (!cancelSent.compareAndSet(false, true)) return;
        try {
            var cancel = (SIPRequest) running.createCancel();
            if (reason != null) cancel.setHeader(reason);
            requests.sendCancel(cancel, running);
        } catch (SipException failed) {
            LOG.info("{}: the CANCEL was not sent: {}", callId, failed.getMessage());
        }
        // same section: who doesn't answer the INVITE within 64*T1 after that never will
        requests.after64T1(callId, this::abandon);
    }
}
