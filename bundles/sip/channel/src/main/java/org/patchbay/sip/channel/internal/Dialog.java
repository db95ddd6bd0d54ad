package org.patchbay.sip.channel.internal;

import java.util.List;
import org.patchbay.sip.SipTransactions.Hop;

/**
 * The state of a dialog (RFC 3261 section 12), as plain data that a successor of this bundle could go on from.
 *
 * @param remoteTag empty while an outgoing INVITE has no response yet
 * @param localAddress the address of our From header in requests: {@code "Ann" <sip:1001@192.0.2.1>}
 * @param remoteAddress the address of the To header likewise
 * @param localSequence CSeq of the last request that we sent
 * @param remoteSequence CSeq of the last request of the peer, -1 before the first
 * @param routes the route set: addresses in the order in which they are visited
 * @param target the URI of the peer's Contact
 * @param hop where requests are really sent, see {@link Hops}
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

    /** What a dialog is found by when a request comes: the peer's tag is compared afterwards. */
    record Id(String callId, String localTag) {}

    Id id() {
        return new Id(callId, localTag);
    }

    /** Returns this with the number of the next request of ours. */
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

    /** Returns this after requests of ours up to that number. */
    Dialog numbered(long sequence) {
        return new Dialog(
                callId,
                localTag,
                remoteTag,
                localAddress,
                remoteAddress,
                sequence,
                remoteSequence,
                routes,
                target,
                hop);
    }

    /** Returns this after a request of the peer with that number. */
    Dialog received(long sequence) {
        return new Dialog(
                callId, localTag, remoteTag, localAddress, remoteAddress, localSequence, sequence, routes, target, hop);
    }

    /** Returns this with another place for its peer (RFC 3261 section 12.2: target refresh). */
    Dialog at(String newTarget, Hop newHop) {
        return new Dialog(
                callId,
                localTag,
                remoteTag,
                localAddress,
                remoteAddress,
                localSequence,
                remoteSequence,
                routes,
                newTarget,
                newHop);
    }

    /** Returns the dialog that a response with that tag and route set makes of this (RFC 3261 section 12.1.2). */
    Dialog with(String tag, List<String> routeSet) {
        return new Dialog(
                callId,
                localTag,
                tag,
                localAddress,
                remoteAddress,
                localSequence,
                remoteSequence,
                routeSet,
                target,
                hop);
    }
}
