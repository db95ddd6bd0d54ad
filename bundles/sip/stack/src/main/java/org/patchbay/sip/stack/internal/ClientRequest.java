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

    private final SIPClientTransaction transaction;
    private final SipResponseHandler handler;
    private final ClientRequests requests;
    private final String callId;
    private final boolean invite;
    // these two meet in both orders: whoever comes second sends the CANCEL
    private volatile boolean provisional;
    private volatile boolean cancelWanted;
    private volatile @Nullable Reason reason;
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
        if (first && accepted) requests.answered(response.getTransactionId(), this);
        if (first || accepted) deliver(response);
    }

    private void deliver(SIPResponse response) {
        try {
            handler.received(response);
        } catch (Throwable failed) {
            // foreign code: whatever it throws, this thread serves the next message
            LOG.error("{}: handling {} failed", callId, response.getStatusCode(), failed);
        }
    }

    /** Ends the request without a response; only the first end counts. */
    void failed() {
        if (!ended.compareAndSet(false, true)) return;
        try {
            handler.timedOut();
        } catch (Throwable failed) {
            LOG.error("{}: handling a timeout failed", callId, failed);
        }
    }

    /** Ends the request, and what JAIN-SIP still does for it. */
    void abandon() {
        try {
            transaction.terminate();
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
        if (!cancelWanted || !provisional || ended.get() || !cancelSent.compareAndSet(false, true)) return;
        try {
            var cancel = (SIPRequest) transaction.createCancel();
            if (reason != null) cancel.setHeader(reason);
            requests.sendCancel(cancel, transaction);
        } catch (SipException failed) {
            LOG.info("{}: the CANCEL was not sent: {}", callId, failed.getMessage());
        }
        // same section: who doesn't answer the INVITE within 64*T1 after that never will
        requests.after64T1(callId, this::abandon);
    }
}
