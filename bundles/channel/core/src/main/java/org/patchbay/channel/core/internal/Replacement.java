package org.patchbay.channel.core.internal;

import java.util.Optional;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.TransferProgress;
import org.patchbay.channel.Transferor;
import org.patchbay.media.MediaFormat;

/** Puts another leg in the place of one of a call's. Each is a task of that call. */
final class Replacement {
    private Replacement() {}

    /** Takes an incoming channel that asks for the place of the leg {@code id}; nothing changes when it can't have it. */
    static void offered(LiveCall call, String id, Channel by) {
        if (!call.has(id)) {
            by.hangup(Cause.CALL_REJECTED);
            return;
        }
        if (!call.admits(by.context(), by.subscriber())) {
            by.hangup(Cause.NOT_PERMITTED);
            return;
        }
        var leg = new Leg(by, by.caller().number());
        Optional<MediaFormat> format = call.fitting(id, leg);
        if (format.isEmpty()) {
            by.hangup(Cause.INCOMPATIBLE_DESTINATION);
            return;
        }
        leg.answered(format.get());
        leg.place();
        by.answer(format.get());
        call.substitute(id, leg);
    }

    /** Takes a leg of another call, which is this call's already, for the place of the leg {@code id}. */
    static void transferred(LiveCall call, String id, Leg leg, Transferor by, Referral from) {
        leg.place();
        if (!leg.channel().live()) {
            from.gone();
        } else if (call.isCleared() || !call.has(id)) {
            from.failed(leg, new TransferProgress.NoSuchCall(), Cause.NORMAL_CLEARING);
        } else if (!call.admits(by.context(), by.subscriber())) {
            back(leg, Cause.NOT_PERMITTED, from);
        } else if (call.fitting(id, leg).isEmpty()) {
            back(leg, Cause.INCOMPATIBLE_DESTINATION, from);
        } else {
            call.substitute(id, leg);
            from.connected();
        }
    }

    private static void back(Leg leg, Cause cause, Referral from) {
        from.failed(leg, new TransferProgress.Failed(cause), cause);
    }
}
