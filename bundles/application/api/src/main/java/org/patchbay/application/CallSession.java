package org.patchbay.application;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.channel.Cause;
import org.patchbay.channel.DialResult;
import org.patchbay.channel.Party;
import org.patchbay.media.AudioSource;
import org.patchbay.media.ConferenceMember;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/**
 * The call, as an application sees it. Verbs block and throw {@code CallEnded} once the caller is gone; only the thread
 * that entered {@link Application#run} may call them.
 */
@ProviderType
public interface CallSession {
    /** Returns the call's name, as in the log. */
    String id();

    /** Returns who calls. */
    Party caller();

    /** Returns the number that the caller dialled. */
    String dialled();

    /** Returns what the dialplan gave this application. */
    Arguments arguments();

    /** Returns the variables of the call, kept when the application is replaced. */
    Map<String, String> variables();

    /** Tells the caller that somebody is being alerted. */
    void ring();

    /** Answers the call; nothing when it has been answered. */
    void answer();

    /** Rings the devices of a user for {@code ring} and connects the first to answer; returns when they have talked. */
    DialResult connect(String user, Duration ring);

    /**
     * Calls {@code number} by way of a trunk, for {@code ring}, and connects when it is answered; returns when they have talked.
     * {@link DialResult.Unreachable} says that there is no such trunk or that its servers are down.
     *
     * @param trunk its name in {@code etc/trunks.yaml}
     */
    DialResult connectByTrunk(String trunk, String number, Duration ring);

    /** Sends the caller's sound back until the caller hangs up. Answers first. */
    void echo();

    /**
     * Has the caller hear all others who are in {@code conference}, and them the caller, until the call does something else with its sound
     * or ends; returns at once. Nothing changes for a caller who is in it already. Answers first.
     *
     * @return the caller's place, by which others hear him louder or not at all
     */
    default ConferenceMember enter(String conference) {
        throw new UnsupportedOperationException("enter " + conference);
    }

    /** {@linkplain #enter Enters} {@code conference}, and stays in it until the caller hangs up. */
    default void confer(String conference) {
        throw new UnsupportedOperationException("confer " + conference);
    }

    /**
     * Plays a prompt to its end. Answers first.
     *
     * @param prompt {@code tone:440} (Hz), a tone of a telephone network such as {@code busy} or {@code ringing:uk}, {@code noise}, {@code music} or
     *     {@code music:jazz}, or the name of a sound file of the sounds folder
     * @throws IllegalArgumentException when there is no such prompt, or its file can't be read
     */
    void play(String prompt);

    /** Plays a prompt again and again. Music, and what is played without an end, ends when the caller hangs up. Answers first. */
    default void play(String prompt, Repetition how) {
        throw new UnsupportedOperationException("play " + prompt + " " + how);
    }

    /** Plays sound of the application's own to its end. Answers first. */
    void play(AudioSource source);

    /**
     * Begins to record what the caller says and hears, whatever the call does from now on, until it ends. It goes on when this application
     * has returned or is replaced; begun again under the same name, it is the same. When nothing can be recorded, the log says why, and
     * the recording that is returned has ended.
     *
     * @param name of the file in the recordings folder: words of letters, digits and {@code + - _ . @ =}, with {@code /} between folders
     * @throws IllegalArgumentException when the name is written otherwise
     */
    default Recording record(String name, RecordingOptions options) {
        throw new UnsupportedOperationException("record " + name);
    }

    /** Returns what is being recorded of the call, or paused. */
    default List<Recording> recordings() {
        return List.of();
    }

    /** Returns the next digit that the caller presses, also one pressed before; empty when none came {@code within}. */
    Optional<Character> digit(Duration within);

    /**
     * Plays a prompt, which the first digit ends, and collects digits. Answers first. Nothing is played when digits wait to be
     * read; what was collected before the application was replaced is read again first.
     *
     * @param most how many digits are taken, 1 to 64; fewer when the caller ends with {@code #}, which is not among them
     * @param within how long to wait for the first digit after the prompt, and for each next one
     * @return the digits; empty when none was pressed
     */
    String ask(String prompt, int most, Duration within);

    /**
     * Runs another application on this call when this one has returned, before the dialplan goes on; the last that was said
     * counts. A name that nobody knows, and a chain of more than 50, clears the call, and the log says why.
     *
     * @param value the argument that is written without a name
     */
    void continueWith(String application, String value);

    /** Clears the call; does not return. */
    void hangup(Cause cause);
}
