package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;

/** Writes messages as text, and has JAIN read them as it does those from the network. */
final class Messages {
    private Messages() {}

    static SIPMessage parse(String text) {
        try {
            return new StringMsgParser()
                    .parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, (error, m, h, t, l) -> {
                        throw error;
                    });
        } catch (ParseException malformed) {
            throw new IllegalArgumentException(text, malformed);
        }
    }

    /** Returns {@code request} as it arrives. */
    static SIPRequest sent(SIPRequest request) {
        String text = request.toString();
        int end = text.indexOf("\r\n") + 2;
        return (SIPRequest) parse(text.substring(0, end)
                + "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKout\r\nMax-Forwards: 70\r\n" + text.substring(end));
    }

    static SIPResponse response(SIPRequest request, int status, String... headers) {
        SIPResponse response = request.createResponse(status);
        if (status > 100) response.setToTag("server");
        String text = response.toString();
        var lines = new StringBuilder(text.substring(0, text.indexOf("Content-Length")));
        for (String header : headers) lines.append(header).append("\r\n");
        return (SIPResponse) parse(lines + "Content-Length: 0\r\n\r\n");
    }

    static SIPRequest request(String method, String uri, String... headers) {
        var lines = new StringBuilder(method + ' ' + uri + " SIP/2.0\r\n");
        for (String header : headers) lines.append(header).append("\r\n");
        return (SIPRequest) parse(lines + "Call-ID: c1\r\nCSeq: 1 " + method + "\r\nContent-Length: 0\r\n\r\n");
    }
}
