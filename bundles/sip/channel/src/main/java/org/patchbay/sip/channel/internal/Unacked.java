package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.Cause;
import org.patchbay.sip.IncomingRequest;

/**
 * A 2xx to an INVITE that waits for its ACK. It is repeated by us and not by the transaction, over TCP too, since what lost
 * it may lie behind a proxy (RFC 3261 section 13.3.1.4).
 */
final class Unacked {
    private final Leg leg;
    private final IncomingRequest invite;
    private final boolean offer;
    private final Consumer<SIPRequest> acked;
    private @Nullable Repetition repetition;
    private @Nullable Cause clearing;

    private Unacked(Leg leg, IncomingRequest invite, boolean offer, Consumer<SIPRequest> acked) {
        this.leg = leg;
        this.invite = invite;
        this.offer = offer;
        this.acked = acked;
    }

    /** Sends {@code ok}, which holds an {@code offer} of ours or not, and repeats it until {@code acked} gets the ACK. */
    static void send(Leg leg, IncomingRequest invite, SIPResponse ok, boolean offer, Consumer<SIPRequest> acked) {
        var unacked = new Unacked(leg, invite, offer, acked);
        leg.unacked(unacked);
        invite.respond(ok);
        Timing timing = leg.signalling().timing();
        unacked.repetition = Repetition.begin(leg, timing::next, () -> invite.respond(ok), unacked::expired);
    }

    /** Tells whether the ACK has to bring an answer. */
    boolean offers() {
        return offer;
    }

    /** Takes an ACK of the dialog; nothing when it belongs to another INVITE. */
    void take(SIPRequest ack) {
        if (ack.getCSeq().getSeqNumber() != invite.message().getCSeq().getSeqNumber()) return;
        stop();
        if (clearing != null) leg.bye(clearing);
        else acked.accept(ack);
    }

    /** Clears the dialog as soon as that is allowed. */
    void clearAfterwards(Cause cause) {
        clearing = cause;
    }

    /** Clears the dialog now if it is to be cleared: nobody will be here to take the ACK. */
    void hurry() {
        if (clearing != null) expired();
    }

    private void expired() {
        stop();
        if (clearing != null) leg.bye(clearing);
        else leg.fail(Cause.TIMER_EXPIRED);
    }

    /** Ends the repetition: an ACK has come, or none will. */
    void stop() {
        if (repetition != null) repetition.stop();
        leg.unacked(null);
        leg.signalling().table().remove(InviteId.of(invite.message()));
    }
}
