package org.patchbay.channel.core.internal;

import static java.util.Comparator.reverseOrder;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
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
import org.patchbay.channel.Origin;
import org.patchbay.channel.Party;
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

    private final LiveCall call;
    private final Leg caller;
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
        this.caller = call.caller();
        this.target = target;
        this.deadline = call.after(ring, this::timeUp);
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
        for (Deque<Binding> ways : devices(bindings)) originate(ways);
        if (ringing.isEmpty()) {
            boolean nobody = bindings.isEmpty() || refusal == Cause.SUBSCRIBER_ABSENT;
            finish(nobody ? new DialResult.Unreachable() : new DialResult.Refused(refusal));
        }
    }

    /** Returns the ways to each device, the newest first: a device must not ring twice (RFC 5626 section 5.3). */
    private Collection<Deque<Binding>> devices(List<Binding> bindings) {
        var devices = new LinkedHashMap<String, Deque<Binding>>();
        bindings.stream()
                .filter(this::wanted)
                .sorted(Comparator.comparing(Binding::q).reversed().thenComparing(Binding::expires, reverseOrder()))
                .forEach(binding -> devices.computeIfAbsent(name(binding), _ -> new ArrayDeque<>())
                        .add(binding));
        return devices.values();
    }

    private static String name(Binding binding) {
        return binding.device().map(device -> "device " + device).orElseGet(() -> "contact " + binding.contact());
    }

    private boolean wanted(Binding binding) {
        Optional<String> device = caller.channel().device();
        return device.isEmpty() || !target.user().equals(caller.channel().dialled()) || device.equals(binding.device());
    }

    /** Rings by the first of {@code ways}; by the next ones when nobody is there. */
    private void originate(Deque<Binding> ways) {
        Binding binding = ways.remove();
        ChannelTechnology technology = call.technology(binding.scheme());
        if (technology == null) return;
        try {
            Channel channel = technology.originate(binding, origin(), target.user(), caller.takes(), call);
            ringing.put(channel.id(), new Leg(channel, target.user()));
            if (!ways.isEmpty()) otherWays.put(channel.id(), ways);
        } catch (MediaUnavailableException unavailable) {
            LOG.warn("call {}: {} can't be rung: {}", call.id(), target, unavailable.getMessage());
            refusal = Cause.NO_CIRCUIT;
        }
    }

    private Origin origin() {
        return new Origin(caller.channel().caller(), caller.channel().diversions());
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
            case ChannelEvent.MediaChanged _, ChannelEvent.MediaRefused _, ChannelEvent.Digit _ -> {
                // nothing to change before the leg is up
            }
        }
    }

    private void talking(Bridge talk, ChannelEvent event) {
        if (event instanceof ChannelEvent.HungUp(String id, Cause cause)) {
            if (id.equals(talk.callee().channel().id())) hungUp(cause);
        } else {
            talk.take(event);
        }
    }

    private void alert(Leg leg) {
        if (caller.up()) return;
        tellReached(leg);
        caller.channel().ring();
    }

    /** Says who is there, as the called side tells, or else whom we have called. */
    private void tellReached(Leg leg) {
        if (caller.up()) return;
        caller.channel().connected(leg.channel().reached().orElseGet(() -> new Party(target.user(), "")));
    }

    /** Lets the caller hear the first device that sends early media. */
    private void progress(Leg leg, MediaDescription remote) {
        if (early != null && early != leg) return;
        early = leg;
        tellReached(leg);
        MediaFormat shared = caller.takes().common(remote.format().codecs());
        if (!caller.up()) caller.channel().progress(shared.with(remote.format().direction()));
        caller.channel().media().join(leg.channel().media());
    }

    private void answered(Leg leg, MediaDescription remote) {
        MediaFormat shared = caller.takes().common(remote.format().codecs());
        if (shared.audioCodec().isEmpty()) {
            leg.channel().hangup(Cause.INCOMPATIBLE_DESTINATION);
            refused(leg, Cause.INCOMPATIBLE_DESTINATION);
            return;
        }
        deadline.cancel(false);
        ringing.remove(leg.channel().id());
        hangUpRinging(Cause.ANSWERED_ELSEWHERE);
        leg.answered(remote.format());
        bridge = new Bridge(caller, leg);
        bridge.join(); // before the caller hears of it, and sends his first packet
        tellReached(leg);
        call.answerCaller(shared.with(remote.format().direction()));
        call.activity(LiveCall.Activity.TALKING);
    }

    private void refused(Leg leg, Cause cause) {
        ringing.remove(leg.channel().id());
        if (early == leg) early = null;
        Deque<Binding> ways = otherWays.remove(leg.channel().id());
        boolean unreached = cause == Cause.NO_USER_RESPONDING || cause == Cause.DESTINATION_OUT_OF_ORDER;
        if (ways != null && unreached) originate(ways);
        if (weight(cause) >= weight(refusal)) refusal = cause;
        // RFC 3261 16.7 step 5: a device that declines does so for the user, and ends the search.
        if (cause == Cause.CALL_REJECTED) hangUpRinging(cause);
        if (ringing.isEmpty()) finish(new DialResult.Refused(refusal));
    }

    /** Ranks what several devices said, as a proxy chooses its best response (RFC 3261 16.7 step 6). */
    private static int weight(Cause cause) {
        return switch (cause) {
            case CALL_REJECTED -> 4;
            case USER_BUSY -> 3;
            case INCOMPATIBLE_DESTINATION, NO_ANSWER -> 2;
            case SUBSCRIBER_ABSENT -> 0;
            default -> 1;
        };
    }

    private void hungUp(Cause cause) {
        caller.channel().media().silence();
        finish(new DialResult.Ended(cause));
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
        if (early != null) caller.channel().media().silence();
        call.activity(LiveCall.Activity.WAITING);
        result.complete(outcome);
    }

    /** Clears every leg: the caller is gone, or the logic has gone on to something else. */
    void abandon(Cause cause) {
        if (over()) return;
        hangUpRinging(cause);
        if (bridge != null) {
            caller.channel().media().silence();
            bridge.callee().channel().hangup(cause);
        }
        finish(new DialResult.Ended(cause));
    }

    List<Leg> legs() {
        if (over()) return List.of();
        return bridge != null ? List.of(bridge.callee()) : List.copyOf(ringing.values());
    }
}
