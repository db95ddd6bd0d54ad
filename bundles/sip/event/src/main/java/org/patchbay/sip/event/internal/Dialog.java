package org.patchbay.sip.event.internal;

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
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.SipTransactions.Hop;

/**
 * The dialog of a subscription, with us as its notifier (RFC 6665 section 4.4.1), as plain data.
 *
 * @param localAddress the address of From in our requests
 * @param remoteAddress the address of To likewise
 * @param localSequence CSeq of the last NOTIFY
 * @param remoteSequence CSeq of the last SUBSCRIBE
 * @param routes the route set, in the order in which it is visited
 * @param target the URI of the peer's Contact
 * @param hop where requests are really sent
 */
record Dialog(
        String callId,
        String localTag,
        String remoteTag,
        String localAddress,
        String remoteAddress,
        long localSequence,
        long remoteSequence,
        List<String> routes,
        String target,
        Hop hop) {
    Dialog {
        routes = List.copyOf(routes);
    }

    /** What it is found by. */
    record Id(String callId, String localTag) {}

    Id id() {
        return new Id(callId, localTag);
    }

    /**
     * Begins the dialog that {@code subscribe} asks for (RFC 3261 section 12.1.1).
     *
     * @throws IllegalArgumentException when no request can be sent in it
     */
    static Dialog of(IncomingRequest subscribe, String localTag) {
        var message = subscribe.message();
        var contact = Addresses.contact(message).orElseThrow(() -> new IllegalArgumentException("no usable Contact"));
        var routes = new ArrayList<String>();
        if (message.getRecordRouteHeaders() != null) {
            for (var route : message.getRecordRouteHeaders()) routes.add(Addresses.text(route.getAddress()));
        }
        var dialog = new Dialog(
                message.getCallId().getCallId(),
                localTag,
                String.valueOf(message.getFromTag()),
                Addresses.text(message.getTo().getAddress()),
                Addresses.text(message.getFrom().getAddress()),
                0,
                message.getCSeq().getSeqNumber(),
                routes,
                contact.encode(),
                Addresses.hop(routes, contact, subscribe.hop()));
        dialog.request("NOTIFY"); // what only looks like an address is found now
        return dialog;
    }

    /** Returns this after another request of the peer, which may have moved (RFC 3261 section 12.2.2). */
    Dialog after(IncomingRequest request) {
        var contact = Addresses.contact(request.message()).orElseGet(() -> Addresses.uri(target));
        var moved = new Dialog(
                callId,
                localTag,
                remoteTag,
                localAddress,
                remoteAddress,
                localSequence,
                request.message().getCSeq().getSeqNumber(),
                routes,
                contact.encode(),
                Addresses.hop(routes, contact, request.hop()));
        moved.request("NOTIFY");
        return moved;
    }

    Dialog next() {
        return new Dialog(
                callId,
                localTag,
                remoteTag,
                localAddress,
                remoteAddress,
                localSequence + 1,
                remoteSequence,
                routes,
                target,
                hop);
    }

    /** Returns a request numbered as this stands (RFC 3261 section 12.2.1.1). */
    SIPRequest request(String method) {
        try {
            var request = new SIPRequest();
            request.setMethod(method);
            route(request);
            var from = new From();
            from.setAddress(Addresses.address(localAddress));
            from.setTag(localTag);
            request.setHeader(from);
            var to = new To();
            to.setAddress(Addresses.address(remoteAddress));
            to.setTag(remoteTag);
            request.setHeader(to);
            request.setCallId(new CallID(callId));
            request.setCSeq(new CSeq(localSequence, method));
            return request;
        } catch (ParseException malformed) {
            throw new IllegalArgumentException(method + " in " + this, malformed);
        }
    }

    private void route(SIPRequest request) {
        List<String> visited = new ArrayList<>(routes);
        SipUri uri = Addresses.uri(target);
        if (!visited.isEmpty() && !Addresses.uriOf(visited.getFirst()).hasLrParam()) {
            // a strict router finds itself in the request line and the target at the end
            visited.add('<' + target + '>');
            uri = Addresses.uriOf(visited.removeFirst());
        }
        uri.removeHeaders(); // RFC 3261 section 19.1.1 table 1
        uri.removeMethod();
        request.setRequestURI(uri);
        setRoute(request, visited);
    }

    static void setRoute(SIPRequest request, List<String> addresses) {
        if (addresses.isEmpty()) return;
        var list = new RouteList();
        for (var address : addresses) list.add(new Route(Addresses.address(address)));
        request.setHeader(list);
    }
}
