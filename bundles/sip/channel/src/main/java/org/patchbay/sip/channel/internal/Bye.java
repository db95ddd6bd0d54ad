package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import javax.sip.message.Request;
import org.patchbay.channel.Cause;
import org.patchbay.sip.SipTransactions.SipResponseHandler;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.dialog.Requests;

/** Ends a dialog (RFC 3261 section 15.1.1). Whatever comes back, or nothing, the dialog is over. */
final class Bye implements SipResponseHandler {
    private final Runnable over;

    private Bye(Runnable over) {
        this.over = over;
    }

    /** Sends BYE with the number that {@code dialog} stands at; {@code over} runs on any thread when it is answered. */
    static void send(Signalling signalling, Dialog dialog, Cause cause, Runnable over) {
        SIPRequest bye = Requests.of(dialog, Request.BYE);
        bye.setHeader(ReasonHeader.of(cause));
        signalling.transactions().send(bye, dialog.hop(), new Bye(over));
    }

    @Override
    public void received(SIPResponse response) {
        if (response.getStatusCode() >= 200) over.run();
    }

    @Override
    public void timedOut() {
        over.run();
    }
}
