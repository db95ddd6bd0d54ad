package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.sdp.RemoteSdp;

/**
 * Answers what a peer offers after the first answer and before the call is up: with UPDATE (RFC 3311 section 5.2) or in a PRACK (RFC
 * 3262 section 5). The call is not asked: what it was told of the codecs stays true.
 */
final class EarlyOffers {
    private EarlyOffers() {}

    /** Answers an UPDATE with a description. */
    static void update(Leg leg, IncomingRequest update, String contactUser) {
        switch (Body.of(update.message())) {
            case Body.None _, Body.Other _ -> Replies.unsupportedBody(update, List.of("sdp"));
            case Body.Description description -> {
                switch (leg.readOffer(description.text())) {
                    case RemoteSdp.Malformed _ -> reply(leg, update, 400);
                    case RemoteSdp.Unacceptable(String why) ->
                        Replies.incompatible(update, why, leg.dialog().localTag());
                    case RemoteSdp.Usable offer ->
                        answer(leg, offer)
                                .ifPresentOrElse(
                                        answer -> accept(leg, update, contactUser, answer),
                                        () -> reply(leg, update, 488));
                }
            }
        }
    }

    private static void accept(Leg leg, IncomingRequest update, String contactUser, String answer) {
        leg.refreshTarget(update.message(), update.hop());
        SIPResponse ok = Replies.of(update, 200, leg.dialog().localTag());
        String transport = update.transport();
        Headers.contact(ok, contactUser, leg.signalling().advertised(transport), transport);
        Headers.allow(ok);
        Headers.sdp(ok, answer);
        update.respond(ok);
    }

    private static void reply(Leg leg, IncomingRequest update, int status) {
        Replies.send(update, status, leg.dialog().localTag());
    }

    /** Returns the text of the answer to {@code offer}, which is agreed on then; empty when it leaves no codec. */
    static Optional<String> answer(Leg leg, RemoteSdp.Usable offer) {
        MediaFormat kept = leg.used().common(offer.media().format().codecs()).with(Direction.SENDRECV);
        if (kept.audioCodec().isEmpty()) return Optional.empty();
        MediaFormat permitted = leg.permitted(offer, kept);
        boolean changed = !leg.remote().equals(Optional.of(offer.media()));
        leg.received(offer);
        String answer = leg.describeAnswer(offer, permitted);
        leg.agree(offer.media(), permitted);
        if (changed) leg.emit(new ChannelEvent.MediaChanged(leg.id(), offer.media()));
        return Optional.of(answer);
    }
}
