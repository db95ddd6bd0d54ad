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
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpKeys;
import org.patchbay.io.SrtpSuite;
import org.patchbay.media.AudioSource;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaKeys;
import org.patchbay.media.MediaSession.Digit;
import org.patchbay.media.MediaStatistics;

/** What a leg's media is once it has an RTP port. */
final class PortMedia {
    private final RtpPort port;
    private final MediaClock clock;
    private final DigitTap digits;
    private final RtpWriter writer = new RtpWriter(ThreadLocalRandom.current());
    private volatile Sending sending = Sending.NOTHING;
    private volatile Optional<InetSocketAddress> signalled = Optional.empty();
    private @Nullable PortMedia partner;
    private @Nullable Playback playback;

    PortMedia(RtpPort port, MediaClock clock) {
        this.port = port;
        this.clock = clock;
        this.digits = new DigitTap(port, clock);
    }

    InetSocketAddress rtp() {
        return port.advertised();
    }

    InetSocketAddress rtcp() {
        InetSocketAddress rtp = port.advertised();
        return new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1);
    }

    void remote(MediaDescription peer, MediaFormat negotiated) {
        port.secure(peer.keys().map(PortMedia::srtp)); // first, so that nothing plain is taken for the peer's
        port.expect(peer.rtp(), peer.rtcp());
        signalled = Optional.of(peer.rtp());
        sending = Sending.to(peer, negotiated);
        digits.agreed(negotiated);
    }

    private static SrtpKeys srtp(MediaKeys keys) {
        SrtpSuite suite = SrtpSuite.valueOf(keys.suite());
        return new SrtpKeys(new SrtpKey(suite, keys.received()), new SrtpKey(suite, keys.sent()));
    }

    void join(PortMedia other) {
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

    void echo() {
        leavePartner();
        stopPlayback();
        port.relayTo(port); // in one order: a packet that comes while an echo begins again is echoed too
    }

    CompletionStage<Void> play(AudioSource source) {
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

    void silence() {
        part();
        stopPlayback();
    }

    private void part() {
        port.stopRelay();
        leavePartner();
    }

    private void leavePartner() {
        PortMedia other = partner;
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

    void digits(Consumer<Digit> listener) {
        digits.listen(listener);
    }

    void onLost(Runnable listener) {
        port.onLost(listener);
    }

    MediaStatistics statistics() {
        RtpCounters counters = port.counters();
        return new MediaStatistics(
                counters.received(),
                counters.refused(),
                counters.sent(),
                counters.source(),
                signalled,
                counters.silence());
    }

    void close() {
        silence();
        port.close();
    }

    InetSocketAddress local() {
        return port.local();
    }
}
