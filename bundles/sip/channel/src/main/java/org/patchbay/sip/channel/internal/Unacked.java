package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
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
    private final SIPResponse ok;
    private final boolean offer;
    private final Consumer<SIPRequest> acked;
    private Duration interval;
    private Timers.Pending repetition = () -> {};
    private Timers.Pending limit = () -> {};
    private @Nullable Cause clearing;

    private Unacked(Leg leg, IncomingRequest invite, SIPResponse ok, boolean offer, Consumer<SIPRequest> acked) {
        this.leg = leg;
        this.invite = invite;
        this.ok = ok;
        this.offer = offer;
        this.acked = acked;
        this.interval = leg.signalling().timing().t1();
    }

    /** Sends {@code ok}, which holds an {@code offer} of ours or not, and repeats it until {@code acked} gets the ACK. */
    static void send(Leg leg, IncomingRequest invite, SIPResponse ok, boolean offer, Consumer<SIPRequest> acked) {
        var unacked = new Unacked(leg, invite, ok, offer, acked);
        leg.unacked(unacked);
        invite.respond(ok);
        unacked.repetition = leg.after(unacked.interval, unacked::repeat);
        unacked.limit = leg.after(leg.signalling().timing().patience(), unacked::expired);
    }

    /** Tells whether the ACK has to bring an answer. */
    boolean offers() {
        return offer;
    }

    private void repeat() {
        invite.respond(ok);
        interval = leg.signalling().timing().next(interval);
        repetition = leg.after(interval, this::repeat);
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

    private void expired() {
        stop();
        if (clearing != null) leg.bye(clearing);
        else leg.fail(Cause.TIMER_EXPIRED);
    }

    /** Ends the repetition: an ACK has come, or none will. */
    void stop() {
        repetition.cancel();
        limit.cancel();
        leg.unacked(null);
        leg.signalling().table().remove(InviteId.of(invite.message()));
    }
}
