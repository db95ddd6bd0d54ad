package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.channel.internal.ReliabilityHeaders.Acknowledged;
import org.patchbay.sip.sdp.RemoteSdp;

/** The descriptions in our provisional responses to a peer's INVITE, and in the PRACKs for those (RFC 3262 section 5). */
final class EarlyExchange {
    private final Leg leg;
    private final Provisionals provisionals;
    private final Consumer<Cause> end;
    private Optional<MediaFormat> described = Optional.empty();
    private @Nullable MediaFormat unanswered;
    private boolean settled;

    /** @param end refuses the INVITE */
    EarlyExchange(Leg leg, Provisionals provisionals, Consumer<Cause> end) {
        this.leg = leg;
        this.provisionals = provisionals;
        this.end = end;
    }

    /** Tells whether we have described our media already. */
    boolean begun() {
        return described.isPresent();
    }

    /** Returns what we have answered or offered. */
    Optional<MediaFormat> described() {
        return described;
    }

    /** Tells whether the first offer has an answer that reaches who made it. */
    boolean settled() {
        return settled && !provisionals.withholding();
    }

    /** Sends our answer to the INVITE's offer. */
    void answer(SIPResponse response, RemoteSdp.Usable usable, MediaFormat accepted) {
        described = Optional.of(leg.answer(usable, accepted, response));
        settled = provisionals.reliable();
        provisionals.send(response, true);
    }

    /** Sends our offer, since the INVITE has none. */
    void offer(SIPResponse response, MediaFormat offered) {
        described = Optional.of(offered);
        unanswered = offered;
        Headers.sdp(response, leg.describeOffer(offered));
        provisionals.send(response, true);
    }

    /** Takes a PRACK; false when it acknowledges nothing (RFC 3262 section 3). */
    boolean acknowledged(IncomingRequest prack) {
        Optional<Acknowledged> what = ReliabilityHeaders.acknowledged(prack.message());
        if (what.isEmpty()) {
            reply(prack, 400); // RFC 3262 section 7.2: RAck is mandatory
            return true;
        }
        if (!provisionals.awaits(what.get())) return false;
        MediaFormat offered = unanswered;
        if (offered != null) answered(prack, offered);
        else acknowledged(prack, Body.of(prack.message()));
        return true;
    }

    /** RFC 3262 section 5: the PRACK of an offer holds the answer. */
    private void answered(IncomingRequest prack, MediaFormat offered) {
        unanswered = null;
        Optional<Cause> problem = leg.phase() == Leg.Phase.SETUP
                ? leg.answered(Body.of(prack.message()), offered)
                : Optional.empty(); // it is refused already
        confirm(prack, Optional.empty());
        if (leg.phase() != Leg.Phase.SETUP) return;
        if (problem.isPresent()) {
            end.accept(problem.get());
            return;
        }
        settled = true;
        leg.remote().ifPresent(remote -> leg.emit(new ChannelEvent.MediaChanged(leg.id(), remote)));
    }

    /** RFC 3262 section 5: a PRACK may hold another offer, once the first is answered; its 2xx holds the answer then. */
    private void acknowledged(IncomingRequest prack, Body body) {
        switch (body) {
            case Body.None _ -> confirm(prack, Optional.empty());
            case Body.Other _ -> Replies.unsupportedBody(prack, List.of("sdp"));
            case Body.Description description -> {
                if (!settled() || leg.phase() != Leg.Phase.SETUP) Replies.busy(prack, leg);
                else offered(prack, leg.readOffer(description.text()));
            }
        }
    }

    private void offered(IncomingRequest prack, RemoteSdp description) {
        switch (description) {
            case RemoteSdp.Malformed _ -> reply(prack, 400);
            case RemoteSdp.Unacceptable _ -> incompatible(prack);
            case RemoteSdp.Usable usable ->
                EarlyOffers.answer(leg, usable)
                        .ifPresentOrElse(answer -> confirm(prack, Optional.of(answer)), () -> incompatible(prack));
        }
    }

    // RFC 6337 section 2.3: what a PRACK offers can't be refused, so the dialog ends
    private void incompatible(IncomingRequest prack) {
        confirm(prack, Optional.empty());
        end.accept(Cause.INCOMPATIBLE_DESTINATION);
    }

    private void confirm(IncomingRequest prack, Optional<String> answer) {
        SIPResponse ok = Replies.of(prack, 200, leg.dialog().localTag());
        answer.ifPresent(text -> Headers.sdp(ok, text));
        prack.respond(ok);
        provisionals.acknowledged();
    }

    private void reply(IncomingRequest prack, int status) {
        Replies.send(prack, status, leg.dialog().localTag());
    }

    /** Tells whether {@code wanted} is not what has been agreed on by now, so that it must be offered. */
    boolean differs(MediaFormat wanted) {
        MediaFormat used = leg.used();
        int shared = used.common(wanted.codecs()).codecs().size();
        return shared < used.codecs().size() || adds(wanted) || turns(wanted);
    }

    private boolean adds(MediaFormat wanted) {
        int used = leg.used().codecs().size();
        return leg.remote()
                .filter(remote ->
                        wanted.common(remote.format().codecs()).codecs().size() > used)
                .isPresent();
    }

    private boolean turns(MediaFormat wanted) {
        boolean held = leg.remote()
                .filter(remote -> remote.format().direction() != Direction.SENDRECV)
                .isPresent();
        return !held && wanted.direction() != leg.agreed().direction();
    }
}
