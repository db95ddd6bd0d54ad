package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import javax.sip.message.Request;
import org.patchbay.channel.Cause;
import org.patchbay.sip.IncomingRequest;

/**
 * Takes the requests of one leg's dialog. Its tags, which can't be guessed, are what admits them: RFC 3261 section 22.2 lets
 * a server choose, and a challenge to BYE would keep calls up that their phones have left.
 */
final class DialogRequests {
    private static final List<String> DIGIT_BODIES = List.of("dtmf-relay", "dtmf");

    private final Leg leg;
    private final PeerOffers peerOffers;
    private final OwnOffers ownOffers;
    private final String contactUser;

    DialogRequests(Leg leg, PeerOffers peerOffers, OwnOffers ownOffers, String contactUser) {
        this.contactUser = contactUser;
        this.leg = leg;
        this.peerOffers = peerOffers;
        this.ownOffers = ownOffers;
    }

    void take(IncomingRequest request) {
        SIPRequest message = request.message();
        switch (message.getMethod()) {
            case Request.CANCEL -> cancel(request);
            case Request.ACK -> {
                if (ours(message)) acked(message);
            }
            default -> take(request, () -> dispatch(request));
        }
    }

    /** Has {@code task} take a request that was read already, if it is one of the dialog. */
    void take(IncomingRequest request, Runnable task) {
        if (!ours(request.message())) reply(request, 481);
        else if (inOrder(request.message())) task.run();
        else reply(request, 500); // RFC 3261 section 12.2.2
    }

    /** RFC 3261 section 12.2.2: the tags must be those of a dialog. */
    private boolean ours(SIPRequest message) {
        String tag = message.getFromTag() == null ? "" : message.getFromTag();
        return leg.phase() == Leg.Phase.SETUP
                ? leg.setup().turnsTo(tag)
                : tag.equals(leg.dialog().remoteTag());
    }

    private boolean inOrder(SIPRequest message) {
        long sequence = message.getCSeq().getSeqNumber();
        if (sequence < leg.dialog().remoteSequence()) return false;
        leg.dialog(leg.dialog().received(sequence));
        return true;
    }

    private void dispatch(IncomingRequest request) {
        switch (request.message().getMethod()) {
            case Request.BYE -> bye(request);
            case Request.INVITE, Request.UPDATE -> {
                if (SessionTimer.refusesTooBrief(
                        request, leg.signalling().intervals().get(), tag())) return;
                if (request.message().getMethod().equals(Request.INVITE)) offer(request);
                else update(request);
            }
            case Request.PRACK -> {
                if (!leg.setup().acknowledged(request)) reply(request, 481);
            }
            case Request.INFO -> info(request);
            case Request.OPTIONS -> request.respond(Options.reply(request));
            default -> reply(request, 501); // not registered for: see SipCallHandler
        }
    }

    private void cancel(IncomingRequest request) {
        reply(request, 200);
        if (leg.phase() == Leg.Phase.SETUP) {
            leg.setup().cancelled(ReasonHeader.read(request.message()).orElse(Cause.NORMAL_CLEARING));
        } else {
            peerOffers.cancelled();
            ownOffers.next();
        }
    }

    private void acked(SIPRequest ack) {
        Unacked unacked = leg.unacked();
        if (unacked == null) return;
        unacked.take(ack);
        ownOffers.next();
    }

    private void bye(IncomingRequest request) {
        leg.forget(); // first, so that nothing after the response finds the dialog any more
        reply(request, 200);
        Cause cause = ReasonHeader.read(request.message()).orElse(Cause.NORMAL_CLEARING);
        if (leg.phase() == Leg.Phase.SETUP) {
            leg.setup().ended(cause);
            return;
        }
        Unacked unacked = leg.unacked();
        if (unacked != null) unacked.stop();
        peerOffers.drop();
        leg.lost(cause);
    }

    private void update(IncomingRequest request) {
        if (Body.of(request.message()) instanceof Body.None) {
            refreshTarget(request);
            SIPResponse ok = Replies.of(request, 200, tag());
            Headers.allow(ok);
            if (leg.phase() == Leg.Phase.UP) leg.session().grant(request.message(), ok);
            request.respond(ok);
        } else {
            offer(request);
        }
    }

    /** RFC 3261 section 14.2 and RFC 3311 section 5.2: at most one offer at a time, either way. */
    private void offer(IncomingRequest request) {
        switch (leg.phase()) {
            case SETUP -> early(request);
            case CLEARED -> reply(request, 481);
            case UP -> {
                Unacked unacked = leg.unacked();
                if (peerOffers.waiting()) Replies.busy(request, leg);
                else if (ownOffers.inFlight() || unacked != null && unacked.offers()) reply(request, 491);
                else {
                    refreshTarget(request);
                    peerOffers.take(request);
                }
            }
        }
    }

    private void early(IncomingRequest request) {
        // a second INVITE has to wait for the end of the first (RFC 3261 section 14.2)
        boolean update = request.message().getMethod().equals(Request.UPDATE);
        if (update && leg.setup().settled()) EarlyOffers.update(leg, request, contactUser);
        else leg.setup().refuseOffer(request);
    }

    private void refreshTarget(IncomingRequest request) {
        if (leg.phase() == Leg.Phase.CLEARED) return;
        leg.refreshTarget(request.message(), request.hop());
    }

    private void info(IncomingRequest request) {
        switch (Body.of(request.message())) {
            case Body.None _ -> reply(request, 200);
            case Body.Other other
            when DtmfInfo.reads(other.type()) -> {
                reply(request, 200);
                DtmfInfo.read(other).ifPresent(leg.digits()::signalled);
            }
            case Body.Description _, Body.Other _ -> Replies.unsupportedBody(request, DIGIT_BODIES);
        }
    }

    private void reply(IncomingRequest request, int status) {
        Replies.send(request, status, tag());
    }

    private String tag() {
        return leg.dialog().localTag();
    }
}
