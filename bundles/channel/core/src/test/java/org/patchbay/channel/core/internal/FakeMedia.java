package org.patchbay.channel.core.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.patchbay.media.AudioSource;
import org.patchbay.media.Codec;
import org.patchbay.media.ConferenceMember;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaStatistics;
import org.patchbay.media.MediaUnavailableException;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/** Media that says in a word what it does. */
final class FakeMedia implements MediaSession {
    volatile String state = "silent";
    volatile CompletableFuture<Void> playback = new CompletableFuture<>();
    volatile Optional<FakeMedia> direct = Optional.empty();
    volatile boolean full;
    volatile Duration silence = Duration.ZERO;
    volatile @Nullable FakeMember member;
    final List<FakeRecording> recorded = new CopyOnWriteArrayList<>();
    final StringBuffer pressed = new StringBuffer();

    /** Takes a port, which is to be had unless the test says that all are taken. */
    void needPort() {
        if (full && direct.isEmpty()) throw new MediaUnavailableException("all ports are taken, as the test wants");
    }

    @Override
    public boolean goDirect(MediaSession other) {
        direct = Optional.of((FakeMedia) other);
        direct.get().direct = Optional.of(this);
        return true;
    }

    @Override
    public boolean direct() {
        return direct.isPresent();
    }

    @Override
    public void anchor() {
        direct.ifPresent(other -> other.direct = Optional.empty());
        direct = Optional.empty();
    }

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
        if (direct.equals(Optional.of(peer))) return;
        anchor();
        ((FakeMedia) peer).anchor();
        needPort();
        state = "joined";
        ((FakeMedia) peer).state = "joined";
    }

    @Override
    public void echo() {
        state = "echo";
    }

    @Override
    public ConferenceMember enter(String conference, String name) {
        if (conference.equals("full")) throw new MediaUnavailableException("conference full is full");
        needPort();
        boolean stays = state.equals("in " + conference);
        state = "in " + conference;
        if (!stays) member = new FakeMember(conference, name);
        return member;
    }

    @Override
    public CompletionStage<Void> play(AudioSource source) {
        state = "playing";
        playback = new CompletableFuture<>();
        return playback;
    }

    @Override
    public Recording record(String name, RecordingOptions options) {
        anchor();
        needPort();
        var begun = new FakeRecording(name);
        recorded.add(begun);
        return begun;
    }

    @Override
    public void silence() {
        state = "silent";
        playback.complete(null);
        if (member != null) member.left.complete(null);
    }

    @Override
    public void onLost(Runnable listener) {}

    @Override
    public void digits(Consumer<Digit> listener) {}

    @Override
    public void sendDigit(Digit digit) {
        pressed.append(digit.digit());
    }

    @Override
    public MediaStatistics statistics() {
        return new MediaStatistics(0, 0, 0, Optional.empty(), Optional.empty(), silence);
    }

    @Override
    public void close() {
        anchor();
    }

    @Override
    public List<Codec> codecs() {
        return List.of(Codec.PCMU, Codec.PCMA, Codec.TELEPHONE_EVENT);
    }
}
