package org.patchbay.channel.media.internal;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.RtpCounters;
import org.patchbay.io.RtpPort;
import org.patchbay.media.AudioSource;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaStatistics;

/** The media of one leg on its RTP port. */
final class RtpMediaSession implements MediaSession {
    private final RtpPort port;
    private final MediaClock clock;
    private final DigitTap digits;
    private final RtpWriter writer = new RtpWriter(ThreadLocalRandom.current());
    private volatile Sending sending = Sending.NOTHING;
    private volatile Optional<InetSocketAddress> signalled = Optional.empty();
    private @Nullable RtpMediaSession partner;
    private @Nullable Playback playback;

    RtpMediaSession(RtpPort port, MediaClock clock) {
        this.port = port;
        this.clock = clock;
        this.digits = new DigitTap(port, clock);
    }

    @Override
    public InetSocketAddress rtp() {
        return port.advertised();
    }

    @Override
    public InetSocketAddress rtcp() {
        InetSocketAddress rtp = port.advertised();
        return new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1);
    }

    @Override
    public void remote(MediaDescription peer, MediaFormat negotiated) {
        port.expect(peer.rtp(), peer.rtcp());
        signalled = Optional.of(peer.rtp());
        sending = Sending.to(peer, negotiated);
        digits.agreed(negotiated);
    }

    @Override
    public void join(MediaSession peer) {
        if (!(peer instanceof RtpMediaSession other) || other == this) {
            throw new IllegalArgumentException("can't be joined: " + peer);
        }
        if (partner != other) {
            part();
            other.part();
        }
        stopPlayback();
        other.stopPlayback();
        partner = other;
        other.partner = this;
        port.relayTo(other.port);
        other.port.relayTo(port);
    }

    @Override
    public void echo() {
        leavePartner();
        stopPlayback();
        port.relayTo(port); // in one order: a packet that comes while an echo begins again is echoed too
    }

    @Override
    public CompletionStage<Void> play(AudioSource source) {
        if (sending.encoder().isEmpty()) return CompletableFuture.failedStage(Playback.noEncoder());
        stopPlayback();
        // two streams at once would be noise: what comes from elsewhere stops; what this peer says goes on to its
        // partner
        if (partner != null) partner.port.stopRelay();
        else port.stopRelay();
        Playback begun = new Playback(source, port, writer, () -> sending);
        playback = begun;
        clock.add(begun);
        return begun.done();
    }

    @Override
    public void silence() {
        part();
        stopPlayback();
    }

    private void part() {
        port.stopRelay();
        leavePartner();
    }

    private void leavePartner() {
        RtpMediaSession other = partner;
        if (other == null) return;
        partner = null;
        other.partner = null;
        other.port.stopRelay();
    }

    private void stopPlayback() {
        Playback running = playback;
        playback = null;
        if (running != null) running.stop();
    }

    @Override
    public void digits(Consumer<Digit> listener) {
        digits.listen(listener);
    }

    @Override
    public void onLost(Runnable listener) {
        port.onLost(listener);
    }

    @Override
    public MediaStatistics statistics() {
        RtpCounters counters = port.counters();
        return new MediaStatistics(
                counters.received(),
                counters.refused(),
                counters.sent(),
                counters.source(),
                signalled,
                counters.silence());
    }

    @Override
    public void close() {
        silence();
        port.close();
    }

    @Override
    public String toString() {
        return "MediaSession[" + port.local() + "]";
    }
}
