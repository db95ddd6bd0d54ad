package org.patchbay.sip.parser;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.CallIdentifier;
import gov.nist.javax.sip.header.Expires;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.Server;
import gov.nist.javax.sip.header.UserAgent;
import java.text.ParseException;
import java.util.LinkedList;
import java.util.List;
import javax.sip.InvalidArgumentException;

/** Reads headers with one plain value. */
final class Singles {
    private static final long MAX_CSEQ = (1L << 31) - 1;
    private static final long MAX_SECONDS = (1L << 32) - 1;
    private static final int MAX_MAX_FORWARDS = 255;

    private Singles() {}

    // RFC 3261 section 8.1.1.5
    static CSeq cSeq(Cursor in) throws SyntaxException {
        long number = in.number(MAX_CSEQ);
        int before = in.at;
        in.blanks();
        if (in.at == before) throw in.bad();
        var method = in.ascii(Octets.TOKEN);
        in.expectEnd();
        return Blanks.of(Blanks.CSEQ).with(number, method);
    }

    // section 20.8: word [ "@" word ]
    static CallID callId(Cursor in) throws SyntaxException {
        var local = in.ascii(Octets.WORD);
        var identifier = in.skip('@') ? new CallIdentifier(local, in.ascii(Octets.WORD)) : new CallIdentifier(local);
        in.expectEnd();
        var callId = Blanks.of(Blanks.CALL_ID);
        callId.setCallIdentifier(identifier);
        return callId;
    }

    static MaxForwards maxForwards(Cursor in) throws SyntaxException {
        int left = (int) in.number(MAX_MAX_FORWARDS);
        in.expectEnd();
        var header = Blanks.of(Blanks.MAX_FORWARDS);
        try {
            header.setMaxForwards(left);
            return header;
        } catch (InvalidArgumentException impossible) {
            throw in.bad();
        }
    }

    // section 20.19: up to 2^32 - 1, of which JAIN-SIP can hold the half, 68 years
    static Expires expires(Cursor in) throws SyntaxException {
        long seconds = in.number(MAX_SECONDS);
        in.expectEnd();
        var expires = Blanks.of(Blanks.EXPIRES);
        try {
            expires.setExpires((int) Math.min(seconds, Integer.MAX_VALUE));
        } catch (InvalidArgumentException impossible) {
            throw in.bad();
        }
        return expires;
    }

    static int contentLength(Cursor in) throws SyntaxException {
        int length = (int) in.number(Integer.MAX_VALUE);
        in.expectEnd();
        return length;
    }

    // sections 20.35 and 20.41: kept in one piece, so that it is written as it came
    static UserAgent userAgent(Cursor in) throws SyntaxException {
        var agent = Blanks.of(Blanks.USER_AGENT);
        try {
            agent.setProduct(new LinkedList<>(List.of(text(in))));
        } catch (ParseException impossible) {
            throw in.bad();
        }
        return agent;
    }

    static Server server(Cursor in) throws SyntaxException {
        var server = Blanks.of(Blanks.SERVER);
        try {
            // a clone of this one would share its list
            server.setProduct(new LinkedList<>(List.of(text(in))));
        } catch (ParseException impossible) {
            throw in.bad();
        }
        return server;
    }

    private static String text(Cursor in) throws SyntaxException {
        int from = in.run(Octets.TEXT);
        in.expectEnd();
        return Text.of(in.bytes, from, in.at);
    }
}
