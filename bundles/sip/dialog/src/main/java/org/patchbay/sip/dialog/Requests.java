package org.patchbay.sip.dialog;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import javax.sip.message.Request;

/**
 * Makes the requests of a dialog (RFC 3261 section 12.2.1.1), and those outside of any as if they began one, which look the same (section
 * 8.1.1); the stack adds Via and Max-Forwards.
 */
public final class Requests {
    private Requests() {}

    /** Returns a request numbered as {@code dialog} stands, that is, after {@link Dialog#next()}. */
    public static SIPRequest of(Dialog dialog, String method) {
        return of(dialog, method, dialog.localSequence());
    }

    /** Returns the ACK for a 2xx to the INVITE of that number (RFC 3261 section 13.2.2.4). */
    public static SIPRequest ack(Dialog dialog, long inviteSequence) {
        return of(dialog, Request.ACK, inviteSequence);
    }

    /**
     * Returns {@code dialog} if requests can be made of it, so that a Contact or Record-Route which only looks like an address
     * is found when it comes and not when the BYE is due.
     *
     * @throws IllegalArgumentException when they can't
     */
    static Dialog checked(Dialog dialog) {
        of(dialog, Request.BYE);
        return dialog;
    }

    private static SIPRequest of(Dialog dialog, String method, long sequence) {
        try {
            var request = new SIPRequest();
            request.setMethod(method);
            route(request, dialog);
            request.setHeader(from(dialog));
            request.setHeader(to(dialog));
            request.setCallId(new CallID(dialog.callId()));
            request.setCSeq(new CSeq(sequence, method));
            return request;
        } catch (ParseException malformed) {
            throw new IllegalArgumentException(method + " in " + dialog, malformed);
        }
    }

    private static From from(Dialog dialog) throws ParseException {
        var from = new From();
        from.setAddress(Addresses.address(dialog.localAddress()));
        from.setTag(dialog.localTag());
        return from;
    }

    private static To to(Dialog dialog) throws ParseException {
        var to = new To();
        to.setAddress(Addresses.address(dialog.remoteAddress()));
        if (!dialog.remoteTag().isEmpty()) to.setTag(dialog.remoteTag());
        return to;
    }

    private static void route(SIPRequest request, Dialog dialog) {
        List<String> visited = new ArrayList<>(dialog.routes());
        SipUri target = Addresses.uri(dialog.target());
        if (!visited.isEmpty() && !Addresses.uriOf(visited.getFirst()).hasLrParam()) {
            // RFC 3261 section 12.2.1.1: a strict router finds itself in the request line and the target at the end
            visited.add('<' + dialog.target() + '>');
            target = Addresses.uriOf(visited.removeFirst());
        }
        target.removeHeaders(); // RFC 3261 section 19.1.1 table 1: neither belongs in a request line
        target.removeMethod();
        request.setRequestURI(target);
        if (!visited.isEmpty()) request.setHeader(routes(visited));
    }

    private static RouteList routes(List<String> addresses) {
        var list = new RouteList();
        for (String address : addresses) list.add(new Route(Addresses.address(address)));
        return list;
    }
}
