package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;

/** Writes the messages of a phone as text, and has JAIN read them as it does those from the network. */
final class Messages {
    static final String OFFER = description(1, "198.51.100.7", 30000, "0 8 101", "sendrecv");

    private Messages() {}

    static SIPMessage parse(String text) {
        try {
            return new StringMsgParser()
                    .parseSIPMessage(
                            text.getBytes(StandardCharsets.UTF_8), true, false, (error, message, type, line, l) -> {
                                // as sip.parser does: what the message means the same without is kept as text
                                if (line == null || !line.matches("(?is)(p-|privacy).*")) throw error;
                                message.addUnparsed(line);
                            });
        } catch (ParseException malformed) {
            throw new IllegalArgumentException(text, malformed);
        }
    }

    static String withVia(SIPRequest request) {
        String text = request.toString();
        int end = text.indexOf("\r\n") + 2;
        return text.substring(0, end) + "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKout\r\nMax-Forwards: 70\r\n"
                + text.substring(end);
    }

    static String description(int version, String address, int port, String formats, String direction) {
        return """
            v=0
            o=- 77 %d IN IP4 %s
            s=-
            c=IN IP4 %s
            t=0 0
            m=audio %d RTP/AVP %s
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=%s
            """.formatted(version, address, address, port, formats, direction)
                .replace("\n", "\r\n");
    }

    static SIPResponse response(SIPRequest request, int status, String tag, String headers, String description) {
        SIPResponse response = request.createResponse(status);
        if (!tag.isEmpty()) response.setToTag(tag);
        String text = response.toString();
        return (SIPResponse) parse(withBody(
                text.substring(0, text.indexOf("Content-Length")) + lines(headers), "application/sdp", description));
    }

    static String withBody(String head, String type, String body) {
        String contentType = body.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
        return head + contentType + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n"
                + body;
    }

    static String lines(String headers) {
        return headers.isEmpty() ? "" : headers.strip().replace("\n", "\r\n") + "\r\n";
    }
}
