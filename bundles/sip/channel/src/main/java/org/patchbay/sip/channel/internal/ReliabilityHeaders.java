package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.header.RAck;
import gov.nist.javax.sip.header.RSeq;
import gov.nist.javax.sip.header.Require;
import gov.nist.javax.sip.header.Supported;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import java.util.Iterator;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.header.RequireHeader;
import javax.sip.header.SupportedHeader;
import javax.sip.message.Request;

/** The headers of reliable provisional responses (RFC 3262 section 7). */
final class ReliabilityHeaders {
    /** The option tag. */
    static final String RELIABLE = "100rel";

    /**
     * The first number is below 2^31 (RFC 3262 section 3); JAIN-SIP writes none above, so there is room left for those that
     * follow.
     */
    static final int MOST_FIRST = Integer.MAX_VALUE - 0xFFFF;

    private ReliabilityHeaders() {}

    /** What a PRACK acknowledges: the number of the response, and the request that it was a response to. */
    record Acknowledged(long response, long request, String method) {
        static Acknowledged of(SIPRequest invite, long response) {
            return new Acknowledged(response, invite.getCSeq().getSeqNumber(), Request.INVITE);
        }
    }

    static boolean required(SIPMessage message) {
        for (Iterator<?> tags = message.getHeaders(RequireHeader.NAME); tags.hasNext(); ) {
            if (tags.next() instanceof RequireHeader tag && RELIABLE.equalsIgnoreCase(tag.getOptionTag())) return true;
        }
        return false;
    }

    static boolean supported(SIPMessage message) {
        for (Iterator<?> tags = message.getHeaders(SupportedHeader.NAME); tags.hasNext(); ) {
            if (tags.next() instanceof SupportedHeader tag && RELIABLE.equalsIgnoreCase(tag.getOptionTag()))
                return true;
        }
        return false;
    }

    /** Returns the number of a reliable response; empty when it has none that is one. */
    static Optional<Long> number(SIPResponse response) {
        return response.getHeader(RSeq.NAME) instanceof RSeq header && header.getSeqNumber() > 0
                ? Optional.of(header.getSeqNumber())
                : Optional.empty();
    }

    /** Returns what {@code prack} acknowledges; empty when it doesn't say. */
    static Optional<Acknowledged> acknowledged(SIPRequest prack) {
        return prack.getHeader(RAck.NAME) instanceof RAck header
                ? Optional.of(new Acknowledged(
                        header.getRSequenceNumber(), header.getCSequenceNumber(), String.valueOf(header.getMethod())))
                : Optional.empty();
    }

    static void support(SIPMessage message) {
        try {
            var header = new Supported();
            header.setOptionTag(RELIABLE);
            message.addHeader(header); // beside the tag of session timers
        } catch (ParseException ours) {
            throw new IllegalStateException(ours);
        }
    }

    /** Makes {@code response} a reliable one. */
    static void number(SIPResponse response, long number) {
        try {
            var require = new Require();
            require.setOptionTag(RELIABLE);
            response.setHeader(require);
            var header = new RSeq();
            header.setSeqNumber(number);
            response.setHeader(header);
        } catch (ParseException | InvalidArgumentException ours) {
            throw new IllegalStateException("RSeq " + number, ours);
        }
    }

    /** Makes {@code prack} the acknowledgement of a response to an INVITE. */
    static void acknowledge(SIPRequest prack, long response, long invite) {
        try {
            var header = new RAck();
            header.setRSequenceNumber(response);
            header.setCSequenceNumber(invite);
            header.setMethod(Request.INVITE);
            prack.setHeader(header);
        } catch (ParseException | InvalidArgumentException ours) {
            throw new IllegalStateException("RAck " + response, ours);
        }
    }
}
