package org.patchbay.channel.core.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.Cause;
import org.patchbay.channel.LogicReplaced;
import org.patchbay.media.AudioSource;
import org.patchbay.media.ConferenceMember;
import org.patchbay.media.MediaSession.Digit;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/** The verbs of {@link CallVerbs} that are about what the caller says and hears without a partner. */
final class SoundVerbs {
    private static final int KEY_MILLIS = 100;

    private final LiveCall call;

    SoundVerbs(LiveCall call) {
        this.call = call;
    }

    void echo() {
        call.verbs().<Boolean>perform(never -> {
            requireAnswered();
            call.engagement().turnTo(Activity.ECHO).echo();
        });
    }

    ConferenceMember enter(String conference) {
        return call.verbs().perform(entered -> entered.complete(member(conference)));
    }

    void confer(String conference) {
        call.verbs().<Boolean>perform(over -> stay(member(conference), over));
    }

    private void stay(ConferenceMember member, CompletableFuture<Boolean> over) {
        var unused = member.left().whenComplete((nothing, failure) -> call.insist(() -> left(member, over, failure)));
    }

    private void left(ConferenceMember member, CompletableFuture<Boolean> over, @Nullable Throwable failure) {
        Optional<ConferenceMember> now = call.engagement().member();
        if (now.isPresent() && now.get() != member) stay(now.get(), over); // of who has taken the caller's place
        else ended(over, failure);
    }

    private ConferenceMember member(String conference) {
        requireAnswered();
        List<ConferenceMember> entered = new ArrayList<>(1);
        boolean room = call.withMedia(() -> entered.add(call.engagement().enter(conference)));
        if (!room) throw new CallEnded(Cause.NO_CIRCUIT);
        return entered.getFirst();
    }

    void play(AudioSource source) {
        performPlaying(ended -> begin(source, ended));
    }

    void playUntilDigit(AudioSource source) {
        performPlaying(ended -> {
            requireAnswered();
            call.digits().watch(ended);
            if (ended.isDone()) return;
            begin(source, ended);
            // a digit completes the verb where no other task of the call can come between
            var unused = ended.thenAccept(played -> call.engagement().turnTo(Activity.WAITING));
        });
    }

    Recording record(String name, RecordingOptions options) {
        return call.verbs().perform(begun -> {
            Leg caller = call.caller();
            boolean withUs = call.withMedia(() -> {
                caller.anchor(caller.own());
                begun.complete(
                        call.recordings().begin(name, options, caller.channel().media()));
            });
            if (!withUs) throw new CallEnded(Cause.NO_CIRCUIT);
        });
    }

    private void performPlaying(Consumer<CompletableFuture<Boolean>> start) {
        try {
            call.verbs().perform(start);
        } catch (LogicReplaced replaced) {
            call.insist(() -> {
                if (!call.isCleared()) call.engagement().turnTo(Activity.WAITING);
            });
            throw replaced;
        }
    }

    private void begin(AudioSource source, CompletableFuture<Boolean> ended) {
        requireAnswered();
        var unused = call.engagement()
                .turnTo(Activity.PLAYING)
                .play(source)
                .whenComplete((nothing, failure) -> call.insist(() -> ended(ended, failure)));
    }

    private void ended(CompletableFuture<Boolean> ended, @Nullable Throwable failure) {
        if (ended.isDone()) return;
        call.engagement().turnTo(Activity.WAITING);
        if (failure == null) ended.complete(true);
        else ended.completeExceptionally(failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
    }

    private void requireAnswered() {
        if (!call.caller().up()) throw new IllegalStateException("call " + call.id() + " has not been answered");
        if (!call.withMedia(call.place()::connectToServer)) throw new CallEnded(Cause.NO_CIRCUIT);
    }

    void sendDigits(String digits) {
        call.verbs().<Boolean>perform(done -> {
            requireAnswered();
            digits.chars().forEach(key -> call.caller().channel().media().sendDigit(new Digit((char) key, KEY_MILLIS)));
            done.complete(true);
        });
    }
}
