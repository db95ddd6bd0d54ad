package org.patchbay.channel.core.internal;

import java.util.Optional;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.TransferProgress;

/** Brings what happens on the legs of a call to who deals with it. Owned by the call. */
final class CallEvents {
    private final LiveCall call;
    private final CallServices services;

    CallEvents(LiveCall call, CallServices services) {
        this.call = call;
        this.services = services;
    }

    void take(ChannelEvent event) {
        if (event instanceof ChannelEvent.HungUp(String leg, Cause cause) && call.hasBegun()) {
            call.leg(leg).ifPresent(gone -> gone.ended(cause));
        }
        if (!call.hasBegun() || call.isCleared()) {
            if (event instanceof ChannelEvent.ReplacementOffered(String _, Channel by)) by.hangup(Cause.CALL_REJECTED);
        } else if (event instanceof ChannelEvent.TransferRequested wanted) {
            transfer(wanted);
        } else if (event instanceof ChannelEvent.ReplacementOffered(String place, Channel by)) {
            new Replacement(call, place).offered(by);
        } else if (event.channelId().equals(call.caller().channel().id())) {
            ofCaller(call.caller(), event);
        } else {
            call.engagement().attempt().ifPresent(attempt -> attempt.take(event));
        }
    }

    private void transfer(ChannelEvent.TransferRequested wanted) {
        Optional<DialAttempt> talk =
                call.engagement().attempt().filter(attempt -> attempt.bridge().isPresent());
        Optional<Leg> asking = call.leg(wanted.channelId());
        if (asking.isEmpty()) return; // the leg of an attempt that is over
        if (talk.isPresent()) Transfer.begin(call, services, talk.get(), asking.get(), wanted);
        else asking.get().channel().transfer(new TransferProgress.Refused(Cause.CALL_REJECTED));
    }

    private void ofCaller(Leg leg, ChannelEvent event) {
        Optional<Bridge> talk = call.engagement().talk();
        switch (event) {
            case ChannelEvent.HungUp hungUp -> call.callerGone(hungUp.cause());
            case ChannelEvent.Digit digit -> call.digits().pressed(digit.digit());
            case ChannelEvent.MediaOffered offered
            when talk.isEmpty() -> leg.answerAlone(offered.remote().format());
            case ChannelEvent.MediaChanged changed
            when talk.isEmpty() -> leg.changed(changed.remote().format());
            case ChannelEvent.MediaOffered _, ChannelEvent.MediaChanged _, ChannelEvent.MediaRefused _ -> {
                if (talk.isPresent()) call.engagement().attempt().ifPresent(attempt -> attempt.take(event));
            }
            case ChannelEvent.Ringing _,
                    ChannelEvent.Progress _,
                    ChannelEvent.Answered _,
                    ChannelEvent.TransferRequested _,
                    ChannelEvent.ReplacementOffered _ -> {
                // an incoming channel has none of the first three; the others are not about this leg alone
            }
        }
    }
}
