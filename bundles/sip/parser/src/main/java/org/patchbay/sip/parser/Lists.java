package org.patchbay.sip.parser;

import gov.nist.core.NameValueList;
import gov.nist.javax.sip.header.Accept;
import gov.nist.javax.sip.header.AcceptList;
import gov.nist.javax.sip.header.Allow;
import gov.nist.javax.sip.header.AllowEvents;
import gov.nist.javax.sip.header.AllowEventsList;
import gov.nist.javax.sip.header.AllowList;
import gov.nist.javax.sip.header.ProxyRequire;
import gov.nist.javax.sip.header.ProxyRequireList;
import gov.nist.javax.sip.header.Require;
import gov.nist.javax.sip.header.RequireList;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.header.Supported;
import gov.nist.javax.sip.header.SupportedList;
import gov.nist.javax.sip.header.Unsupported;
import gov.nist.javax.sip.header.UnsupportedList;
import java.text.ParseException;

/** Reads headers that are lists of tokens, or of media types. */
final class Lists {
    private interface Setter<H> {
        void set(H header, String token) throws ParseException;
    }

    private Lists() {}

    static AllowList allow(Cursor in) throws SyntaxException {
        // RFC 3261 section 20.5: may be empty, then nothing is allowed
        return in.ended()
                ? listOf(new AllowList(), Blanks.of(Blanks.ALLOW))
                : tokens(in, new AllowList(), Blanks.ALLOW, Allow::setMethod);
    }

    static SupportedList supported(Cursor in) throws SyntaxException {
        return in.ended()
                ? listOf(new SupportedList(), Blanks.of(Blanks.SUPPORTED))
                : tokens(in, new SupportedList(), Blanks.SUPPORTED, Supported::setOptionTag);
    }

    static RequireList require(Cursor in) throws SyntaxException {
        return tokens(in, new RequireList(), Blanks.REQUIRE, Require::setOptionTag);
    }

    static ProxyRequireList proxyRequire(Cursor in) throws SyntaxException {
        return tokens(in, new ProxyRequireList(), Blanks.PROXY_REQUIRE, ProxyRequire::setOptionTag);
    }

    static UnsupportedList unsupported(Cursor in) throws SyntaxException {
        return tokens(in, new UnsupportedList(), Blanks.UNSUPPORTED, Unsupported::setOptionTag);
    }

    static AllowEventsList allowEvents(Cursor in) throws SyntaxException {
        return tokens(in, new AllowEventsList(), Blanks.ALLOW_EVENTS, AllowEvents::setEventType);
    }

    private static <H extends SIPHeader, L extends SIPHeaderList<H>> L listOf(L list, H only) {
        list.add(only);
        return list;
    }

    private static <H extends SIPHeader, L extends SIPHeaderList<H>> L tokens(
            Cursor in, L list, H blank, Setter<H> setter) throws SyntaxException {
        do {
            in.count();
            var header = Blanks.of(blank);
            try {
                setter.set(header, in.ascii(Octets.TOKEN));
            } catch (ParseException impossible) {
                throw in.bad();
            }
            list.add(header);
        } while (in.skipSeparator(','));
        in.blanks();
        in.expectEnd();
        return list;
    }

    static AcceptList accept(Cursor in) throws SyntaxException {
        // section 20.1: may be empty, then nothing is accepted
        if (in.ended()) return listOf(new AcceptList(), Blanks.of(Blanks.ACCEPT));
        var list = new AcceptList();
        do {
            in.count();
            var accept = Blanks.of(Blanks.ACCEPT);
            mediaRange(in, accept);
            list.add(accept);
        } while (in.skipSeparator(','));
        in.blanks();
        in.expectEnd();
        return list;
    }

    private static void mediaRange(Cursor in, Accept accept) throws SyntaxException {
        accept.setContentType(in.ascii(Octets.TOKEN));
        if (!in.skipSeparator('/')) throw in.bad();
        accept.setContentSubType(in.ascii(Octets.TOKEN));
        Parameters.read(in, accept.getParameters());
    }

    /** Reads the type of the body. */
    static BodyType bodyType(Cursor in) throws SyntaxException {
        var type = in.ascii(Octets.TOKEN);
        if (!in.skipSeparator('/')) throw in.bad();
        var bodyType = Blanks.of(Blanks.BODY_TYPE).with(type, in.ascii(Octets.TOKEN));
        NameValueList parameters = bodyType.getParameters();
        Parameters.read(in, parameters);
        in.blanks();
        in.expectEnd();
        return bodyType;
    }
}
