package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.header.ExpiresHeader;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.Party;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.sdp.LocalSdp;
import org.patchbay.sip.sdp.RemoteSdp;

/** A peer's INVITE that makes a leg (RFC 3261 section 13.3). */
final class IncomingInvite implements Setup {
    /** RFC 3261 section 13.3.1.1: what is no older than a minute keeps proxies from giving up. */
    private static final Duration REMINDER = Duration.ofMinutes(1);

    private final Leg leg;
    private final IncomingRequest invite;
    private final Optional<RemoteSdp.Usable> offer;
    private final String contactUser;
    private final Consumer<MediaFormat> reoffer;
    private boolean ringing;
    private @Nullable MediaFormat early;
    private @Nullable Party callee;
    private @Nullable SIPResponse provisional;
    private Timers.Pending reminder = () -> {};
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
        offer.ifPresent(leg::offered);
        ExpiresHeader expires = invite.message().getExpires();
        if (expires != null) expiry = leg.after(Duration.ofSeconds(expires.getExpires()), this::expired);
    }

    private boolean proceeding() {
        return leg.phase() == Leg.Phase.SETUP;
    }

    @Override
    public void ring() {
        if (!proceeding() || ringing) return;
        ringing = true;
        provisional(response(180));
    }

    @Override
    public void progress(MediaFormat accepted) {
        if (!proceeding() || early != null) return;
        if (offer.isEmpty()) {
            ring(); // RFC 3261 section 13.2.1: without an offer there is nothing that a 183 could answer
            return;
        }
        SIPResponse response = response(183);
        early = answer(offer.get(), accepted, response);
        provisional(response);
    }

    private void provisional(SIPResponse response) {
        provisional = response;
        reminder.cancel();
        invite.respond(response);
        reminder = leg.after(REMINDER, this::remind);
    }

    private void remind() {
        if (proceeding() && provisional != null) provisional(provisional);
    }

    @Override
    public void answer(MediaFormat accepted) {
        if (!proceeding()) return;
        if (accepted.audioCodec().isEmpty()) {
            refuse(Cause.INCOMPATIBLE_DESTINATION);
            leg.lost(Cause.INCOMPATIBLE_DESTINATION);
            return;
        }
        SIPResponse ok = response(200);
        Headers.allow(ok);
        leg.session().grant(invite.message(), ok);
        if (offer.isPresent()) answerOffer(offer.get(), accepted, ok);
        else makeOffer(accepted, ok);
    }

    private void answerOffer(RemoteSdp.Usable usable, MediaFormat accepted, SIPResponse ok) {
        // RFC 3261 section 13.2.1: what a 183 has answered the 2xx must repeat; a change is offered afterwards
        MediaFormat answered = answer(usable, early == null ? accepted : early, ok);
        MediaFormat wanted = LocalSdp.permitted(usable, accepted);
        accept(ok, false, _ -> {
            if (!wanted.equals(answered)) reoffer.accept(wanted);
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
        stop();
        leg.up();
        Unacked.send(leg, invite, ok, offers, acked);
    }

    private MediaFormat answer(RemoteSdp.Usable usable, MediaFormat accepted, SIPResponse response) {
        MediaFormat permitted = LocalSdp.permitted(usable, accepted);
        Headers.sdp(response, leg.describeAnswer(usable, permitted));
        leg.agree(usable.media(), permitted);
        return permitted;
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

    @Override
    public void cancelled(Cause cause) {
        if (!proceeding()) return;
        terminate();
        leg.lost(cause);
    }

    @Override
    public void ended(Cause cause) {
        cancelled(cause); // RFC 3261 section 15.1.2: a pending request is answered with 487
    }

    private void expired() {
        if (!proceeding()) return;
        terminate(); // RFC 3261 section 13.3.1
        leg.lost(Cause.NO_ANSWER);
    }

    private void terminate() {
        Replies.send(invite, 487, leg.dialog().localTag());
        over();
    }

    private void refuse(Cause cause) {
        Replies.refuse(invite, cause, leg.dialog().localTag());
        over();
    }

    private void over() {
        stop();
        leg.signalling().table().remove(InviteId.of(invite.message()));
        leg.forget();
    }

    private void stop() {
        reminder.cancel();
        expiry.cancel();
    }

    @Override
    public boolean knows(String tag) {
        return tag.equals(leg.dialog().remoteTag());
    }

    @Override
    public void refuseOffer(IncomingRequest request) {
        // RFC 3261 section 14.2, RFC 3311 section 5.2: the offer of the INVITE is not answered yet
        Replies.busy(request, leg);
    }
}
