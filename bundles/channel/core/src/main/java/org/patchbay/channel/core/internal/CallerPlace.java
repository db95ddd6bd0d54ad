package org.patchbay.channel.core.internal;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.CallRecord.Side;
import org.patchbay.channel.Cause;
import org.patchbay.channel.TransferProgress;
import org.patchbay.media.MediaFormat;

/**
 * The caller's place in a call: the leg that has it, whether it was answered, and as long as one that was transferred here may go
 * back, where to. Owned by the call.
 */
final class CallerPlace {
    private final CallServices services;
    private final CallHistory history;
    private @Nullable Leg leg;
    private @Nullable Referral from;
    private @Nullable Instant answered;

    CallerPlace(CallServices services, CallHistory history) {
        this.services = services;
        this.history = history;
    }

    /** Gives the place to a leg of this call. */
    void take(Leg next) {
        history.joined(next, Side.CALLER);
        leg = next;
    }

    /** Gives the place to a leg of another call, which it goes back to when nothing comes of the transfer. */
    void take(Leg transferred, Referral by) {
        transferred.arrive();
        history.joined(transferred, Side.CALLER);
        leg = transferred;
        from = by;
    }

    Optional<Leg> leg() {
        return Optional.ofNullable(leg);
    }

    /** Tells whether the leg may go back to where it was transferred from. */
    boolean undecided() {
        return from != null;
    }

    /** Tells the caller, or who transferred it here, that somebody is being alerted. */
    void alert() {
        if (leg != null && !leg.up()) leg.channel().ring();
        else if (from != null) from.alerting();
    }

    /** Connects the caller with somebody: answers it, if that is still to be done. */
    void answer(MediaFormat format) {
        Leg caller = present();
        boolean up = caller.up();
        if (!up) caller.answered(format);
        connected();
        if (!up) caller.channel().answer(format);
    }

    /** Has a caller that is up already, since it was transferred here, talk with the server itself. */
    void connectToServer() {
        if (answered != null) return;
        present().turnToServer();
        connected();
    }

    private Leg present() {
        if (leg == null) throw new IllegalStateException("nobody is in the caller's place");
        return leg;
    }

    private void connected() {
        if (answered != null) return;
        answered = services.clock().instant();
        services.answered();
        decided().ifPresent(Referral::connected);
    }

    Optional<Instant> answeredAt() {
        return Optional.ofNullable(answered);
    }

    /** Decides that the leg will not go back. Returns who is to be told why. */
    Optional<Referral> decided() {
        Optional<Referral> told = Optional.ofNullable(from);
        from = null;
        return told;
    }

    /** Clears the leg, or has it go back if it may. */
    void clear(Cause cause) {
        Leg cleared = leg;
        if (cleared == null) return;
        if (from == null) {
            cleared.hangup(cause);
        } else {
            leg = null;
            history.left(cleared);
            from.failed(cleared, new TransferProgress.Failed(cause), cause);
        }
    }
}
