package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.Transaction;
import javax.sip.TransactionTerminatedEvent;

/** Passes JAIN-SIP's events on. */
final class StackListener implements SipListener {
    private final ServerRequests requests;

    StackListener(ServerRequests requests) {
        this.requests = requests;
    }

    @Override
    public void processRequest(RequestEvent event) {
        requests.serve((SIPRequest) event.getRequest(), (SipProviderImpl) event.getSource());
    }

    @Override
    public void processResponse(ResponseEvent event) {
        // without one it is the answer to a CANCEL, which tells nothing
        if (client(event.getClientTransaction()) instanceof ClientRequest client) {
            client.received((SIPResponse) event.getResponse());
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction() && client(event.getClientTransaction()) instanceof ClientRequest client) {
            client.failed();
        }
    }

    private static Object client(Transaction transaction) {
        return transaction == null ? "none" : transaction.getApplicationData();
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        if (event.isServerTransaction() && event.getServerTransaction().getRequest() instanceof SIPRequest request) {
            requests.ended(request);
        }
    }

    /** Does nothing: the timeout that follows it tells the same. */
    @Override
    public void processIOException(IOExceptionEvent event) {}

    /** Does nothing: dialogs are not JAIN-SIP's here. */
    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
}
