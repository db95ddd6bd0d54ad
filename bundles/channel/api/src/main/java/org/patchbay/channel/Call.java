package org.patchbay.channel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.media.AudioSource;
import org.patchbay.media.ConferenceMember;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/**
 * The legs that belong together, and the state that outlives all logic. The verbs are called from the call's own virtual
 * thread, and each may block; a verb throws {@link CallEnded} once the caller is gone and {@link LogicReplaced} when the
 * calling code is being replaced. After that the same verb at the same position goes on where it was: a bridge stays
 * up, an echo goes on, a phone keeps ringing.
 */
@ProviderType
public interface Call {
    /** Variable of a call that came of a transfer: the number of who transferred it. */
    String TRANSFERRED_BY = "patchbay.transferred.by";

    /** Variable of a call: the application that it was in last, and its version, such as {@code dial 1.2.0}. */
    String APPLICATION = "patchbay.application";

    /** Returns the call's name, unique in this process; every log line of the call has it. */
    String id();

    /** Returns who began the call, also when another leg has taken the caller's place; of a transferred call who was transferred. */
    Party caller();

    /** Returns the number that the caller dialled, or that the call was transferred to. */
    String dialled();

    /** Returns the dialplan context that the call entered. */
    String context();

    /** Returns the subscriber who calls, or who transferred the call here; empty when that is none of ours. */
    Optional<AddressOfRecord> subscriber();

    /** Returns who sent the call on before it came here, the first of them first. */
    default List<Diversion> diversions() {
        return List.of();
    }

    /** Returns where the dialplan stands; empty before its first step. May be called from any thread. */
    Optional<Position> position();

    /** Says where the dialplan stands, for whoever runs the call next. May be called from any thread. */
    void moveTo(Position next);

    /** Returns the variables of the call, which a new version of the logic finds as they were. Thread-safe. */
    Map<String, String> variables();

    /** Tells the caller that somebody is being alerted; nothing when the call has been answered. */
    void ring();

    /** Answers the caller; nothing when the call has been answered. A transfer that led here is done with that. Clears with cause 88 when no codec is shared. */
    void answer();

    /** Rings every binding of {@code target} for {@code ring}, connects the first to answer, and returns when they are done. */
    DialResult dial(AddressOfRecord target, Duration ring);

    /** Sends the caller's sound back until the caller hangs up. The call must have been answered. */
    void echo();

    /**
     * Has the caller hear all others who are in {@code conference}, and them the caller, until the call does something else with its sound
     * or ends; returns at once. Nothing changes for a caller who is in it already, such as when whoever runs the call was replaced. The call
     * must have been answered.
     *
     * @return the caller's place in it
     * @throws UnsupportedOperationException when there are no conferences
     */
    default ConferenceMember enter(String conference) {
        throw new UnsupportedOperationException("there are no conferences");
    }

    /** {@linkplain #enter Enters} {@code conference}, and stays in it until the caller hangs up. */
    default void confer(String conference) {
        throw new UnsupportedOperationException("there are no conferences");
    }

    /** Plays {@code source} to its end. The call must have been answered. */
    void play(AudioSource source);

    /**
     * Plays {@code source} to its end, or to a digit of the caller, which stays to be read; not at all when there is an unread
     * one. The call must have been answered.
     */
    void playUntilDigit(AudioSource source);

    /**
     * Begins to record what the caller says and hears, from its first sound on and until the call ends, whatever it does meanwhile and
     * whoever runs it. A recording of that name that goes on already is returned as it is.
     *
     * @throws IllegalArgumentException when the name can't be that of a file ({@link org.patchbay.media.MediaSession#record})
     * @throws UnsupportedOperationException when there is nothing that records
     */
    default Recording record(String name, RecordingOptions options) {
        throw new UnsupportedOperationException("there is nothing that records " + name);
    }

    /** Returns what is being recorded of the call, or paused. May be called from any thread. */
    default List<Recording> recordings() {
        return List.of();
    }

    /** Returns the next digit that the caller pressed, also one pressed before; empty when none came {@code within}. */
    Optional<Character> digit(Duration within);

    /**
     * Presses the keys {@code digits} (0-9, *, #, A-D) for the caller, 100 ms each, and returns before they are all pressed. The call must
     * have been answered.
     *
     * @throws UnsupportedOperationException when the caller takes no digits (RFC 4733)
     * @throws IllegalStateException when too many keys wait already: the later ones are not pressed
     */
    default void sendDigits(String digits) {
        throw new UnsupportedOperationException("this call sends no digits");
    }

    /** Waits for {@code event} at most {@code limit}; returns whether it came. */
    boolean await(CompletionStage<?> event, Duration limit);

    /** Clears the call and throws {@link CallEnded}. */
    void hangup(Cause cause);

    /** Clears the call. May be called from any thread, twice. */
    void clear(Cause cause);

    /** Tells whether the call has been cleared. May be called from any thread; never waits. */
    boolean over();

    /** Makes the verb that runs, or else the next, throw {@link LogicReplaced}. May be called from any thread. */
    void unwind();

    /** Returns how the call stands. May be called from any thread; waits at most a moment for the call's owner. */
    CallSnapshot snapshot();
}
