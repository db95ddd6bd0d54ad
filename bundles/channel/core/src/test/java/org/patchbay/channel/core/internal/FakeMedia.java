package org.patchbay.channel.core.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.patchbay.media.AudioSource;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaStatistics;

/** Media that says in a word what it does. */
final class FakeMedia implements MediaSession {
    volatile String state = "silent";
    volatile CompletableFuture<Void> playback = new CompletableFuture<>();

    @Override
    public InetSocketAddress rtp() {
        return new InetSocketAddress("127.0.0.1", 4000);
    }

    @Override
    public InetSocketAddress rtcp() {
        return new InetSocketAddress("127.0.0.1", 4001);
    }

    @Override
    public void remote(MediaDescription peer, MediaFormat negotiated) {}

    @Override
    public void join(MediaSession peer) {
        state = "joined";
        ((FakeMedia) peer).state = "joined";
    }

    @Override
    public void echo() {
        state = "echo";
    }

    @Override
    public CompletionStage<Void> play(AudioSource source) {
        state = "playing";
        playback = new CompletableFuture<>();
        return playback;
    }

    @Override
    public void silence() {
        state = "silent";
        playback.complete(null);
    }

    @Override
    public void onLost(Runnable listener) {}

    @Override
    public void digits(Consumer<Digit> listener) {}

    @Override
    public MediaStatistics statistics() {
        return new MediaStatistics(0, 0, 0, Optional.empty(), Optional.empty(), Duration.ZERO);
    }

    @Override
    public void close() {}
}
