package org.patchbay.itest.phone;

import java.time.Duration;
import java.util.List;

/** A dialog as one phone sees it (RFC 3261 section 12). */
public final class Dialog {
    private final SipPhone phone;
    private final String callId;
    private final String local;
    private final String remote;
    private final List<String> routes;
    private final SipMessage established;
    private String target;
    private long cseq;

    private Dialog(
            SipPhone phone,
            SipMessage established,
            String local,
            String remote,
            List<String> routes,
            String target,
            long cseq) {
        this.phone = phone;
        this.callId = established.callId();
        this.established = established;
        this.local = local;
        this.remote = remote;
        this.routes = List.copyOf(routes);
        this.target = target;
        this.cseq = cseq;
    }

    static Dialog ofCaller(SipPhone phone, SipMessage invite, SipMessage answer) {
        return new Dialog(
                phone,
                answer,
                invite.need("From"),
                answer.need("To"),
                answer.list("Record-Route").reversed(),
                SipMessage.address(answer.need("Contact")),
                invite.cseq());
    }

    static Dialog ofCallee(SipPhone phone, SipMessage invite, SipMessage answer) {
        return new Dialog(
                phone,
                invite,
                answer.need("To"),
                invite.need("From"),
                invite.list("Record-Route"),
                SipMessage.address(invite.need("Contact")),
                0);
    }

    /** Returns the description that the other side sent when the dialog was established. */
    public Sdp remoteSdp() {
        return Sdp.parse(established.body());
    }

    /** Starts the next request of this dialog. */
    public SipMessage newRequest(String method) {
        if (!method.equals("ACK")) cseq++;
        SipMessage request = SipMessage.request(method, target)
                .with("Via", phone.via())
                .with("Max-Forwards", 70)
                .with("From", local)
                .with("To", remote)
                .with("Call-ID", callId)
                .with("CSeq", cseq + " " + method)
                .with("Contact", phone.contact());
        for (String route : routes) request = request.with("Route", route);
        return request;
    }

    public void ack() {
        phone.send(newRequest("ACK"));
    }

    /** Acknowledges an answer that held the offer (RFC 3261 section 13.2.2.4). */
    public void ack(Sdp answer) {
        phone.send(newRequest("ACK").body("application/sdp", answer.toString()));
    }

    /** Starts the PRACK for a reliable provisional response (RFC 3262 section 7.2). */
    public SipMessage newPrack(SipMessage response) {
        return newRequest("PRACK").with("RAck", response.need("RSeq") + " " + response.need("CSeq"));
    }

    /** Hangs up and fails when the server doesn't agree. */
    public void bye() {
        SipMessage response = phone.ask(newRequest("BYE"));
        if (response.status() != 200) throw new AssertionError("BYE refused:\n" + response);
    }

    /** Sends a request without waiting for what comes of it. */
    public void send(String method) {
        phone.send(newRequest(method));
    }

    public SipMessage expectBye() {
        return expectBye(SipPhone.SOON);
    }

    /** Waits for the other side's BYE and answers it. */
    public SipMessage expectBye(Duration limit) {
        SipMessage bye = expectRequest("BYE", limit);
        phone.send(bye.response(200, "OK"));
        return bye;
    }

    public SipMessage expectRequest(String method, Duration limit) {
        return phone.expect(
                method + " in dialog",
                message -> message.is(method) && message.callId().equals(callId),
                limit);
    }

    /** Sends a re-INVITE and returns the final response, acknowledged. */
    public SipMessage reinvite(Sdp offer) {
        SipMessage invite = newRequest("INVITE").body("application/sdp", offer.toString());
        SipMessage response = phone.ask(invite);
        if (response.status() >= 300) phone.send(OutgoingCall.ack(invite, response));
        else ack();
        return response;
    }

    /** Sends a re-INVITE without waiting for what comes of it. */
    public SipMessage sendReinvite(Sdp offer) {
        SipMessage invite = newRequest("INVITE").body("application/sdp", offer.toString());
        phone.send(invite);
        return invite;
    }

    /** Asks that the other side be put through to {@code uri}, with credentials if they are wanted; returns the final response. */
    public SipMessage refer(String uri) {
        return refer(newRequest("REFER").with("Refer-To", "<" + uri + ">"));
    }

    /** Sends a REFER, with credentials if they are wanted, and returns the final response. */
    public SipMessage refer(SipMessage refer) {
        SipMessage response = phone.askVerified(refer);
        cseq = Math.max(cseq, response.cseq());
        return response;
    }

    /** Waits for a NOTIFY of a transfer that tells {@code statusLine}, answering those that come before. */
    public SipMessage expectNotify(String statusLine) {
        while (true) {
            SipMessage notify = expectRequest("NOTIFY", SipPhone.SOON);
            phone.send(notify.response(200, "OK"));
            if (notify.body().strip().equals(statusLine)) return notify;
            if (notify.need("Subscription-State").startsWith("terminated")) {
                throw new AssertionError("not " + statusLine + ":\n" + notify);
            }
        }
    }

    /** Returns what a Replaces header says for the place that the server's other legs see this phone in (RFC 3891). */
    public String replaces() {
        return callId + ";to-tag=" + tag(remote) + ";from-tag=" + tag(local);
    }

    private static String tag(String address) {
        return SipMessage.parameter(address, "tag").orElse("");
    }

    /** Waits for the other side's re-INVITE. */
    public IncomingCall expectReinvite() {
        return new IncomingCall(phone, expectRequest("INVITE", SipPhone.SOON));
    }
}
