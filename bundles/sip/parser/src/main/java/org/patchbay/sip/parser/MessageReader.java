package org.patchbay.sip.parser;

import gov.nist.javax.sip.header.AuthorizationList;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.ProxyAuthorizationList;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPDuplicateHeaderException;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.patchbay.sip.parser.StartLine.Kind;

/** Reads one message, once. */
final class MessageReader {
    private final byte[] bytes;
    private final int to;
    private final ParserLimits limits;
    private final Lines lines;
    private final ValueCount count;
    private final boolean[] seen = new boolean[HeaderName.COUNT];
    private final ViaList vias = new ViaList();
    // made when they are met first: most messages have none of the last two, and a list of JAIN-SIP is dear
    private @Nullable ContactList contacts;
    private @Nullable RouteList routes;
    private @Nullable RecordRouteList recordRoutes;
    private int contentLength;

    MessageReader(byte[] bytes, int from, int to, ParserLimits limits) {
        this.bytes = bytes;
        this.to = to;
        this.limits = limits;
        this.lines = new Lines(bytes, from, to, limits);
        this.count = new ValueCount(limits.values());
    }

    /** Reads the message; its body too, unless somebody else will. */
    SIPMessage read(Kind kind, boolean withBody) throws SyntaxException {
        int from = lines.next;
        var message = start(kind);
        int left = limits.headers();
        while (lines.header()) {
            if (--left < 0) throw Fault.TOO_LARGE.exception();
            header(message);
        }
        complete();
        message.setSize(lines.next - from);
        if (withBody) body(message);
        return message;
    }

    private SIPMessage start(Kind kind) throws SyntaxException {
        lines.start();
        if (kind == Kind.REQUEST) {
            var request = new SIPRequest();
            request.setRequestLine(StartLine.request(line(Fault.REQUEST_LINE)));
            return request;
        }
        var response = new SIPResponse();
        response.setStatusLine(StartLine.status(line(Fault.STATUS_LINE)));
        return response;
    }

    private Cursor line(Fault fault) {
        return new Cursor(bytes, lines.from, lines.to, fault, count);
    }

    private void header(SIPMessage message) throws SyntaxException {
        int nameEnd = lines.nameEnd();
        if (nameEnd < 0) throw Fault.HEADER_LINE.exception();
        var name = HeaderName.of(bytes, lines.from, nameEnd);
        if (name == null) {
            message.addUnparsed(text(nameEnd));
            return;
        }
        boolean again = seen[name.ordinal()];
        seen[name.ordinal()] = true;
        var essential = name.essential();
        if (again && name.single()) throw Fault.TWICE.exception();
        try {
            var value = lines.value(nameEnd, essential == null ? Fault.HEADER_LINE : essential, count);
            if (!attach(message, name, value, again)) message.addUnparsed(text(nameEnd));
        } catch (SyntaxException bad) {
            if (essential != null || bad.fault() == Fault.TOO_LARGE) throw bad;
            // what need not be understood need not be right either (RFC 4475 section 3.1.2.12)
            message.addUnparsed(text(nameEnd));
        }
    }

    /** Returns the header as it is, but for folds; which has no control characters. */
    private String text(int nameEnd) throws SyntaxException {
        var value = lines.value(nameEnd, Fault.CONTROL_CHARACTER, count);
        int from = value.at;
        if (!value.ended()) value.run(Octets.TEXT);
        value.expectEnd();
        return Text.ascii(bytes, lines.from, nameEnd) + ": " + Text.of(value.bytes, from, value.end);
    }

    /** Attaches the header; false for one that comes again and that JAIN-SIP has room for once. */
    private boolean attach(SIPMessage message, HeaderName name, Cursor in, boolean again) throws SyntaxException {
        switch (name) {
            case VIA -> {
                Vias.read(in, vias);
                attachOnce(message, vias, again);
            }
            case CONTACT -> {
                var list = contacts == null ? new ContactList() : contacts;
                contacts = list;
                Addresses.contacts(in, list);
                attachOnce(message, list, again);
            }
            case ROUTE -> {
                var list = routes == null ? new RouteList() : routes;
                routes = list;
                Addresses.routes(in, list);
                attachOnce(message, list, again);
            }
            case RECORD_ROUTE -> {
                var list = recordRoutes == null ? new RecordRouteList() : recordRoutes;
                recordRoutes = list;
                Addresses.recordRoutes(in, list);
                attachOnce(message, list, again);
            }
            case CONTENT_LENGTH -> contentLength = Singles.contentLength(in);
            default -> {
                // an empty list is one that says so, but beside another it is nothing that could be written
                if (again && (in.ended() || isEmpty(message, name))) return false;
                var header = value(name, in);
                if (again && !(header instanceof SIPHeaderList)) return false;
                attachOnce(message, header, false);
            }
        }
        return true;
    }

    private static boolean isEmpty(SIPMessage message, HeaderName name) {
        return message.getHeader(name.toString()) instanceof SIPHeader header
                && header.getHeaderValue().isEmpty();
    }

    private static void attachOnce(SIPMessage message, SIPHeader header, boolean again) throws SyntaxException {
        if (again) return;
        try {
            message.attachHeader(header, false);
        } catch (SIPDuplicateHeaderException duplicate) {
            throw Fault.TWICE.exception();
        }
    }

    private static SIPHeader value(HeaderName name, Cursor in) throws SyntaxException {
        return switch (name) {
            case FROM -> Addresses.from(in);
            case TO -> Addresses.to(in);
            case CALL_ID -> Singles.callId(in);
            case CSEQ -> Singles.cSeq(in);
            case MAX_FORWARDS -> Singles.maxForwards(in);
            case EXPIRES -> Singles.expires(in);
            case CONTENT_TYPE -> Lists.bodyType(in);
            case USER_AGENT -> Singles.userAgent(in);
            case SERVER -> Singles.server(in);
            case ALLOW -> Lists.allow(in);
            case ALLOW_EVENTS -> Lists.allowEvents(in);
            case SUPPORTED -> Lists.supported(in);
            case REQUIRE -> Lists.require(in);
            case PROXY_REQUIRE -> Lists.proxyRequire(in);
            case UNSUPPORTED -> Lists.unsupported(in);
            case ACCEPT -> Lists.accept(in);
            case SUBJECT -> Extensions.subject(in);
            case MIN_SE -> Extensions.minSe(in);
            case SESSION_EXPIRES -> Extensions.sessionExpires(in);
            case P_ASSERTED_IDENTITY -> Extensions.assertedIdentities(in);
            case P_PREFERRED_IDENTITY -> Extensions.preferredIdentity(in);
            case AUTHORIZATION ->
                listOf(new AuthorizationList(), Credentials.read(in, Blanks.of(Blanks.AUTHORIZATION)));
            case PROXY_AUTHORIZATION ->
                listOf(new ProxyAuthorizationList(), Credentials.read(in, Blanks.of(Blanks.PROXY_AUTHORIZATION)));
            default -> RareHeaders.read(name, in);
        };
    }

    private static <H extends SIPHeader, L extends SIPHeaderList<H>> L listOf(L list, H only) {
        list.add(only);
        return list;
    }

    // RFC 3261 section 8.1.1; Max-Forwards did not exist in RFC 2543
    private void complete() throws SyntaxException {
        require(HeaderName.VIA, Fault.NO_VIA);
        require(HeaderName.FROM, Fault.NO_FROM);
        require(HeaderName.TO, Fault.NO_TO);
        require(HeaderName.CALL_ID, Fault.NO_CALL_ID);
        require(HeaderName.CSEQ, Fault.NO_CSEQ);
    }

    private void require(HeaderName name, Fault fault) throws SyntaxException {
        if (!seen[name.ordinal()]) throw fault.exception();
    }

    // section 18.3: without the header a datagram's body is all the rest; what is beyond the length is discarded
    private void body(SIPMessage message) throws SyntaxException {
        int from = lines.next;
        int length = seen[HeaderName.CONTENT_LENGTH.ordinal()] ? contentLength : to - from;
        if (length > limits.bodyBytes()) throw Fault.TOO_LARGE.exception();
        if (length > to - from) throw Fault.BODY.exception();
        if (length > 0) message.setMessageContent(Arrays.copyOfRange(bytes, from, from + length));
    }
}
