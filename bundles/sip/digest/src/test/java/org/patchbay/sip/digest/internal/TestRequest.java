package org.patchbay.sip.digest.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.patchbay.sip.IncomingRequest;

/** A request that nobody sent. */
record TestRequest(SIPRequest message) implements IncomingRequest {
    static TestRequest of(String method, String uri, String... headers) {
        var text = """
            %s %s SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
            From: <sip:1001@patchbay>;tag=1
            To: <sip:1001@patchbay>
            Call-ID: c1
            CSeq: 1 %s
            Max-Forwards: 70
            %sContent-Length: 0

            """.formatted(method, uri, method, headers.length == 0 ? "" : String.join("\n", headers) + "\n");
        try {
            var bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            return new TestRequest((SIPRequest) new StringMsgParser().parseSIPMessage(bytes, true, false, null));
        } catch (ParseException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    @Override
    public InetSocketAddress source() {
        return new InetSocketAddress("192.0.2.1", 5060);
    }

    @Override
    public String transport() {
        return "udp";
    }

    @Override
    public boolean begin() {
        return true;
    }

    @Override
    public SIPResponse response(int status) {
        return message.createResponse(status);
    }

    @Override
    public void respond(SIPResponse response) {}
}
