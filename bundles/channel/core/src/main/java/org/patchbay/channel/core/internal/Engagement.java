package org.patchbay.channel.core.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.Cause;
import org.patchbay.media.ConferenceMember;
import org.patchbay.media.MediaSession;

/** What a call does now, and with whom: one thing at a time. Owned by the call. */
final class Engagement {
    private final LiveCall call;
    private @Nullable DialAttempt attempt;
    private Activity activity = Activity.WAITING;
    private @Nullable ConferenceMember member;

    Engagement(LiveCall call) {
        this.call = call;
    }

    Activity activity() {
        return activity;
    }

    void activity(Activity next) {
        activity = next;
    }

    /** Returns what rings or talks. */
    Optional<DialAttempt> attempt() {
        return Optional.ofNullable(attempt).filter(begun -> !begun.over());
    }

    /** Returns the two that talk. */
    Optional<Bridge> talk() {
        return attempt().flatMap(DialAttempt::bridge);
    }

    /** Returns the legs that ring or talk, but for the caller's. */
    List<Leg> legs() {
        return attempt().map(DialAttempt::legs).orElse(List.of());
    }

    /** Returns the attempt that rings {@code target}: the one that earlier logic began and hasn't heard of, or a new one. */
    DialAttempt dial(AddressOfRecord target, Duration ring) {
        if (attempt != null && !attempt.delivered() && attempt.target().equals(target)) return attempt;
        turnTo(Activity.RINGING);
        var begun = new DialAttempt(call, target, ring);
        attempt = begun;
        begun.ring();
        return begun;
    }

    /** Ends what the call did with its media, if that was something else. Returns the caller's media. */
    MediaSession turnTo(Activity next) {
        call.history().goesOn();
        MediaSession media = call.caller().channel().media();
        if (attempt != null) attempt.abandon(Cause.NORMAL_CLEARING);
        attempt = null;
        if (activity != next) media.silence();
        activity = next;
        if (next != Activity.WAITING) anchor(next);
        return media;
    }

    /**
     * Enters {@code conference}, or stays in it.
     *
     * @throws org.patchbay.media.MediaUnavailableException when it is full
     */
    ConferenceMember enter(String conference) {
        MediaSession media = turnTo(Activity.CONFERENCE);
        try {
            ConferenceMember entered = media.enter(conference, call.id());
            member = entered;
            return entered;
        } catch (RuntimeException refused) {
            activity = Activity.WAITING;
            throw refused;
        }
    }

    /** Returns the caller's place in the conference that the call is in. */
    Optional<ConferenceMember> member() {
        return Optional.ofNullable(member).filter(present -> activity == Activity.CONFERENCE);
    }

    /** Goes on with the call's new caller. */
    void substituteCaller() {
        attempt().ifPresentOrElse(DialAttempt::substituteCaller, call.caller()::turnToServer);
        MediaSession media = call.caller().channel().media();
        if (activity == Activity.ECHO) media.echo();
        else member().ifPresent(place -> call.withMedia(() -> member = media.enter(place.conference(), call.id())));
    }

    /** Has a caller's media come to us that went past us in an earlier talk: the caller is to hear something else. */
    private void anchor(Activity next) {
        Leg caller = call.caller();
        boolean anchored =
                call.withMedia(() -> caller.anchor(next == Activity.RINGING ? caller.agreed() : caller.own()));
        if (!anchored) throw new CallEnded(Cause.NO_CIRCUIT);
    }

    /** Ends the talk without a word to either: one of both is put through elsewhere. */
    void part() {
        talk().ifPresent(Bridge::part);
        attempt = null;
        activity = Activity.TRANSFERRING;
    }

    /** Goes on with {@code talk}. */
    void resume(DialAttempt talk) {
        attempt = talk;
        activity = Activity.TALKING;
    }

    /** Clears every leg but the caller's. */
    void clear(Cause cause) {
        if (attempt != null) attempt.abandon(cause);
        activity = Activity.CLEARED;
    }
}
