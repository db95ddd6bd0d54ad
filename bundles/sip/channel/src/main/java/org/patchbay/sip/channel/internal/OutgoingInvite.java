package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.header.Reason;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.Party;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.SipTransactions.OutgoingTransaction;
import org.patchbay.sip.SipTransactions.SipResponseHandler;
import org.patchbay.sip.channel.internal.EarlyDialogs.Early;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.dialog.Requests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our INVITE that makes a leg (RFC 3261 section 13.2). A proxy may fork it, so that several devices answer. */
final class OutgoingInvite implements Setup, SipResponseHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingInvite.class);

    private final Leg leg;
    private final Dialog begun;
    private MediaFormat offer;
    private final EarlyDialogs early;
    private final Set<String> losers = new HashSet<>();
    private final String contactUser;
    private final Disclosure disclosure;
    private Optional<Party> reached = Optional.empty();
    private OutgoingTransaction transaction;
    private @Nullable String winner;
    private boolean provisional;
    private boolean ringing;
    private Heard heard = new Heard("", new Body.None());

    /** What device was heard last, and how it described itself. */
    private record Heard(String tag, Body body) {}

    /** Sends the INVITE. */
    OutgoingInvite(Leg leg, MediaFormat offer, String contactUser, Disclosure disclosure) {
        this.leg = leg;
        this.begun = leg.dialog();
        this.offer = offer;
        this.contactUser = contactUser;
        this.early = new EarlyDialogs(leg);
        this.disclosure = disclosure;
        this.transaction = send();
        leg.whenForgotten(() -> transaction.forget());
    }

    private OutgoingTransaction send() {
        try {
            SIPRequest invite = Requests.of(begun.numbered(leg.dialog().localSequence()), Request.INVITE);
            String transport = begun.hop().transport();
            Headers.contact(invite, contactUser, leg.signalling().advertised(transport), transport);
            Headers.allow(invite);
            disclosure.write(invite);
            leg.session().ask(invite);
            ReliabilityHeaders.support(invite);
            Headers.sdp(invite, leg.describeOffer(offer));
            return leg.signalling().transactions().send(invite, begun.hop(), this);
        } catch (IllegalArgumentException unusable) {
            LOG.warn("{}: {} can't be called: {}", leg.id(), begun.target(), unusable.getMessage());
            leg.post(() -> end(Cause.DESTINATION_OUT_OF_ORDER));
            return new NotSent();
        }
    }

    /** Stands for an INVITE that never went out. */
    private static final class NotSent implements OutgoingTransaction {
        @Override
        public void cancel() {}

        @Override
        public void cancel(Reason why) {}
    }

    @Override
    public void received(SIPResponse response) {
        leg.post(() -> take(response));
    }

    @Override
    public void timedOut() {
        leg.post(() -> end(provisional ? Cause.NO_ANSWER : Cause.NO_USER_RESPONDING));
    }

    private void take(SIPResponse response) {
        int status = response.getStatusCode();
        if (status == 100) return;
        if (status < 300) reached = reached(response).or(() -> reached);
        if (status < 200) provisional(response);
        else if (status < 300) accepted(response);
        else if (status == 422
                && leg.phase() == Leg.Phase.SETUP
                && leg.session().raised(response)) again();
        else if (leg.fallsBack(status)) again();
        else if (CauseMapping.refusesMedia(status) && leg.phase() == Leg.Phase.SETUP && widened()) again();
        else end(ReasonHeader.read(response).orElse(CauseMapping.cause(status)));
    }

    private static Optional<Party> reached(SIPResponse response) {
        Optional<Party> asserted = Identity.asserted(response);
        return Privacy.asked(response) ? asserted.map(Party::withhold) : asserted;
    }

    @Override
    public Optional<Party> reached() {
        return reached;
    }

    /** Tells whether there is more to offer than the peer has refused. */
    private boolean widened() {
        Optional<MediaFormat> wider = leg.wider(offer);
        offer = wider.orElse(offer);
        return wider.isPresent();
    }

    // RFC 4028 section 7.3: the same INVITE with the interval that the peer can bear; or with plain RTP, or more codecs
    private void again() {
        early.clear();
        leg.dialog(leg.dialog().next());
        transaction = send();
    }

    private void end(Cause cause) {
        if (winner != null) return; // RFC 3261 section 13.2.2.4: another branch has answered
        leg.lost(cause);
        leg.forget();
    }

    // ---- before the answer

    private void provisional(SIPResponse response) {
        if (leg.phase() != Leg.Phase.SETUP) return;
        provisional = true;
        Optional<Early> dialog = early.of(response);
        boolean reliable = ReliabilityHeaders.required(response);
        // RFC 3262 section 4: what isn't acknowledged must not be processed any further
        if (reliable && !dialog.map(known -> early.acknowledge(known, response)).orElse(false)) return;
        leg.digits().met(response);
        Body body = Body.of(response);
        if (dialog.isPresent() && body instanceof Body.Description) described(dialog.get(), response, body, reliable);
        else ringing();
    }

    private void ringing() {
        if (ringing) return;
        ringing = true;
        leg.emit(new ChannelEvent.Ringing(leg.id()));
    }

    private void described(Early dialog, SIPResponse response, Body body, boolean reliable) {
        var next = new Heard(EarlyDialogs.tag(response), body);
        // RFC 3261 section 13.2.1: after the answer, descriptions in later responses count for nothing
        if (dialog.settled() || next.equals(heard) && !reliable) return;
        boolean repeated = next.equals(heard);
        heard = next;
        boolean usable = leg.answered(body, offer).isEmpty();
        dialog.described(body, reliable && usable);
        if (!usable) ringing(); // nothing to be heard, but somebody is there
        else if (!repeated) leg.remote().ifPresent(remote -> leg.emit(new ChannelEvent.Progress(leg.id(), remote)));
    }

    // ---- the answer

    private void accepted(SIPResponse response) {
        String tag = EarlyDialogs.tag(response);
        if (losers.size() >= EarlyDialogs.MOST) return;
        Dialog dialog = early.confirmed(response);
        // RFC 3261 section 13.2.2.4: each 2xx gets its ACK, a repeated one too
        leg.signalling()
                .transactions()
                .sendAck(Requests.ack(dialog, response.getCSeq().getSeqNumber()), dialog.hop());
        if (tag.equals(winner)) return;
        if (winner == null && leg.phase() == Leg.Phase.SETUP) {
            winner = tag;
            Optional<Early> before = early.won(tag);
            leg.dialog(dialog);
            answered(response, before);
        } else if (losers.add(tag)) {
            // it was too late: we have cancelled, or another device was first
            Bye.send(
                    leg.signalling(), dialog.next(), Cause.ANSWERED_ELSEWHERE, winner == null ? leg::forget : () -> {});
        }
    }

    private void answered(SIPResponse response, Optional<Early> before) {
        leg.up();
        leg.session().granted(response);
        leg.digits().met(response);
        Optional<Cause> problem = before.map(Early::settled).orElse(false) ? heard() : taken(response, before);
        if (problem.isPresent()) leg.fail(Cause.INCOMPATIBLE_DESTINATION);
        else leg.remote().ifPresent(remote -> leg.emit(new ChannelEvent.Answered(leg.id(), remote)));
    }

    /** Nothing is left to be agreed on: the answer came in a reliable response. */
    private Optional<Cause> heard() {
        leg.hear();
        return Optional.empty();
    }

    private Optional<Cause> taken(SIPResponse response, Optional<Early> before) {
        Body body = Body.of(response);
        // RFC 3261 section 13.2.1: a 2xx after an answer in a 183 may leave it out
        boolean left = body instanceof Body.None && before.isPresent();
        return leg.answered(left ? before.get().described() : body, offer);
    }

    @Override
    public void abandon(Cause cause) {
        leg.clear();
        transaction.cancel(ReasonHeader.of(cause)); // its final response, or its time limit, makes the leg forgotten
    }

    @Override
    public void ended(Cause cause) {
        leg.lost(cause); // RFC 3261 section 15 allows a callee no BYE here, but one that sends it is gone
        transaction.cancel();
    }

    @Override
    public boolean turnsTo(String tag) {
        return early.turn(tag).isPresent();
    }

    @Override
    public boolean settled() {
        return early.settled();
    }

    @Override
    public void refuseOffer(IncomingRequest request) {
        // RFC 3311 section 5.2: our own offer is not answered yet
        Replies.send(request, 491, leg.dialog().localTag());
    }
}
