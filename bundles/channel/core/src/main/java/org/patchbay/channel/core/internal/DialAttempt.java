package org.patchbay.channel.core.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.CallRecord.Side;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.DialResult;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;

/**
 * What logic has asked for with a dial: first {@link Ringing}, then the talk with who has answered. It belongs to the call and
 * not to the logic that asked for it: phones ring on and talk on while the logic is replaced, and the new logic takes it over by
 * asking for the same. Owned by the call.
 */
final class DialAttempt {
    private final LiveCall call;
    private final AddressOfRecord target;
    private final Ringing ringing;
    private final CompletableFuture<DialResult> result = new CompletableFuture<>();
    private final Future<?> deadline;
    private @Nullable Bridge talk;
    private volatile boolean delivered;

    DialAttempt(LiveCall call, AddressOfRecord target, Duration ring) {
        this.call = call;
        this.target = target;
        this.ringing = new Ringing(call, target, this);
        this.deadline = call.after(ring, this::timeUp);
    }

    private DialAttempt(LiveCall call, AddressOfRecord target) {
        this.call = call;
        this.target = target;
        this.ringing = new Ringing(call, target, this);
        this.deadline = CompletableFuture.completedFuture(null);
    }

    /** Returns a talk of the caller's with {@code callee}, which is up, and rings nobody; {@code target} was dialled for it. */
    static DialAttempt talk(LiveCall call, AddressOfRecord target, Leg callee) {
        var attempt = new DialAttempt(call, target);
        attempt.talk(callee);
        return attempt;
    }

    AddressOfRecord target() {
        return target;
    }

    CompletableFuture<DialResult> result() {
        return result;
    }

    /** Tells whether a verb has taken the result, so that nobody else may take this attempt over. */
    boolean delivered() {
        return delivered;
    }

    void deliver() {
        delivered = true;
    }

    boolean over() {
        return result.isDone();
    }

    /** Returns the two that talk; empty before anybody has answered, and when they are done. */
    Optional<Bridge> bridge() {
        return over() ? Optional.empty() : Optional.ofNullable(talk);
    }

    /** Returns the one that {@code leg}, one of the two that talk, talks with. */
    Leg other(Leg leg) {
        if (talk == null) throw new IllegalStateException("nobody talks");
        return talk.other(leg);
    }

    /** Returns the legs that ring, or the one that has answered. */
    List<Leg> legs() {
        if (over()) return List.of();
        return talk == null ? ringing.legs() : List.of(talk.callee());
    }

    /** Rings every device of the target. */
    void ring() {
        ringing.begin(call.services().lookup(target));
    }

    /** Takes what happened on a leg of this attempt, or to the media of the caller that talks. */
    void take(ChannelEvent event) {
        if (over()) return;
        if (talk == null) ringing.take(event);
        else talking(talk, event);
    }

    private static boolean isOf(Leg leg, ChannelEvent event) {
        return event.channelId().equals(leg.channel().id());
    }

    private void talking(Bridge both, ChannelEvent event) {
        if (event instanceof ChannelEvent.HungUp(String _, Cause cause)) {
            if (isOf(both.callee(), event)) hungUp(cause);
        } else if (isOf(both.callee(), event) || isOf(both.caller(), event)) {
            both.take(event);
            if (both.deaf()) call.clear(Cause.INCOMPATIBLE_DESTINATION);
        }
    }

    // ---- from ringing to a talk

    /** Connects {@code leg}, which is up, with the caller, who is answered {@code answer}; what else rings is cleared. */
    void connect(Leg leg, MediaFormat answer) {
        deadline.cancel(false);
        call.history().joined(leg, Side.CALLED);
        ringing.clear(Cause.ANSWERED_ELSEWHERE);
        var both = new Bridge(call.caller(), leg);
        talk = both;
        if (!call.withMedia(both::join)) return; // before the caller hears of it, and sends his first packet
        ringing.tellReached(leg);
        call.place().answer(answer);
        call.engagement().activity(Activity.TALKING);
        if (call.caller().placed() || leg.placed()) both.align();
        call.withMedia(both::settle);
    }

    private void talk(Leg callee) {
        call.history().joined(callee, Side.CALLED);
        if (talk != null) talk.part();
        var both = new Bridge(call.caller(), callee);
        talk = both;
        if (!call.withMedia(both::join)) return;
        both.align();
        call.withMedia(both::settle);
    }

    // ---- other legs in the place of those that were there

    /** Has {@code next} talk with the caller instead of {@code old}, whether that talks or rings. */
    void substitute(Leg old, Leg next) {
        if (talk == null) {
            connect(next, call.caller().shared(next).with(Direction.SENDRECV));
        } else {
            talk(next);
            old.hangup(Cause.NORMAL_CLEARING);
        }
    }

    /** Goes on with the call's new caller. */
    void substituteCaller() {
        if (talk == null) ringing.hearEarly();
        else talk(talk.callee());
    }

    // ---- how it ends

    private void hungUp(Cause cause) {
        call.history().hungUp(Side.CALLED);
        call.caller().channel().media().silence();
        finish(new DialResult.Ended(cause));
        call.talkEnded(cause);
    }

    private void timeUp() {
        if (over() || talk != null) return;
        ringing.clear(Cause.NO_ANSWER);
        finish(new DialResult.TimedOut());
    }

    void finish(DialResult outcome) {
        deadline.cancel(false);
        ringing.silence();
        call.engagement().activity(Activity.WAITING);
        result.complete(outcome);
    }

    /** Clears every leg: the caller is gone, or the logic has gone on to something else. */
    void abandon(Cause cause) {
        if (over()) return;
        ringing.clear(cause);
        if (talk != null) {
            call.caller().channel().media().silence();
            talk.callee().hangup(cause);
        }
        finish(new DialResult.Ended(cause));
    }
}
