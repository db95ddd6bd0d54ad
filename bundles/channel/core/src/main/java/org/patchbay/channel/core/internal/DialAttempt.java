package org.patchbay.channel.core.internal;

import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.ChannelTechnology;
import org.patchbay.channel.DialResult;
import org.patchbay.channel.Party;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ringing the devices of one user, and the talk with the first to answer. It belongs to the call and not to the logic
 * that asked for it: phones ring on and talk on while the logic is replaced, and the new logic takes it over by asking
 * for the same. Owned by the call.
 */
final class DialAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(DialAttempt.class);

    private static final AddressOfRecord NOBODY = new AddressOfRecord("nobody", "");

    private final LiveCall call;
    private final AddressOfRecord target;
    private final Map<String, Leg> ringing = new LinkedHashMap<>();
    private final Map<String, Deque<Binding>> otherWays = new HashMap<>();
    private final CompletableFuture<DialResult> result = new CompletableFuture<>();
    private final Future<?> deadline;
    private Cause refusal = Cause.SUBSCRIBER_ABSENT;
    private @Nullable Leg early;
    private @Nullable Bridge bridge;
    private volatile boolean delivered;

    DialAttempt(LiveCall call, AddressOfRecord target, Duration ring) {
        this.call = call;
        this.target = target;
        this.deadline = call.after(ring, this::timeUp);
    }

    private Leg caller() {
        return call.caller();
    }

    /** Returns a talk of the caller's with {@code callee}, which is up, and whom nobody has rung. */
    static DialAttempt talk(LiveCall call, Leg callee) {
        var talk = new DialAttempt(call, NOBODY, Duration.ZERO);
        talk.talk(callee);
        return talk;
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

    @Nullable
    Bridge bridge() {
        return over() ? null : bridge;
    }

    /** Rings every device of {@code bindings}. */
    void ring(List<Binding> bindings) {
        for (Deque<Binding> ways : Ways.toEach(bindings.stream().filter(this::wanted))) originate(ways);
        if (ringing.isEmpty()) {
            boolean nobody = bindings.isEmpty() || refusal == Cause.SUBSCRIBER_ABSENT;
            finish(nobody ? new DialResult.Unreachable() : new DialResult.Refused(refusal));
        }
    }

    private boolean wanted(Binding binding) {
        Optional<String> device = call.beginning().device();
        return device.isEmpty() || !target.user().equals(call.beginning().dialled()) || device.equals(binding.device());
    }

    /** Rings by the first of {@code ways}; by the next ones when nobody is there. */
    private void originate(Deque<Binding> ways) {
        Binding binding = ways.remove();
        ChannelTechnology technology = call.technology(binding.scheme());
        if (technology == null) return;
        try {
            Channel channel =
                    technology.originate(binding, call.beginning().origin(), target.user(), caller().takes(), call);
            ringing.put(channel.id(), new Leg(channel, target.user()));
            if (!ways.isEmpty()) otherWays.put(channel.id(), ways);
        } catch (MediaUnavailableException unavailable) {
            LOG.warn("call {}: {} can't be rung: {}", call.id(), target, unavailable.getMessage());
            refusal = Cause.NO_CIRCUIT;
        }
    }

    /** Takes what happened on a leg of this attempt. */
    void take(ChannelEvent event) {
        if (over()) return;
        if (bridge != null) {
            talking(bridge, event);
            return;
        }
        Leg leg = ringing.get(event.channelId());
        if (leg == null) return; // a loser of the race, already cleared
        switch (event) {
            case ChannelEvent.Ringing _ -> alert(leg);
            case ChannelEvent.Progress progress -> progress(leg, progress.remote());
            case ChannelEvent.Answered answered -> answered(leg, answered.remote());
            case ChannelEvent.HungUp hungUp -> refused(leg, hungUp.cause());
            case ChannelEvent.MediaOffered _ -> leg.channel().refuse(Cause.TEMPORARY_FAILURE);
            case ChannelEvent.MediaChanged _,
                    ChannelEvent.MediaRefused _,
                    ChannelEvent.Digit _,
                    ChannelEvent.TransferRequested _,
                    ChannelEvent.ReplacementOffered _ -> {
                // nothing to change before the leg is up; the last two are the call's
            }
        }
    }

    private void talking(Bridge talk, ChannelEvent event) {
        if (event instanceof ChannelEvent.HungUp(String id, Cause cause)) {
            if (id.equals(talk.callee().channel().id())) hungUp(cause);
        } else if (talk.leg(event.channelId()).isPresent()) {
            talk.take(event);
            if (talk.deaf()) call.clear(Cause.INCOMPATIBLE_DESTINATION);
        }
    }

    private void alert(Leg leg) {
        tellReached(leg);
        call.alert();
    }

    /** Says who is there, as the called side tells, or else whom we have called. */
    private void tellReached(Leg leg) {
        if (caller().up()) return;
        caller().channel().connected(leg.channel().reached().orElseGet(() -> new Party(target.user(), "")));
    }

    /** Lets the caller hear the first device that sends early media. */
    private void progress(Leg leg, MediaDescription remote) {
        if (early != null && early != leg) return;
        early = leg;
        tellReached(leg);
        Leg caller = caller();
        MediaFormat shared = caller.takes().common(remote.format().codecs());
        if (caller.up()) call.alert();
        else caller.channel().progress(shared.with(remote.format().direction()));
        caller.channel().media().join(leg.channel().media());
    }

    private void answered(Leg leg, MediaDescription remote) {
        MediaFormat shared = caller().takes().common(remote.format().codecs());
        if (shared.audioCodec().isEmpty()) {
            leg.channel().hangup(Cause.INCOMPATIBLE_DESTINATION);
            refused(leg, Cause.INCOMPATIBLE_DESTINATION);
            return;
        }
        ringing.remove(leg.channel().id());
        leg.answered(remote.format());
        connect(leg, shared.with(remote.format().direction()));
    }

    private void connect(Leg leg, MediaFormat answer) {
        deadline.cancel(false);
        hangUpRinging(Cause.ANSWERED_ELSEWHERE);
        var talk = new Bridge(caller(), leg);
        bridge = talk;
        talk.join(); // before the caller hears of it, and sends his first packet
        tellReached(leg);
        call.answerCaller(answer);
        call.activity(LiveCall.Activity.TALKING);
        if (caller().placed() || leg.placed()) talk.align();
    }

    /** Ends the talk without a word to either: one of both is put through elsewhere. */
    void part() {
        if (bridge != null) bridge.part();
    }

    // ---- other legs in the place of those that were there

    /** Returns the leg of that channel, but for the caller's. */
    Optional<Leg> leg(String id) {
        return legs().stream().filter(leg -> leg.channel().id().equals(id)).findFirst();
    }

    /** Has {@code next} talk with the caller instead of {@code old}, whether that talks or rings. */
    void substitute(Leg old, Leg next) {
        if (bridge == null) {
            connect(next, caller().shared(next).with(Direction.SENDRECV));
        } else {
            talk(next);
            old.channel().hangup(Cause.NORMAL_CLEARING);
        }
    }

    /** Goes on with the call's new caller. */
    void substituteCaller() {
        if (bridge != null) talk(bridge.callee());
        else if (early != null) caller().channel().media().join(early.channel().media());
    }

    private void talk(Leg callee) {
        deadline.cancel(false);
        if (bridge != null) bridge.part();
        var talk = new Bridge(caller(), callee);
        bridge = talk;
        talk.join();
        talk.align();
    }

    private void refused(Leg leg, Cause cause) {
        ringing.remove(leg.channel().id());
        if (early == leg) early = null;
        Deque<Binding> ways = otherWays.remove(leg.channel().id());
        boolean unreached = cause == Cause.NO_USER_RESPONDING
                || cause == Cause.DESTINATION_OUT_OF_ORDER
                || cause == Cause.NO_CIRCUIT; // of a trunk, another server may have one
        if (ways != null && unreached) originate(ways);
        if (Ways.weight(cause) >= Ways.weight(refusal)) refusal = cause;
        // RFC 3261 16.7 step 5: a device that declines does so for the user, and ends the search.
        if (cause == Cause.CALL_REJECTED) hangUpRinging(cause);
        if (ringing.isEmpty()) finish(new DialResult.Refused(refusal));
    }

    private void hungUp(Cause cause) {
        caller().channel().media().silence();
        finish(new DialResult.Ended(cause));
        call.talkEnded(cause);
    }

    private void timeUp() {
        if (over() || bridge != null) return;
        hangUpRinging(Cause.NO_ANSWER);
        finish(new DialResult.TimedOut());
    }

    private void hangUpRinging(Cause cause) {
        ringing.values().forEach(leg -> leg.channel().hangup(cause));
        ringing.clear();
    }

    private void finish(DialResult outcome) {
        deadline.cancel(false);
        if (early != null) caller().channel().media().silence();
        call.activity(LiveCall.Activity.WAITING);
        result.complete(outcome);
    }

    /** Clears every leg: the caller is gone, or the logic has gone on to something else. */
    void abandon(Cause cause) {
        if (over()) return;
        hangUpRinging(cause);
        if (bridge != null) {
            caller().channel().media().silence();
            bridge.callee().channel().hangup(cause);
        }
        finish(new DialResult.Ended(cause));
    }

    List<Leg> legs() {
        if (over()) return List.of();
        return bridge != null ? List.of(bridge.callee()) : List.copyOf(ringing.values());
    }
}
