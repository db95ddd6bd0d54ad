package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.sdp.RemoteSdp;

/** Answers what the peer of an established leg offers with re-INVITE (RFC 3261 section 14.2) or UPDATE (RFC 3311). */
final class PeerOffers {
    /** A re-INVITE is passed on and may wait for a person; an UPDATE must be answered at once. */
    private static final Duration INVITE_LIMIT = Duration.ofSeconds(40);

    private static final Duration UPDATE_LIMIT = Duration.ofSeconds(10);

    private final Leg leg;
    private final String contactUser;
    private @Nullable Waiting waiting;

    /** An offer that the call is to accept or refuse. */
    private record Waiting(IncomingRequest request, RemoteSdp.Usable offer, Timers.Pending limit) {
        boolean invite() {
            return request.message().getMethod().equals(Request.INVITE);
        }
    }

    PeerOffers(Leg leg, String contactUser) {
        this.leg = leg;
        this.contactUser = contactUser;
    }

    boolean waiting() {
        return waiting != null;
    }

    /** Takes a re-INVITE, or an UPDATE with a description. */
    void take(IncomingRequest request) {
        Unacked unacked = leg.unacked();
        if (unacked != null) unacked.stop(); // whoever sends another INVITE has the 2xx of the last one
        switch (Body.of(request.message())) {
            case Body.None _ -> offerOurs(request);
            case Body.Description description -> take(request, description.text());
            case Body.Other _ -> Replies.unsupportedBody(request, List.of("sdp"));
        }
    }

    private void take(IncomingRequest request, String text) {
        switch (leg.readOffer(text)) {
            case RemoteSdp.Malformed _ -> Replies.send(request, 400, tag());
            case RemoteSdp.Unacceptable(String why) -> Replies.incompatible(request, why, tag());
            case RemoteSdp.Usable offer -> take(request, offer);
        }
    }

    private void take(IncomingRequest request, RemoteSdp.Usable offer) {
        if (leg.remote().equals(Optional.of(offer.media()))) {
            // a refresh, such as of a session timer, or another stream that we refuse: nothing for the call to decide
            respond(request, leg.describeAnswer(offer, leg.agreed()), false, _ -> {});
            return;
        }
        boolean invite = request.message().getMethod().equals(Request.INVITE);
        if (invite)
            leg.signalling()
                    .table()
                    .add(InviteId.of(request.message()), leg.dialog().id());
        Timers.Pending limit = leg.after(invite ? INVITE_LIMIT : UPDATE_LIMIT, () -> refuse(504));
        waiting = new Waiting(request, offer, limit);
        leg.received(offer);
        leg.emit(new ChannelEvent.MediaOffered(leg.id(), offer.media()));
    }

    /** Answers a re-INVITE without a description with an offer of what is agreed on (RFC 3261 section 14.2). */
    private void offerOurs(IncomingRequest request) {
        MediaFormat offered = leg.agreed();
        Optional<MediaDescription> before = leg.remote();
        respond(request, leg.describeOffer(offered), true, ack -> {
            Optional<Cause> problem = leg.answered(Body.of(ack), offered);
            if (problem.isPresent()) leg.fail(problem.get());
            else if (!leg.remote().equals(before)) {
                leg.remote().ifPresent(remote -> leg.emit(new ChannelEvent.MediaChanged(leg.id(), remote)));
            }
        });
    }

    void accept(MediaFormat accepted) {
        Waiting answered = end();
        if (answered == null) return;
        if (accepted.audioCodec().isEmpty()) {
            refuse(answered, 488);
            return;
        }
        MediaFormat permitted = leg.permitted(answered.offer(), accepted);
        leg.agree(answered.offer().media(), permitted);
        respond(answered.request(), leg.describeAnswer(answered.offer(), permitted), false, _ -> {});
    }

    void refuse(Cause cause) {
        // a call that is busy with an offer of the other side's makes the same glare as two offers on one leg
        refuse(cause == Cause.TEMPORARY_FAILURE ? 491 : 488);
    }

    private void refuse(int status) {
        Waiting refused = end();
        if (refused != null) refuse(refused, status);
    }

    private void refuse(Waiting refused, int status) {
        leg.notAgreed();
        if (refused.invite())
            leg.signalling().table().remove(InviteId.of(refused.request().message()));
        Replies.send(refused.request(), status, tag());
    }

    /** Takes a CANCEL for a re-INVITE, which has been answered itself; the call finds its own answer to come too late. */
    void cancelled() {
        if (waiting != null && waiting.invite()) refuse(487);
    }

    /** Answers what waits because the dialog ends (RFC 3261 section 15.1.2). */
    void drop() {
        refuse(487);
    }

    private @Nullable Waiting end() {
        Waiting ended = waiting;
        waiting = null;
        if (ended != null) ended.limit().cancel();
        return ended;
    }

    private void respond(IncomingRequest request, String description, boolean offers, Consumer<SIPRequest> acked) {
        SIPResponse ok = Replies.of(request, 200, tag());
        String transport = request.transport();
        Headers.contact(ok, contactUser, leg.signalling().advertised(transport), transport);
        Headers.allow(ok);
        leg.session().grant(request.message(), ok);
        Headers.sdp(ok, description);
        if (request.message().getMethod().equals(Request.INVITE)) Unacked.send(leg, request, ok, offers, acked);
        else request.respond(ok);
    }

    private String tag() {
        return leg.dialog().localTag();
    }
}
