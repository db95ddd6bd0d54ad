package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.header.ExpiresHeader;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.Party;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.sdp.RemoteSdp;

/** A peer's INVITE that makes a leg (RFC 3261 section 13.3). */
final class IncomingInvite implements Setup {
    /** What is offered to a caller who wants to hear of the ringing reliably and has left the offer to us. */
    private static final MediaFormat BASIC =
            new MediaFormat(List.of(Codec.PCMU, Codec.PCMA, Codec.TELEPHONE_EVENT), Direction.SENDRECV);

    private final Leg leg;
    private final IncomingRequest invite;
    private final Optional<RemoteSdp.Usable> offer;
    private final String contactUser;
    private final Consumer<MediaFormat> reoffer;
    private final Provisionals provisionals;
    private final EarlyExchange exchange;
    private boolean ringing;
    private boolean finished;
    private boolean acknowledged;
    private @Nullable MediaFormat answering;
    private @Nullable Party callee;
    private Timers.Pending expiry = () -> {};

    /** @param reoffer takes what the leg must offer once it is up */
    IncomingInvite(
            Leg leg,
            IncomingRequest invite,
            Optional<RemoteSdp.Usable> offer,
            String contactUser,
            Consumer<MediaFormat> reoffer) {
        this.leg = leg;
        this.invite = invite;
        this.offer = offer;
        this.contactUser = contactUser;
        this.reoffer = reoffer;
        this.provisionals = new Provisionals(leg, invite, this::response, () -> end(Cause.TIMER_EXPIRED));
        this.exchange = new EarlyExchange(leg, provisionals, this::end);
        offer.ifPresent(leg::offered);
        ExpiresHeader expires = invite.message().getExpires();
        if (expires != null) expiry = leg.after(Duration.ofSeconds(expires.getExpires()), this::expired);
    }

    private boolean proceeding() {
        return leg.phase() == Leg.Phase.SETUP && answering == null;
    }

    @Override
    public void ring() {
        if (!proceeding() || ringing) return;
        ringing = true;
        // RFC 3262 section 5: the first reliable response must hold the offer that the INVITE has not
        if (offer.isEmpty() && !exchange.begun() && provisionals.allReliable()) exchange.offer(response(180), BASIC);
        else provisionals.send(response(180), false);
    }

    @Override
    public void progress(MediaFormat accepted) {
        if (!proceeding() || exchange.begun()) return;
        if (offer.isPresent()) exchange.answer(response(183), offer.get(), accepted);
        else if (provisionals.reliable() && accepted.audioCodec().isPresent()) exchange.offer(response(183), accepted);
        else ring(); // RFC 3261 section 13.2.1: without an offer there is nothing that a 183 could answer
    }

    @Override
    public boolean acknowledged(IncomingRequest prack) {
        boolean matched = exchange.acknowledged(prack);
        MediaFormat accepted = answering;
        if (accepted != null && leg.phase() == Leg.Phase.SETUP && !provisionals.describing()) accept(accepted);
        return matched;
    }

    // ---- the answer

    @Override
    public void answer(MediaFormat accepted) {
        if (!proceeding()) return;
        if (accepted.audioCodec().isEmpty()) end(Cause.INCOMPATIBLE_DESTINATION);
        // RFC 3262 section 3: no 2xx before the peer has acknowledged what describes the media
        else if (provisionals.describing()) answering = accepted;
        else accept(accepted);
    }

    private void accept(MediaFormat accepted) {
        SIPResponse ok = response(200);
        Headers.allow(ok);
        leg.session().grant(invite.message(), ok);
        ReliabilityHeaders.support(ok);
        if (exchange.settled())
            accept(ok, false, _ -> {
                if (exchange.differs(accepted) || leg.moved()) reoffer.accept(accepted);
            });
        else if (offer.isPresent()) answerOffer(offer.get(), accepted, ok);
        else makeOffer(accepted, ok);
    }

    private void answerOffer(RemoteSdp.Usable usable, MediaFormat accepted, SIPResponse ok) {
        // RFC 3261 section 13.2.1: what a 183 has answered the 2xx must repeat; a change is offered afterwards
        Optional<MediaFormat> before = exchange.described();
        before.ifPresent(answered -> leg.repeat(usable, answered, ok));
        MediaFormat answered = before.orElseGet(() -> leg.answer(usable, accepted, ok));
        MediaFormat wanted = leg.permitted(usable, accepted);
        accept(ok, false, _ -> {
            if (!wanted.equals(answered) || leg.moved()) reoffer.accept(wanted);
        });
    }

    private void makeOffer(MediaFormat format, SIPResponse ok) {
        Headers.sdp(ok, leg.describeOffer(format));
        accept(ok, true, ack -> answered(ack, format));
    }

    private void answered(SIPRequest ack, MediaFormat offered) {
        leg.answered(Body.of(ack), offered)
                .ifPresentOrElse(
                        leg::fail,
                        () -> leg.remote()
                                .ifPresent(remote -> leg.emit(new ChannelEvent.MediaChanged(leg.id(), remote))));
    }

    private void accept(SIPResponse ok, boolean offers, Consumer<SIPRequest> acked) {
        stop(() -> letGo(true, acknowledged));
        leg.up();
        Unacked.send(leg, invite, ok, offers, ack -> {
            letGo(finished, true);
            acked.accept(ack);
        });
    }

    /** Lets the INVITE go, whose message is most of what a call would keep, when neither PRACK nor ACK is to come. */
    private void letGo(boolean pracked, boolean acked) {
        finished = pracked;
        acknowledged = acked;
        if (finished && acknowledged) leg.setup(new Over());
    }

    private SIPResponse response(int status) {
        SIPResponse response = Replies.of(invite, status, leg.dialog().localTag());
        String transport = invite.transport();
        Headers.contact(response, contactUser, leg.signalling().advertised(transport), transport);
        if (callee != null)
            Identity.tell(response, callee, Addresses.host(leg.signalling().advertised(transport)));
        return response;
    }

    @Override
    public void connected(Party reached) {
        callee = reached;
    }

    @Override
    public void abandon(Cause cause) {
        refuse(cause);
        leg.clear();
    }

    /** Refuses the INVITE for a reason of ours. */
    private void end(Cause cause) {
        refuse(cause);
        leg.lost(cause);
    }

    @Override
    public void cancelled(Cause cause) {
        if (leg.phase() == Leg.Phase.SETUP) terminate(cause);
    }

    @Override
    public void ended(Cause cause) {
        cancelled(cause); // RFC 3261 section 15.1.2: a pending request is answered with 487
    }

    private void expired() {
        cancelled(Cause.NO_ANSWER); // RFC 3261 section 13.3.1
    }

    private void terminate(Cause cause) {
        Replies.send(invite, 487, leg.dialog().localTag());
        over();
        leg.lost(cause);
    }

    private void refuse(Cause cause) {
        Replies.refuse(invite, cause, leg.dialog().localTag());
        over();
    }

    private void over() {
        leg.signalling().table().remove(InviteId.of(invite.message()));
        stop(leg::forget);
    }

    /** @param done runs when the INVITE has nothing to expect any more */
    private void stop(Runnable done) {
        expiry.cancel();
        provisionals.finish(done);
    }

    @Override
    public boolean turnsTo(String tag) {
        return tag.equals(leg.dialog().remoteTag());
    }

    @Override
    public boolean settled() {
        return exchange.settled();
    }

    @Override
    public void refuseOffer(IncomingRequest request) {
        // RFC 3261 section 14.2, RFC 3311 section 5.2: the offer of the INVITE is not answered yet
        Replies.busy(request, leg);
    }
}
