package org.patchbay.channel.core.internal;

import org.jspecify.annotations.Nullable;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;

/**
 * Two legs that hear each other. What one side offers anew (hold, resume, other codecs) is offered to the other, and the
 * other's answer is the answer (RFC 3264 section 8), so that both always use the same codec and packets pass unchanged.
 */
final class Bridge {
    private final Leg caller;
    private final Leg callee;
    private @Nullable Offer pending;
    private boolean deaf;

    /**
     * What was offered to {@code to} and is not yet answered; {@code from} is null when no side waits for the answer. {@code align}
     * when both came together with what each had agreed on with others, so that the answer is offered back.
     */
    private record Offer(@Nullable Leg from, Leg to, MediaFormat format, boolean align) {}

    Bridge(Leg caller, Leg callee) {
        this.caller = caller;
        this.callee = callee;
    }

    /** Lets both hear each other, which they do already when their media goes past us. */
    void join() {
        caller.channel().media().join(callee.channel().media());
    }

    /** Tells a peer that was told another place for its media where that is now, such as one whose talk went past us before. */
    void settle() {
        settle(caller);
        settle(callee);
    }

    private void settle(Leg leg) {
        boolean asked = pending != null && pending.to() == leg;
        if (!asked && leg.channel().moved()) leg.channel().offer(leg.agreed().with(Direction.SENDRECV));
    }

    Leg caller() {
        return caller;
    }

    Leg callee() {
        return callee;
    }

    /** Tells whether both have no codec in common and one has refused to use another. */
    boolean deaf() {
        return deaf;
    }

    /** Ends the talk: who waits for an answer of the other side gets none. */
    void part() {
        refused(Cause.TEMPORARY_FAILURE);
    }

    /** Has both agree on what they use, each having agreed with somebody else before. */
    void align() {
        if (caller.speaksWith(callee)) return;
        if (follows(caller, callee)) propose(caller, callee.agreed(), false);
        else if (follows(callee, caller)) propose(callee, caller.agreed(), false);
        else propose(callee, caller.widest(), true);
    }

    /** Tells whether it is enough to offer {@code one} what {@code other} uses. */
    private static boolean follows(Leg one, Leg other) {
        return other.open()
                && one.widest().common(other.agreed().codecs()).audioCodec().isPresent();
    }

    private void propose(Leg to, MediaFormat format, boolean again) {
        pending = new Offer(null, to, format, again);
        to.channel().offer(format);
    }

    /** Takes what happened to the media of one of the two. */
    void take(ChannelEvent event) {
        Leg from = event.channelId().equals(callee.channel().id()) ? callee : caller;
        switch (event) {
            case ChannelEvent.MediaOffered offered -> offered(from, offered.remote());
            case ChannelEvent.MediaChanged changed -> changed(from, changed.remote());
            case ChannelEvent.MediaRefused refused -> {
                if (pending != null && pending.to() == from) refused(refused.cause());
            }
            case ChannelEvent.Ringing _,
                    ChannelEvent.Progress _,
                    ChannelEvent.Answered _,
                    ChannelEvent.Digit _,
                    ChannelEvent.TransferRequested _,
                    ChannelEvent.ReplacementOffered _,
                    ChannelEvent.HungUp _ -> {
                // not about the media of a leg that is up
            }
        }
    }

    /** Returns the one that {@code leg} talks with. */
    Leg other(Leg leg) {
        return leg == caller ? callee : caller;
    }

    private void offered(Leg from, MediaDescription remote) {
        if (pending != null) {
            from.channel().refuse(Cause.TEMPORARY_FAILURE);
            return;
        }
        pass(from, from, remote.format());
    }

    private void pass(Leg from, @Nullable Leg waiting, MediaFormat format) {
        pending = new Offer(waiting, other(from), format, false);
        from.changed(format);
        other(from).channel().offer(format);
    }

    private void changed(Leg on, MediaDescription remote) {
        Offer offer = pending;
        if (offer == null) {
            // An offer that was ours (a re-INVITE without one) has been answered: the other side learns what is new.
            if (!on.describes(remote) || other(on).channel().moved()) pass(on, null, remote.format());
            return;
        }
        on.changed(remote.format());
        if (offer.to() != on) return; // it was only told where its media is
        pending = null;
        Leg waiting = offer.from();
        if (waiting != null) {
            answer(waiting, offer.format(), remote.format());
            settle(on); // it was told of an address that comes to nothing when the answer is none for who waits
        }
        if (offer.align() && !on.speaksWith(other(on))) propose(other(on), on.agreed(), false);
    }

    private static void answer(Leg waiting, MediaFormat offered, MediaFormat answered) {
        MediaFormat common = offered.common(answered.codecs());
        // the other has taken none of it, but what the server translates it into
        MediaFormat own =
                common.audioCodec().isPresent() || !waiting.talksWithServer() ? common : waiting.withServer(offered);
        if (own.audioCodec().isEmpty()) waiting.channel().refuse(Cause.INCOMPATIBLE_DESTINATION);
        else waiting.channel().accept(own.with(answered.direction()));
    }

    private void refused(Cause cause) {
        Offer offer = pending;
        pending = null;
        if (offer == null) return;
        if (offer.from() != null) offer.from().channel().refuse(cause);
        else deaf = !caller.sharesCodecs(callee) && !(caller.talksWithServer() && callee.talksWithServer());
    }
}
