package org.patchbay.sip.parser;

import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Arrays;

/**
 * Writes messages. Other than JAIN-SIP's own {@code encodeAsBytes} it writes headers that were kept as text too, restores octets that
 * aren't UTF-8, and never writes a head in the charset of the body.
 */
public final class SipWriter {
    private SipWriter() {}

    /** Returns the octets of {@code message}. */
    public static byte[] octets(SIPMessage message) {
        var head = new StringBuilder(1024);
        switch (message) {
            case SIPRequest request -> request.getRequestLine().encode(head);
            case SIPResponse response -> head.append(response.getStatusLine().encode());
            default -> throw new IllegalArgumentException("neither request nor response");
        }
        for (var headers = message.getHeaders(); headers.hasNext(); ) {
            var header = headers.next();
            if (!(header instanceof ContentLength)) header.encode(head);
        }
        for (var headers = message.getUnrecognizedHeaders(); headers.hasNext(); ) {
            head.append(headers.next()).append("\r\n");
        }
        var body = message.getRawContent();
        head.append("Content-Length: ").append(body == null ? 0 : body.length).append("\r\n\r\n");
        return joined(Text.octets(head), body == null ? new byte[0] : body);
    }

    private static byte[] joined(byte[] head, byte[] body) {
        var octets = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, octets, head.length, body.length);
        return octets;
    }
}
