package org.patchbay.sip.parser;

import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;

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
        byte[] body = message.getRawContent();
        int length = body == null ? 0 : body.length;
        head.append("Content-Length: ").append(length).append("\r\n\r\n");
        var octets = Text.octets(head, length);
        if (body != null) System.arraycopy(body, 0, octets, octets.length - length, length);
        return octets;
    }
}
