package org.patchbay.channel.media.internal;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.patchbay.media.AudioSource;

/** One prompt on its way to one leg: each tick has 20 ms of sound said. */
final class Playback implements MediaClock.Ticking {
    private final AudioSource source;
    private final Speaker speaker;
    private final int rateHz;
    private final short[] samples;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private boolean begun;

    Playback(AudioSource source, Speaker speaker) {
        this.source = source;
        this.speaker = speaker;
        this.rateHz = source.rateHz();
        this.samples = new short[rateHz / 50];
    }

    /** Completes, on a thread of its own, when the sound has ended, or was stopped, or failed. */
    CompletionStage<Void> done() {
        return done.minimalCompletionStage();
    }

    void stop() {
        end(null);
    }

    @Override
    public void abandon() {
        end(new IllegalStateException("media is being replaced"));
    }

    @Override
    public boolean tick(long nowNanos) {
        if (ended.get()) return false;
        try {
            if (play(nowNanos)) return true;
            end(null);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            // a source is an application's code, which may even be half unloaded: its fault must not silence the other
            // calls
            end(e);
        }
        return false;
    }

    private boolean play(long nowNanos) {
        int read = source.read(samples);
        if (read < 0) return false;
        Arrays.fill(samples, read, samples.length, (short) 0);
        if (!begun) speaker.pause();
        begun = true;
        speaker.say(samples, rateHz, nowNanos);
        return true;
    }

    // who waits goes on with the call: not on the clock
    private void end(@Nullable Throwable failure) {
        if (!ended.compareAndSet(false, true)) return;
        Thread.startVirtualThread(() -> {
            if (failure == null) done.complete(null);
            else done.completeExceptionally(failure);
        });
    }
}
