package org.patchbay.itest.phone;

import java.time.Duration;
import java.util.Optional;

/** A call that a test phone makes: its INVITE transaction, up to the dialog. */
public final class OutgoingCall {
    private final SipPhone phone;
    private SipMessage invite;

    private OutgoingCall(SipPhone phone, SipMessage invite) {
        this.phone = phone;
        this.invite = invite;
    }

    static OutgoingCall start(SipPhone phone, String number, Optional<Sdp> offer) {
        SipMessage bare = newInvite(phone, number);
        SipMessage invite =
                offer.map(sdp -> bare.body("application/sdp", sdp.toString())).orElse(bare);
        return start(phone, invite);
    }

    static OutgoingCall start(SipPhone phone, SipMessage invite) {
        phone.send(invite);
        SipMessage challenge = phone.expectFinal(invite);
        phone.send(ack(invite, challenge));
        if (challenge.status() != 401 && challenge.status() != 407) {
            throw new AssertionError("INVITE was not challenged:\n" + challenge);
        }
        SipMessage verified = phone.answer(invite, challenge);
        phone.send(verified);
        return new OutgoingCall(phone, verified);
    }

    /** Returns an INVITE without an offer and without credentials. */
    public static SipMessage newInvite(SipPhone phone, String number) {
        return phone.newRequest("INVITE", phone.uriOf(number)).with("Contact", phone.contact());
    }

    /** Returns the ACK for a final response that is no 2xx, which belongs to the transaction (RFC 3261 section 17.1.1.3). */
    public static SipMessage ack(SipMessage invite, SipMessage response) {
        return SipMessage.request("ACK", invite.uri())
                .with("Via", invite.need("Via"))
                .with("Max-Forwards", 70)
                .with("From", invite.need("From"))
                .with("To", response.need("To"))
                .with("Call-ID", invite.callId())
                .with("CSeq", invite.cseq() + " ACK");
    }

    public SipMessage invite() {
        return invite;
    }

    public SipMessage expect(int status) {
        return expect(status, SipPhone.SOON);
    }

    /**
     * Returns the response with that status; acknowledges it when it is final and no 2xx. A challenge that only says that the
     * nonce was stale is answered (RFC 7616 section 3.3).
     */
    public SipMessage expect(int status, Duration limit) {
        SipMessage response = next(status, limit);
        if (status < 300 && SipPhone.isStale(response)) {
            invite = phone.answerAgain(invite, response);
            phone.send(invite);
            response = next(status, limit);
        }
        if (response.status() != status) throw new AssertionError("not " + status + ":\n" + response);
        return response;
    }

    private SipMessage next(int status, Duration limit) {
        SipMessage response = phone.expect(
                status + " to INVITE, or another final response",
                message -> isOurs(message) && (message.status() == status || message.status() >= 200),
                limit);
        if (response.status() >= 300) phone.send(ack(invite, response));
        return response;
    }

    /** Fails when a further response with that status comes within {@code limit}. */
    public void expectNo(int status, Duration limit) {
        phone.expectNo(status + " again", message -> isOurs(message) && message.status() == status, limit);
    }

    private boolean isOurs(SipMessage message) {
        return !message.isRequest()
                && message.branch().equals(invite.branch())
                && message.cseqMethod().equals("INVITE");
    }

    /** Cancels the call and returns the response to CANCEL. */
    public SipMessage cancel() {
        SipMessage cancel = SipMessage.request("CANCEL", invite.uri())
                .with("Via", invite.need("Via"))
                .with("Max-Forwards", 70)
                .with("From", invite.need("From"))
                .with("To", invite.need("To"))
                .with("Call-ID", invite.callId())
                .with("CSeq", invite.cseq() + " CANCEL");
        return phone.ask(cancel);
    }

    /** Waits for the answer and returns the dialog, not yet acknowledged. */
    public Dialog expectAnswer() {
        return dialog(expect(200));
    }

    /** Waits for the answer, acknowledges it and returns the dialog. */
    public Dialog talk() {
        Dialog dialog = expectAnswer();
        dialog.ack();
        return dialog;
    }

    public Dialog dialog(SipMessage answer) {
        return Dialog.ofCaller(phone, invite, answer);
    }
}
