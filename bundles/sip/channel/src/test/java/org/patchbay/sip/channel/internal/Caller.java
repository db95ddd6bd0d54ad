package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPResponse;

/** A phone at 198.51.100.7:5070 that calls 1002: writes its requests, and learns our tag from the responses. */
final class Caller {
    private final Harness harness;
    private FakeRequest invite;
    private int sequence = 1;
    private String transport = "udp";

    Caller(Harness harness) {
        this.harness = harness;
    }

    Caller over(String changed) {
        transport = changed;
        return this;
    }

    FakeRequest invite(String description) {
        return invite("sip:1002@192.0.2.1", "", description);
    }

    FakeRequest invite(String uri, String headers, String description) {
        invite = harness.receive(new FakeRequest(
                text("INVITE", uri, sequence, "z9hG4bK" + sequence, "", headers, "application/sdp", description),
                transport));
        return invite;
    }

    FakeRequest cancel(String headers) {
        return harness.receive(
                new FakeRequest(text("CANCEL", "sip:1002@192.0.2.1", 1, "z9hG4bK1", "", headers, "", ""), transport));
    }

    FakeRequest ack(String description) {
        return request("ACK", sequence, "", "application/sdp", description);
    }

    FakeRequest reinvite(String description) {
        return request("INVITE", ++sequence, "", "application/sdp", description);
    }

    FakeRequest request(String method) {
        return request(method, "", "", "");
    }

    FakeRequest request(String method, String headers, String type, String body) {
        return request(method, ++sequence, headers, type, body);
    }

    FakeRequest request(String method, int number, String headers, String type, String body) {
        return harness.receive(new FakeRequest(
                text(
                        method,
                        "sip:1002@192.0.2.1:5060",
                        number,
                        "z9hG4bK" + method + number,
                        tag(),
                        headers,
                        type,
                        body),
                transport));
    }

    /** Returns the tag that our responses had. */
    String tag() {
        SIPResponse response = invite.answer();
        return ";tag=" + response.getToTag();
    }

    /** Returns the tag that {@code request} was sent with. */
    String tag(FakeRequest request) {
        return ";tag=" + request.message().getToTag();
    }

    String text(
            String method,
            String uri,
            int number,
            String branch,
            String toTag,
            String headers,
            String type,
            String body) {
        String head = """
            %s %s SIP/2.0
            Via: SIP/2.0/UDP 198.51.100.7:5070;branch=%s
            Max-Forwards: 70
            From: "Ann" <sip:1001@192.0.2.1>;tag=caller
            To: <sip:1002@192.0.2.1>%s
            Call-ID: call-1
            CSeq: %d %s
            Contact: <sip:1001@10.0.0.7:5060>
            """.formatted(method, uri, branch, toTag, number, method).replace("\n", "\r\n");
        return Messages.withBody(head + Messages.lines(headers), type, body);
    }
}
