package org.patchbay.itest.phone;

/** A subscription as its subscriber sees it (RFC 6665 section 4.1): the dialog that its SUBSCRIBE has begun. */
public final class Subscription {
    private final SipPhone phone;
    private final Dialog dialog;
    private final String event;
    private final SipMessage answer;

    private Subscription(SipPhone phone, Dialog dialog, String event, SipMessage answer) {
        this.phone = phone;
        this.dialog = dialog;
        this.event = event;
        this.answer = answer;
    }

    /** Starts the SUBSCRIBE that asks for {@code event} of {@code resource}. */
    public static SipMessage request(SipPhone phone, String event, String resource, int seconds) {
        return phone.newRequest("SUBSCRIBE", phone.uriOf(resource))
                .with("Contact", phone.contact())
                .with("Event", event)
                .with("Accept", "text/plain")
                .with("Expires", seconds);
    }

    /** Subscribes, answering the challenge; fails when the server doesn't accept it. */
    public static Subscription begin(SipPhone phone, String event, String resource, int seconds) {
        SipMessage request = request(phone, event, resource, seconds);
        SipMessage answer = phone.askVerified(request);
        if (answer.status() != 200) throw new AssertionError("not subscribed:\n" + answer);
        SipMessage asked = request.replacing("CSeq", answer.need("CSeq"));
        return new Subscription(phone, Dialog.ofCaller(phone, asked, answer), event, answer);
    }

    /** Returns what the server answered to the SUBSCRIBE that began it. */
    public SipMessage answer() {
        return answer;
    }

    /** Asks for so many seconds more, or for the end when they are 0; returns the final response. */
    public SipMessage refresh(int seconds) {
        return phone.ask(dialog.newRequest("SUBSCRIBE").with("Event", event).with("Expires", seconds));
    }

    /** Waits for the next NOTIFY and answers it 200. */
    public SipMessage expectNotify() {
        return expectNotify(200, "OK");
    }

    /** Waits for the next NOTIFY and answers it so. */
    public SipMessage expectNotify(int status, String reason) {
        SipMessage notify = dialog.expectRequest("NOTIFY", SipPhone.SOON);
        phone.send(notify.response(status, reason));
        return notify;
    }
}
