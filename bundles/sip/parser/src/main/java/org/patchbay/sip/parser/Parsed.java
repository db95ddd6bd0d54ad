package org.patchbay.sip.parser;

import gov.nist.javax.sip.message.SIPMessage;
import java.net.InetSocketAddress;

/** What came of a message's octets. */
public sealed interface Parsed {
    /** A message, complete as far as RFC 3261 section 8.1.1 wants it; a {@code SIPRequest} or a {@code SIPResponse}. */
    record Good(SIPMessage message) implements Parsed {}

    /** A request that can't be served, but answered. */
    record Refused(Fault fault, UnreadableRequest request) implements Parsed {
        /** Returns the whole answer, to be sent where the request came from. */
        public byte[] response(InetSocketAddress source) {
            return request.answer(fault, source);
        }
    }

    /** What gets no answer; to be counted. */
    record Dropped(Cause cause) implements Parsed {}

    /** Why something gets no answer. */
    enum Cause {
        /** Nothing but empty lines (RFC 5626 section 3.5.1). */
        KEEP_ALIVE,
        /** The first line is none of SIP. */
        GARBAGE,
        /** A response that can't be read. */
        RESPONSE,
        /** An ACK that can't be read; an ACK is never answered (RFC 3261 section 17.1.1.3). */
        ACK,
        /** A request that can't be read, without a Via or CSeq by which its sender could know the answer. */
        UNANSWERABLE,
        /** A defect of this parser, or of JAIN-SIP. */
        DEFECT
    }
}
