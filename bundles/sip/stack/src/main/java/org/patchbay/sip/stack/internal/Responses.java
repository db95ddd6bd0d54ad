package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.HexFormat;
import javax.sip.header.TimeStampHeader;

/** Makes responses. The To tag is a keyed hash of the transaction, so that a stateless answer has the same one each time. */
final class Responses {
    private static final int TAG_BYTES = 8;

    private final MessageDigest keyed;

    Responses() {
        var key = new byte[16];
        new SecureRandom().nextBytes(key);
        try {
            keyed = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has SHA-1
        }
        keyed.update(key);
    }

    /** Returns a response which shares with {@code request} what both have, because nothing of it is changed any more. */
    SIPResponse of(SIPRequest request, int status) {
        var response = new SIPResponse();
        try {
            response.setStatusCode(status);
            // RFC 3261 section 8.2.6.2
            response.setHeader(request.getViaHeaders());
            response.setFrom(request.getFrom());
            response.setTo(to(request, status));
        } catch (ParseException outOfRange) {
            throw new IllegalArgumentException("status " + status, outOfRange);
        }
        response.setReasonPhrase(SIPResponse.getReasonPhrase(status));
        response.setCallId(request.getCallId());
        response.setCSeq(request.getCSeq());
        var timestamp = request.getHeader(TimeStampHeader.NAME);
        if (timestamp != null) response.setHeader(timestamp);
        // section 12.1.1
        boolean dialogs = status > SIPResponse.TRYING && status < 300 && request.getToTag() == null;
        var routes = request.getRecordRouteHeaders();
        if (dialogs && routes != null) response.setHeader(routes);
        return response;
    }

    // section 8.2.6.2: every response but 100 has a To tag
    private To to(SIPRequest request, int status) throws ParseException {
        var to = (To) request.getTo();
        if (to.getTag() != null) return to;
        var tagged = (To) to.clone();
        if (status != SIPResponse.TRYING) tagged.setTag(tag(request));
        return tagged;
    }

    SIPResponse of(SIPRequest request, int status, String header, String value) {
        var response = of(request, status);
        set(response, header, value);
        return response;
    }

    /** Sets a header whose name is ours, of any kind; none of these is ever read back. */
    static void set(SIPMessage message, String name, String value) {
        var header = new ExtensionHeaderImpl(name);
        header.setValue(value);
        message.setHeader(header);
    }

    private String tag(SIPRequest request) {
        try {
            // a copy: to look for the algorithm costs more than the hash
            var digest = (MessageDigest) keyed.clone();
            digest.update(request.getTransactionId().getBytes(StandardCharsets.UTF_8));
            digest.update(request.getCallId().getCallId().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, TAG_BYTES);
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible); // Java's own can be copied
        }
    }
}
