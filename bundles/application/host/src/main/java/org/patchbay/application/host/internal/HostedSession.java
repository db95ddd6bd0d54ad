package org.patchbay.application.host.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patchbay.application.Arguments;
import org.patchbay.application.CallSession;
import org.patchbay.application.Repetition;
import org.patchbay.application.Users;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Call;
import org.patchbay.channel.Cause;
import org.patchbay.channel.DialResult;
import org.patchbay.channel.LogicReplaced;
import org.patchbay.channel.Party;
import org.patchbay.media.AudioSource;
import org.patchbay.media.ConferenceMember;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;
import org.patchbay.sound.OpenSound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The verbs of an application, made of the verbs of its call. */
final class HostedSession implements CallSession {
    private static final Logger LOG = LoggerFactory.getLogger(HostedSession.class);

    private final Call call;
    private final Users users;
    private final Arguments arguments;
    private final Run run;
    private final Prompts prompts;
    private final KeptDigits digits;
    private Link.@Nullable Next next;

    HostedSession(Request request, Arguments arguments, Run run, Prompts prompts) {
        this.call = request.call();
        this.users = request.users();
        this.arguments = arguments;
        this.run = run;
        this.prompts = prompts;
        this.digits = new KeptDigits(call.variables());
    }

    /** Returns what the application wants to be run after it. */
    Optional<Link.Next> next() {
        return Optional.ofNullable(next);
    }

    @Override
    public String id() {
        return call.id();
    }

    @Override
    public Party caller() {
        return call.caller();
    }

    @Override
    public String dialled() {
        return call.dialled();
    }

    @Override
    public Arguments arguments() {
        return arguments;
    }

    @Override
    public Map<String, String> variables() {
        return call.variables();
    }

    private void verb(String name, Runnable verb) {
        run.verb(name, () -> {
            verb.run();
            return true;
        });
    }

    @Override
    public void ring() {
        verb("ring", call::ring);
    }

    @Override
    public void answer() {
        verb("answer", call::answer);
    }

    @Override
    public DialResult connect(String user, Duration ring) {
        return run.verb(
                "connect " + user,
                () -> users.find(user)
                        .<DialResult>map(address -> call.dial(address, ring))
                        .orElseGet(() -> new DialResult.Refused(Cause.UNALLOCATED_NUMBER)));
    }

    @Override
    public DialResult connectByTrunk(String trunk, String number, Duration ring) {
        return run.verb(
                "connect " + number + " by " + trunk,
                () -> call.dial(AddressOfRecord.behindTrunk(trunk, number), ring));
    }

    @Override
    public void echo() {
        verb("echo", () -> {
            call.answer();
            call.echo();
        });
    }

    @Override
    public ConferenceMember enter(String conference) {
        return run.verb("enter " + conference, () -> {
            call.answer();
            return call.enter(conference);
        });
    }

    @Override
    public void confer(String conference) {
        verb("confer " + conference, () -> {
            call.answer();
            call.confer(conference);
        });
    }

    @Override
    public void play(String prompt) {
        play(prompt, Repetition.ONCE);
    }

    @Override
    public void play(String prompt, Repetition how) {
        verb("play " + prompt, () -> {
            try (OpenSound sound = prompts.open(prompt, how)) {
                playToItsEnd(sound);
            }
        });
    }

    @Override
    public void play(AudioSource source) {
        verb("play", () -> {
            try (var ahead = ReadAhead.of(source)) {
                playToItsEnd(ahead);
            }
        });
    }

    private void playToItsEnd(AudioSource source) {
        call.answer();
        call.play(source);
    }

    @Override
    public Recording record(String name, RecordingOptions options) {
        return run.verb("record " + name, () -> {
            try {
                return call.record(name, options);
            } catch (UnsupportedOperationException nothing) {
                LOG.warn("call {} is not recorded: {}", call.id(), nothing.getMessage());
                return new Unrecorded(name, String.valueOf(nothing.getMessage()));
            }
        });
    }

    @Override
    public List<Recording> recordings() {
        return call.recordings();
    }

    @Override
    public Optional<Character> digit(Duration within) {
        return run.verb("digit", () -> nextDigit(within));
    }

    private Optional<Character> nextDigit(Duration within) {
        return digits.next().or(() -> call.digit(within));
    }

    @Override
    public String ask(String prompt, int most, Duration within) {
        if (most < 1 || most > 64) throw new IllegalArgumentException(most + " digits are not 1 to 64");
        return run.verb("ask " + prompt, () -> {
            try (OpenSound sound = prompts.open(prompt, Repetition.ONCE)) {
                call.answer();
                if (!digits.any()) call.playUntilDigit(sound);
            }
            return collect(most, within);
        });
    }

    private String collect(int most, Duration within) {
        var collected = new StringBuilder();
        try {
            while (collected.length() < most) {
                Optional<Character> digit = nextDigit(within);
                if (digit.isEmpty() || digit.get() == '#') break;
                collected.append(digit.get());
            }
            return collected.toString();
        } catch (LogicReplaced replaced) {
            digits.putBack(collected); // whoever asks next gets them at once
            throw replaced;
        }
    }

    @Override
    public void continueWith(String application, String value) {
        next = new Link.Next(
                Objects.requireNonNull(application, "application"), Objects.requireNonNull(value, "value"));
    }

    @Override
    public void hangup(Cause cause) {
        verb("hangup", () -> call.hangup(cause));
    }
}
