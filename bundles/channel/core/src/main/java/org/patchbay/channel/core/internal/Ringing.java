package org.patchbay.channel.core.internal;

import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.CallRecord.Side;
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
 * The devices of one user that ring, each by one way at a time, and what the caller learns of it. Tells its attempt of the first to
 * answer, or that none will. Owned by the call.
 */
final class Ringing {
    private static final Logger LOG = LoggerFactory.getLogger(Ringing.class);

    private final LiveCall call;
    private final AddressOfRecord target;
    private final DialAttempt attempt;
    private final Map<String, Leg> legs = new LinkedHashMap<>();
    private final Map<String, Deque<Binding>> otherWays = new HashMap<>();
    private Cause refusal = Cause.SUBSCRIBER_ABSENT;
    private @Nullable Leg early;
    private boolean single;

    Ringing(LiveCall call, AddressOfRecord target, DialAttempt attempt) {
        this.call = call;
        this.target = target;
        this.attempt = attempt;
    }

    /** Rings every device of {@code bindings}. */
    void begin(List<Binding> bindings) {
        Collection<Deque<Binding>> devices = Ways.toEach(bindings.stream().filter(this::wanted));
        single = devices.size() == 1;
        devices.forEach(this::originate);
        if (legs.isEmpty()) {
            boolean nobody = bindings.isEmpty() || refusal == Cause.SUBSCRIBER_ABSENT;
            attempt.finish(nobody ? new DialResult.Unreachable() : new DialResult.Refused(refusal));
        }
    }

    private boolean wanted(Binding binding) {
        Optional<String> device = call.beginning().device();
        return device.isEmpty() || !target.user().equals(call.beginning().dialled()) || device.equals(binding.device());
    }

    /** Rings by the first of {@code ways}; by the next ones when nobody is there. */
    private void originate(Deque<Binding> ways) {
        Binding binding = ways.remove();
        ChannelTechnology technology = call.services().technology(binding.scheme());
        if (technology == null) return;
        try {
            Channel channel = originate(technology, binding);
            var leg = new Leg(channel, target.user(), call.services().clock());
            legs.put(channel.id(), leg);
            call.history().joined(leg, Side.CALLED);
            if (!ways.isEmpty()) otherWays.put(channel.id(), ways);
        } catch (MediaUnavailableException unavailable) {
            LOG.warn("call {}: {} can't be rung: {}", call.id(), target, unavailable.getMessage());
            refusal = Cause.NO_CIRCUIT;
        }
    }

    /** The media of a caller and the one device that is called may go past us; of several, who answers is not known yet. */
    private Channel originate(ChannelTechnology technology, Binding binding) {
        Leg caller = call.caller();
        Origin origin = call.beginning().origin();
        return single && caller.mayGoDirect()
                ? technology.originate(
                        binding,
                        origin,
                        target.user(),
                        caller.takes(),
                        caller.channel().media(),
                        call)
                : technology.originate(binding, origin, target.user(), caller.takes(), call);
    }

    /** Takes what happened on a leg that rings; nothing when that is a loser of the race, already cleared. */
    void take(ChannelEvent event) {
        Leg leg = legs.get(event.channelId());
        if (leg == null) return;
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

    private void alert(Leg leg) {
        tellReached(leg);
        call.place().alert();
    }

    /** Says who is there, as the called side tells, or else whom we have called. */
    void tellReached(Leg leg) {
        Leg caller = call.caller();
        if (caller.up()) return;
        caller.channel().connected(leg.channel().reached().orElseGet(() -> new Party(target.user(), "")));
    }

    /** Lets the caller hear the first device that sends early media. */
    private void progress(Leg leg, MediaDescription remote) {
        if (early != null && early != leg) return;
        early = leg;
        tellReached(leg);
        Leg caller = call.caller();
        MediaFormat shared = shared(leg, remote);
        if (caller.up()) call.place().alert();
        else caller.channel().progress(shared.with(remote.format().direction()));
        hearEarly();
    }

    /** Lets who is the caller now hear what the caller has heard before. */
    void hearEarly() {
        Leg heard = early;
        if (heard != null) call.withMedia(() -> new Bridge(call.caller(), heard).join());
    }

    private void answered(Leg leg, MediaDescription remote) {
        MediaFormat shared = shared(leg, remote);
        if (shared.audioCodec().isEmpty()) {
            leg.hangup(Cause.INCOMPATIBLE_DESTINATION);
            refused(leg, Cause.INCOMPATIBLE_DESTINATION);
            return;
        }
        legs.remove(leg.channel().id());
        leg.answered(remote.format());
        attempt.connect(leg, shared.with(remote.format().direction()));
    }

    /** Returns what the caller can be answered: what both share, and else what the server can translate; without an audio codec when it can't. */
    private MediaFormat shared(Leg leg, MediaDescription remote) {
        Leg caller = call.caller();
        MediaFormat common = caller.takes().common(remote.format().codecs());
        if (common.audioCodec().isPresent()
                || leg.withServer(remote.format()).audioCodec().isEmpty()) return common;
        return caller.talksWithServer() ? caller.withServer(caller.takes()) : common;
    }

    private void refused(Leg leg, Cause cause) {
        legs.remove(leg.channel().id());
        if (early == leg) early = null;
        Deque<Binding> ways = otherWays.remove(leg.channel().id());
        if (ways != null && unreached(cause)) originate(ways);
        if (Ways.weight(cause) >= Ways.weight(refusal)) refusal = cause;
        // RFC 3261 16.7 step 5: a device that declines does so for the user, and ends the search.
        if (cause == Cause.CALL_REJECTED) clear(cause);
        if (legs.isEmpty()) attempt.finish(new DialResult.Refused(refusal));
    }

    /** Tells whether another way to the same device may lead to it. */
    private static boolean unreached(Cause cause) {
        return cause == Cause.NO_USER_RESPONDING
                || cause == Cause.DESTINATION_OUT_OF_ORDER
                || cause == Cause.NO_CIRCUIT; // of a trunk, another server may have one
    }

    /** Clears every leg that still rings. */
    void clear(Cause cause) {
        legs.values().forEach(leg -> leg.hangup(cause));
        legs.clear();
    }

    /** Ends what the caller heard before anybody answered. */
    void silence() {
        if (early != null) call.caller().channel().media().silence();
    }

    List<Leg> legs() {
        return List.copyOf(legs.values());
    }
}
