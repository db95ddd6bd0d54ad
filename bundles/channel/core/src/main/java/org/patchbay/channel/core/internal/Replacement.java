package org.patchbay.channel.core.internal;

import java.util.List;
import java.util.Optional;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.TransferProgress;
import org.patchbay.channel.Transferor;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;

/** Puts another leg in the place of one of a call's, within one task of that call. */
final class Replacement {
    private final LiveCall call;
    private final Optional<Leg> place;

    /** @param channelId of the leg whose place is wanted */
    Replacement(LiveCall call, String channelId) {
        this.call = call;
        boolean whole = !call.isCleared() && call.engagement().activity() != Activity.TRANSFERRING;
        Optional<Leg> wanted = whole ? call.leg(channelId) : Optional.empty();
        this.place = wanted.filter(leg -> !call.place().undecided() || leg != call.caller());
    }

    /** Takes an incoming channel that asks for the place; nothing changes when it can't have it. */
    void offered(Channel by) {
        if (place.isEmpty()) by.hangup(Cause.CALL_REJECTED);
        else if (!admits(by.context(), by.subscriber())) by.hangup(Cause.NOT_PERMITTED);
        else offered(by, new Leg(by, by.caller().number(), call.services().clock()), place.get());
    }

    private void offered(Channel by, Leg leg, Leg old) {
        MediaFormat format = fitting(old, leg);
        if (format.audioCodec().isEmpty()) {
            by.hangup(Cause.INCOMPATIBLE_DESTINATION);
            return;
        }
        leg.answered(format);
        leg.place();
        by.answer(format);
        substitute(old, leg);
    }

    /** Takes a leg of another call, which is this call's already, or gives it back. */
    void transferred(Leg leg, Transferor by, Referral from) {
        leg.arrive();
        if (!leg.channel().live()) {
            from.gone();
        } else if (place.isEmpty()) {
            from.failed(leg, new TransferProgress.NoSuchCall(), Cause.NORMAL_CLEARING);
        } else if (!admits(by.context(), by.subscriber())) {
            back(leg, Cause.NOT_PERMITTED, from);
        } else if (fitting(place.get(), leg).audioCodec().isEmpty()) {
            back(leg, Cause.INCOMPATIBLE_DESTINATION, from);
        } else {
            substitute(place.get(), leg);
            from.connected();
        }
    }

    private static void back(Leg leg, Cause cause, Referral from) {
        from.failed(leg, new TransferProgress.Failed(cause), cause);
    }

    /** Tells whether that context or subscriber may take part: who could have made the call, or is one of its parties. */
    private boolean admits(String context, Optional<AddressOfRecord> who) {
        return call.beginning().admits(context, who)
                || who.isPresent()
                        && call.engagement().attempt().map(DialAttempt::target).equals(who);
    }

    /** Returns what {@code next} can be answered in the place of {@code old}; without a codec when that shares none with it. */
    private MediaFormat fitting(Leg old, Leg next) {
        List<Leg> others = call.engagement().legs();
        MediaFormat format;
        if (old != call.caller()) format = next.shared(call.caller());
        else if (others.isEmpty()) format = next.sharedWithServer();
        else format = next.shared(others.getFirst());
        return format.with(Direction.SENDRECV);
    }

    private void substitute(Leg old, Leg next) {
        if (old == call.caller()) substituteCaller(old, next);
        else call.engagement().attempt().ifPresent(attempt -> attempt.substitute(old, next));
    }

    private void substituteCaller(Leg old, Leg next) {
        call.place().take(next);
        old.channel().media().silence(); // what was played to it has ended with that
        call.engagement().substituteCaller();
        old.hangup(Cause.NORMAL_CLEARING);
    }
}
