package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.channel.internal.ReliabilityHeaders.Acknowledged;

/**
 * Our provisional responses to one INVITE: reliable where the peer demands it, or takes it and there is a description to be lost
 * (RFC 3262 section 3). One reliable response at a time waits for its PRACK, those after it wait behind.
 */
final class Provisionals {
    /** RFC 3261 section 13.3.1.1: what is no older than a minute keeps proxies from giving up. */
    private static final Duration REMINDER = Duration.ofMinutes(1);

    /** Which responses are reliable. */
    private enum Reliable {
        NONE,
        DESCRIPTIONS,
        ALL
    }

    /** A reliable response; the first that waits has been sent. */
    private record Waiting(SIPResponse response, boolean describes) {}

    private final Leg leg;
    private final IncomingRequest invite;
    private final IntFunction<SIPResponse> fresh;
    private final Runnable unacknowledged;
    private final Reliable reliable;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long number;
    private @Nullable Repetition repetition;
    private @Nullable Runnable finished;
    private Timers.Pending reminder = () -> {};

    /**
     * @param fresh makes a response with that status
     * @param unacknowledged runs when no PRACK has come in time
     */
    Provisionals(Leg leg, IncomingRequest invite, IntFunction<SIPResponse> fresh, Runnable unacknowledged) {
        this.leg = leg;
        this.invite = invite;
        this.fresh = fresh;
        this.unacknowledged = unacknowledged;
        this.reliable = wanted(invite.message());
    }

    private static Reliable wanted(SIPRequest invite) {
        if (ReliabilityHeaders.required(invite)) return Reliable.ALL;
        return ReliabilityHeaders.supported(invite) ? Reliable.DESCRIPTIONS : Reliable.NONE;
    }

    /** Tells whether the peer acknowledges each provisional response, whatever is in it. */
    boolean allReliable() {
        return reliable == Reliable.ALL;
    }

    /** Tells whether a response with a description reaches the peer for certain. */
    boolean reliable() {
        return reliable != Reliable.NONE;
    }

    void send(SIPResponse response, boolean describes) {
        if (finished != null) return;
        if (reliable == Reliable.ALL || reliable == Reliable.DESCRIPTIONS && describes) {
            Headers.allow(response); // RFC 3311 section 5.1: the peer may send UPDATE from now on
            waiting.add(new Waiting(response, describes));
            if (waiting.size() == 1) sendFirst();
            remindOf(() -> send(fresh.apply(response.getStatusCode()), false));
        } else {
            invite.respond(response);
            remindOf(() -> send(response, describes));
        }
    }

    private void remindOf(Runnable again) {
        reminder.cancel();
        reminder = leg.after(REMINDER, () -> {
            if (waiting.isEmpty()) again.run();
            else remindOf(again); // what waits is being repeated
        });
    }

    private void sendFirst() {
        SIPResponse response = waiting.getFirst().response();
        number = number == 0 ? leg.signalling().identifiers().responseNumber() : number + 1;
        ReliabilityHeaders.number(response, number);
        invite.respond(response);
        repetition = Repetition.begin(leg, Timing::doubled, () -> invite.respond(response), this::expired);
    }

    private void expired() {
        if (finished != null) {
            acknowledged();
        } else {
            waiting.clear();
            unacknowledged.run();
        }
    }

    /** Tells whether a response that holds a description may be unknown to the peer: no 2xx may be sent yet. */
    boolean describing() {
        return waiting.stream().anyMatch(Waiting::describes);
    }

    /** Tells whether a response that holds a description has not even been sent. */
    boolean withholding() {
        return waiting.stream().skip(1).anyMatch(Waiting::describes);
    }

    /** Tells whether {@code prack} acknowledges the response that waits for it. */
    boolean awaits(Acknowledged prack) {
        return !waiting.isEmpty() && prack.equals(Acknowledged.of(invite.message(), number));
    }

    /** Notes that the PRACK has come: the next response may go. */
    void acknowledged() {
        if (repetition != null) repetition.stop();
        waiting.removeFirst();
        if (finished != null) finished.run();
        else if (!waiting.isEmpty()) sendFirst();
    }

    /**
     * Ends the responses, since a final one is sent. {@code done} runs once there is no PRACK to be expected, which may be at
     * once.
     */
    void finish(Runnable done) {
        if (finished != null) return;
        finished = done;
        reminder.cancel();
        if (waiting.isEmpty()) {
            done.run();
            return;
        }
        // RFC 3262 section 3: not repeated any more and no others sent, but the PRACK of this one is still welcome
        Waiting sent = waiting.removeFirst();
        waiting.clear();
        waiting.add(sent);
        if (repetition != null) repetition.pause();
    }
}
