package org.patchbay.itest.phone;

import java.time.Duration;

/** A call that reaches a test phone: its INVITE transaction, up to the dialog. */
public final class IncomingCall {
    private final SipPhone phone;
    private final SipMessage invite;
    private final String tag = SipPhone.id();

    IncomingCall(SipPhone phone, SipMessage invite) {
        this.phone = phone;
        this.invite = invite;
    }

    public SipMessage invite() {
        return invite;
    }

    public Sdp offer() {
        return Sdp.parse(invite.body());
    }

    public IncomingCall ring() {
        phone.send(response(180, "Ringing"));
        return this;
    }

    /** Sends an answer to the INVITE, and returns it. */
    public SipMessage sendAnswer(Sdp answer) {
        SipMessage ok = response(200, "OK").body("application/sdp", answer.toString());
        phone.send(ok);
        return ok;
    }

    /** Answers, waits for the ACK and returns the dialog. */
    public Dialog answer(Sdp answer) {
        SipMessage ok = sendAnswer(answer);
        expectAck();
        return Dialog.ofCallee(phone, invite, ok);
    }

    public SipMessage expectAck() {
        return phone.expect("ACK", message -> message.is("ACK") && isOurs(message));
    }

    /** Refuses the call and waits for the ACK. */
    public void refuse(int status, String reason) {
        phone.send(response(status, reason));
        expectAck();
    }

    /** Waits for the CANCEL and answers both requests as RFC 3261 section 9.2 says. */
    public SipMessage expectCancel(Duration limit) {
        SipMessage cancel = phone.expect("CANCEL", message -> message.is("CANCEL") && isOurs(message), limit);
        phone.send(tagged(cancel.response(200, "OK")));
        refuse(487, "Request Terminated");
        return cancel;
    }

    public Dialog dialog(SipMessage answer) {
        return Dialog.ofCallee(phone, invite, answer);
    }

    /** Returns what a Replaces header says for the place of this phone (RFC 3891); it has been told when the phone rings. */
    public String replaces() {
        String theirs = SipMessage.parameter(invite.need("From"), "tag").orElse("");
        return invite.callId() + ";to-tag=" + theirs + ";from-tag=" + tag;
    }

    /** Returns a response that has this phone's tag and contact. */
    public SipMessage response(int status, String reason) {
        return tagged(invite.response(status, reason)).with("Contact", phone.contact());
    }

    private SipMessage tagged(SipMessage response) {
        return response.toTag().isPresent() ? response : response.replacing("To", response.need("To") + ";tag=" + tag);
    }

    private boolean isOurs(SipMessage message) {
        return message.callId().equals(invite.callId()) && message.cseq() == invite.cseq();
    }
}
