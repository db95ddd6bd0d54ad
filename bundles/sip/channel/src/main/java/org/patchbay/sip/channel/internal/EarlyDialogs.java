package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.patchbay.sip.SipTransactions.SipResponseHandler;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.dialog.Requests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The early dialogs that responses to our INVITE make, one for each device that rings (RFC 3261 sections 12.1.2 and 13.2.2.1). The leg
 * stands with one of them at a time: that of the message which is being taken. Reliable responses are acknowledged here (RFC
 * 3262 section 4).
 */
final class EarlyDialogs {
    private static final Logger LOG = LoggerFactory.getLogger(EarlyDialogs.class);

    /** How many devices behind a proxy are taken notice of. */
    static final int MOST = 16;

    /** How many PRACKs may be without an answer; what more is to be acknowledged will be sent again. */
    private static final int MOST_UNANSWERED = 16;

    private final Leg leg;
    private final Dialog begun;
    private final Map<String, Early> byTag = new HashMap<>();
    private @Nullable Standing base;
    private @Nullable Early current;
    private int unanswered;

    /** One early dialog. */
    static final class Early {
        private Standing standing;
        private long number;
        private Body described = new Body.None();
        private boolean settled;

        private Early(Standing standing) {
            this.standing = standing;
        }

        /** Returns the first description that the device sent (RFC 3261 section 13.2.1: it is the answer). */
        Body described() {
            return described;
        }

        /** Tells whether our offer has been answered for certain. */
        boolean settled() {
            return settled;
        }

        void described(Body body, boolean reliably) {
            if (described instanceof Body.None) described = body;
            settled |= reliably;
        }
    }

    /** Begins with the dialog of {@code leg} as our INVITE makes it. */
    EarlyDialogs(Leg leg) {
        this.leg = leg;
        this.begun = leg.dialog();
        leg.turnsBy(this::turn);
    }

    /** Turns the leg to the dialog of a provisional response, which may be its first; empty when there are too many. */
    Optional<Early> of(SIPResponse response) {
        String tag = tag(response);
        if (base == null) base = leg.standing();
        if (!byTag.containsKey(tag) && byTag.size() < MOST) {
            byTag.put(tag, new Early(base.with(confirmed(response))));
        }
        return turn(tag);
    }

    /** Turns the leg to the dialog with that tag; empty when there is none. */
    Optional<Early> turn(String tag) {
        Optional<Early> next = Optional.ofNullable(byTag.get(tag));
        next.filter(early -> early != current).ifPresent(early -> {
            if (current != null) current.standing = leg.standing();
            current = early;
            leg.standing(early.standing);
        });
        return next;
    }

    /** Turns the leg to the dialog with that tag, which has won, or to none of these when it makes its own. */
    Optional<Early> won(String tag) {
        Optional<Early> known = turn(tag);
        if (known.isEmpty() && current != null && base != null) {
            current.standing = leg.standing();
            current = null;
            leg.standing(base);
        }
        return known;
    }

    /** Returns the dialog of {@code response}, with the route set and the target that this gives (RFC 3261 section 13.2.2.4). */
    Dialog confirmed(SIPResponse response) {
        String tag = tag(response);
        Optional<Dialog> known = dialog(tag);
        // the INVITE may have been sent again, with another number
        Dialog before = known.orElseGet(() -> begun.numbered(response.getCSeq().getSeqNumber()));
        try {
            List<String> routes = Addresses.recordRoutes(response).reversed(); // RFC 3261 section 12.1.2
            SipUri contact = Addresses.contact(response).orElseGet(() -> Addresses.uri(begun.target()));
            return before.with(tag, routes).at(contact, leg.answering(response, begun.hop()));
        } catch (IllegalArgumentException malformed) {
            LOG.debug("{}: responds from no usable address: {}", leg.id(), malformed.getMessage());
            return known.orElseGet(() -> before.with(tag, List.of()));
        }
    }

    /** Returns the dialog with that tag as it stands. */
    private Optional<Dialog> dialog(String tag) {
        Optional<Early> early = Optional.ofNullable(byTag.get(tag));
        return early.map(known -> known == current ? leg.dialog() : known.standing.dialog());
    }

    /** Tells whether the device that the leg stands with may offer other media. */
    boolean settled() {
        return current != null && current.settled();
    }

    /** Forgets all of them, because the INVITE is sent again. */
    void clear() {
        if (base != null) leg.standing(base);
        byTag.clear();
        base = null;
        current = null;
    }

    static String tag(SIPResponse response) {
        String tag = response.getToTag();
        return tag == null ? "" : tag;
    }

    // ---- reliable responses

    /**
     * Sends PRACK for a reliable response of the dialog that the leg stands with; returns whether the response may be taken. One
     * that is repeated, or ahead of another, may not (RFC 3262 section 4).
     */
    boolean acknowledge(Early early, SIPResponse response) {
        long number = ReliabilityHeaders.number(response).orElse(0L);
        boolean next = early.number == 0 ? number > 0 : number == early.number + 1;
        if (!next || tag(response).isEmpty() || unanswered >= MOST_UNANSWERED) return false;
        early.number = number;
        unanswered++;
        Dialog dialog = leg.dialog().next();
        leg.dialog(dialog);
        SIPRequest prack = Requests.of(dialog, Request.PRACK);
        ReliabilityHeaders.acknowledge(prack, number, response.getCSeq().getSeqNumber());
        leg.signalling().transactions().send(prack, dialog.hop(), new Answer());
        return true;
    }

    /** What comes of a PRACK. A refusal changes nothing: the INVITE gets a final response, or runs out of time. */
    private final class Answer implements SipResponseHandler {
        @Override
        public void received(SIPResponse response) {
            if (response.getStatusCode() >= 200) leg.post(() -> unanswered--);
        }

        @Override
        public void timedOut() {
            leg.post(() -> unanswered--);
        }
    }
}
