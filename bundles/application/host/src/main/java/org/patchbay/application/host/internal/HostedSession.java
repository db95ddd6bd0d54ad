package org.patchbay.application.host.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.patchbay.application.Arguments;
import org.patchbay.application.CallSession;
import org.patchbay.application.Users;
import org.patchbay.channel.Call;
import org.patchbay.channel.Cause;
import org.patchbay.channel.DialResult;
import org.patchbay.channel.Party;
import org.patchbay.media.AudioSource;

/** The verbs of an application, made of the verbs of its call. */
final class HostedSession implements CallSession {
    private final Call call;
    private final Arguments arguments;
    private final Users users;
    private final Prompts prompts;

    HostedSession(Call call, Arguments arguments, Users users, Prompts prompts) {
        this.call = call;
        this.arguments = arguments;
        this.users = users;
        this.prompts = prompts;
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

    @Override
    public void ring() {
        call.ring();
    }

    @Override
    public void answer() {
        call.answer();
    }

    @Override
    public DialResult connect(String user, Duration ring) {
        return users.find(user)
                .<DialResult>map(address -> call.dial(address, ring))
                .orElseGet(() -> new DialResult.Refused(Cause.UNALLOCATED_NUMBER));
    }

    @Override
    public void echo() {
        call.answer();
        call.echo();
    }

    @Override
    public void play(String prompt) {
        play(prompts.find(prompt));
    }

    @Override
    public void play(AudioSource source) {
        call.answer();
        call.play(source);
    }

    @Override
    public Optional<Character> digit(Duration within) {
        return call.digit(within);
    }

    @Override
    public String ask(String prompt, int most, Duration within) {
        if (most < 1 || most > 64) throw new IllegalArgumentException(most + " digits are not 1 to 64");
        call.answer();
        call.playUntilDigit(prompts.find(prompt));
        var digits = new StringBuilder();
        while (digits.length() < most) {
            Optional<Character> next = call.digit(within);
            if (next.isEmpty() || next.get() == '#') break;
            digits.append(next.get());
        }
        return digits.toString();
    }

    @Override
    public void continueWith(String application, String value) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void hangup(Cause cause) {
        call.hangup(cause);
    }
}
