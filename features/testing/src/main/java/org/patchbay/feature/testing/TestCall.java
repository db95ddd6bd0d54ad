package org.patchbay.feature.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.application.Application;
import org.patchbay.application.Arguments;
import org.patchbay.application.CallSession;
import org.patchbay.application.Repetition;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.Cause;
import org.patchbay.channel.DialResult;
import org.patchbay.channel.Party;
import org.patchbay.media.AudioSource;
import org.patchbay.media.ConferenceMember;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/**
 * A call from 1001 (Ann) that only remembers what an application does with it. {@link #echo()} and {@link #confer} end with the caller hanging up;
 * every other verb ends at once.
 */
public final class TestCall implements CallSession {
    private final String dialled;
    private final Map<String, String> arguments = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final Deque<Character> digits = new ArrayDeque<>();
    private final List<String> verbs = new ArrayList<>();
    private final List<TestRecording> recordings = new ArrayList<>();
    private DialResult connects = new DialResult.Unreachable();
    private Optional<Cause> cleared = Optional.empty();

    private TestCall(String dialled) {
        this.dialled = dialled;
    }

    /** Returns a call whose caller has dialled {@code number}. */
    public static TestCall to(String number) {
        return new TestCall(number);
    }

    /** Gives the application an argument, as in <code>- dial: {user: "1002"}</code>. */
    public TestCall with(String name, String value) {
        arguments.put(name, value);
        return this;
    }

    /** Gives the application its one argument, as in {@code - play: tone}. */
    public TestCall with(String value) {
        return with(Arguments.VALUE, value);
    }

    /** Lets {@link #connect} end like this. */
    public TestCall connecting(DialResult result) {
        connects = result;
        return this;
    }

    /** Lets the caller press digits. */
    public TestCall pressing(String pressed) {
        pressed.chars().forEach(digit -> digits.add((char) digit));
        return this;
    }

    /** Runs {@code application} until it returns or the call has ended. */
    public TestCall run(Application application) {
        try {
            application.run(this);
        } catch (CallEnded e) {
            cleared = Optional.of(e.why());
        }
        return this;
    }

    /** Returns the verbs in their order, such as {@code connect 1002 PT20S}. */
    public List<String> verbs() {
        return List.copyOf(verbs);
    }

    /** Returns why the call has ended; empty when the application has returned and the dialplan goes on. */
    public Optional<Cause> cleared() {
        return cleared;
    }

    @Override
    public String id() {
        return "test-1";
    }

    @Override
    public Party caller() {
        return new Party("1001", "Ann");
    }

    @Override
    public String dialled() {
        return dialled;
    }

    @Override
    public Arguments arguments() {
        return new Arguments(arguments);
    }

    @Override
    public Map<String, String> variables() {
        return variables;
    }

    @Override
    public void ring() {
        verbs.add("ring");
    }

    @Override
    public void answer() {
        verbs.add("answer");
    }

    @Override
    public DialResult connect(String user, Duration ring) {
        verbs.add("connect " + user + " " + ring);
        return connects;
    }

    @Override
    public DialResult connectByTrunk(String trunk, String number, Duration ring) {
        verbs.add("connect " + number + " by " + trunk + " " + ring);
        return connects;
    }

    @Override
    public void echo() {
        verbs.add("echo");
        throw new CallEnded(Cause.NORMAL_CLEARING);
    }

    @Override
    public ConferenceMember enter(String conference) {
        verbs.add("enter " + conference);
        return new TestMember(conference, id(), verbs);
    }

    @Override
    public void confer(String conference) {
        verbs.add("confer " + conference);
        throw new CallEnded(Cause.NORMAL_CLEARING);
    }

    @Override
    public void play(String prompt) {
        verbs.add("play " + prompt);
    }

    @Override
    public void play(String prompt, Repetition how) {
        if (how.equals(Repetition.ONCE)) play(prompt);
        else verbs.add("play " + prompt + " " + how.times() + " " + how.atMost());
    }

    @Override
    public Recording record(String name, RecordingOptions options) {
        for (TestRecording going : recordings) if (going.name().equals(name) && going.goesOn()) return going;
        verbs.add("record " + name);
        var begun = new TestRecording(name, options, verbs);
        recordings.add(begun);
        return begun;
    }

    @Override
    public List<Recording> recordings() {
        return recordings.stream()
                .filter(TestRecording::goesOn)
                .<Recording>map(one -> one)
                .toList();
    }

    @Override
    public void play(AudioSource source) {
        verbs.add("play a source");
    }

    @Override
    public Optional<Character> digit(Duration within) {
        verbs.add("digit " + within);
        return Optional.ofNullable(digits.poll());
    }

    @Override
    public String ask(String prompt, int most, Duration within) {
        verbs.add("ask " + prompt + " " + most + " " + within);
        var pressed = new StringBuilder();
        while (pressed.length() < most && digits.peek() != null) {
            char next = digits.remove();
            if (next == '#') break;
            pressed.append(next);
        }
        return pressed.toString();
    }

    @Override
    public void continueWith(String application, String value) {
        verbs.add("continue with " + application + " " + value);
    }

    @Override
    public void hangup(Cause cause) {
        verbs.add("hangup " + cause.label());
        throw new CallEnded(cause);
    }
}
