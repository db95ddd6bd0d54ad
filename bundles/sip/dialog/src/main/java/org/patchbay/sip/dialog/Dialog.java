package org.patchbay.sip.dialog;

import gov.nist.javax.sip.address.SipUri;
import java.util.List;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.SipTransactions.Hop;

/**
 * The state of a dialog (RFC 3261 section 12), as plain data that a successor of a bundle could go on from. It is kept for as long as
 * the call, its messages are few: so it is text, and read again for each request.
 *
 * @param id what it is found by, as it stands in the table of dialogs
 * @param remoteTag empty while an outgoing request has no response yet
 * @param localAddress the address of our From header in requests: {@code "Ann" <sip:1001@192.0.2.1>}
 * @param remoteAddress the address of the To header likewise
 * @param localSequence CSeq of the last request that we sent
 * @param remoteSequence CSeq of the last request of the peer, -1 before the first
 * @param routes the route set: addresses in the order in which they are visited
 * @param target the URI of the peer's Contact
 * @param hop where requests are really sent, see {@link Hops}
 */
public record Dialog(
        Id id,
        String remoteTag,
        String localAddress,
        String remoteAddress,
        long localSequence,
        long remoteSequence,
        List<String> routes,
        String target,
        Hop hop) {
    /** Keeps a copy of {@code routes}; none are the same list in every dialog. */
    public Dialog {
        routes = List.copyOf(routes);
    }

    /** What a dialog is found by when a request comes: the peer's tag is compared afterwards. */
    public record Id(String callId, String localTag) {}

    /** Where the requests of a dialog are sent: the proxies to visit, the URI to ask for, and the next hop. */
    public record Way(List<String> routes, String target, Hop hop) {}

    /** Returns the dialog as the first request of ours begins it; the first response completes it. */
    public static Dialog begun(Id id, String localAddress, String remoteAddress, Way way) {
        return new Dialog(id, "", localAddress, remoteAddress, 1, -1, way.routes, way.target, way.hop);
    }

    /**
     * Returns the dialog that a request of the peer asks for (RFC 3261 section 12.1.1).
     *
     * @throws IllegalArgumentException when no request can be sent in it
     */
    public static Dialog of(IncomingRequest request, String localTag) {
        var message = request.message();
        var contact = Addresses.contact(message).orElseThrow(() -> new IllegalArgumentException("no usable Contact"));
        var routes = Addresses.recordRoutes(message);
        var peer = message.getFromTag();
        return Requests.checked(new Dialog(
                new Id(message.getCallId().getCallId(), localTag),
                peer == null ? "" : peer,
                Addresses.text(message.getTo().getAddress()),
                Addresses.text(message.getFrom().getAddress()),
                0,
                message.getCSeq().getSeqNumber(),
                routes,
                contact.encode(),
                Hops.of(routes, contact, request.hop())));
    }

    /** Returns the Call-ID, the same in all messages of the dialog. */
    public String callId() {
        return id.callId;
    }

    /** Returns our tag: that of From in our requests. */
    public String localTag() {
        return id.localTag;
    }

    /** Returns this with the number of the next request of ours. */
    public Dialog next() {
        return numbered(localSequence + 1);
    }

    /** Returns this after requests of ours up to that number. */
    public Dialog numbered(long sequence) {
        return new Dialog(id, remoteTag, localAddress, remoteAddress, sequence, remoteSequence, routes, target, hop);
    }

    /** Returns this after a request of the peer with that number. */
    public Dialog received(long sequence) {
        return new Dialog(id, remoteTag, localAddress, remoteAddress, localSequence, sequence, routes, target, hop);
    }

    /**
     * Returns this with another place for its peer, whose message has come from {@code seen} (RFC 3261 section 12.2: target refresh).
     *
     * @throws IllegalArgumentException when no request can be sent there
     */
    public Dialog at(SipUri contact, Hop seen) {
        return Requests.checked(new Dialog(
                id,
                remoteTag,
                localAddress,
                remoteAddress,
                localSequence,
                remoteSequence,
                routes,
                contact.encode(),
                Hops.of(routes, contact, seen)));
    }

    /** Returns the dialog that a response with that tag and route set makes of this (RFC 3261 section 12.1.2). */
    public Dialog with(String tag, List<String> routeSet) {
        return new Dialog(id, tag, localAddress, remoteAddress, localSequence, remoteSequence, routeSet, target, hop);
    }
}
