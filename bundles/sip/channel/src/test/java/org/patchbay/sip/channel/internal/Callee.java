package org.patchbay.sip.channel.internal;

/** A phone that we have called: writes requests of the dialog from its side. */
final class Callee {
    private final Harness harness;
    private final FakeStack.Sent invite;

    Callee(Harness harness, FakeStack.Sent invite) {
        this.harness = harness;
        this.invite = invite;
    }

    FakeRequest request(String method, int number, String tag, String headers) {
        return request(method, number, tag, headers, "", "");
    }

    FakeRequest request(String method, int number, String tag, String type, String body) {
        return request(method, number, tag, "", type, body);
    }

    FakeRequest request(String method, int number, String tag, String headers, String type, String body) {
        String head = """
            %s sip:1001@192.0.2.1:5060 SIP/2.0
            Via: SIP/2.0/UDP 198.51.100.7:5070;branch=z9hG4bK%s%d
            Max-Forwards: 70
            From: <sip:1002@192.0.2.1>;tag=%s
            To: "Ann" <sip:1001@192.0.2.1>;tag=%s
            Call-ID: %s
            CSeq: %d %s
            Contact: <sip:1002@10.0.0.9:5062>
            """.formatted(
                        method,
                        method,
                        number,
                        tag,
                        invite.request().getFromTag(),
                        invite.request().getCallId().getCallId(),
                        number,
                        method)
                .replace("\n", "\r\n");
        return harness.receive(new FakeRequest(Messages.withBody(head + Messages.lines(headers), type, body), "udp"));
    }
}
