package org.patchbay.channel.media.internal;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.RtpCounters;
import org.patchbay.io.RtpPort;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpKeys;
import org.patchbay.io.SrtpSuite;
import org.patchbay.media.AudioSource;
import org.patchbay.media.Codec;
import org.patchbay.media.DigitWay;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaKeys;
import org.patchbay.media.MediaSession.Digit;
import org.patchbay.media.MediaStatistics;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/** What a leg's media is once it has an RTP port. */
final class PortMedia {
    private static final int NARROW_HZ = 8000;
    private static final int WIDE_HZ = 16_000;

    private final RtpPort port;
    private final MediaClock clock;
    private final PortDigits digits;
    private final PortQuality quality;
    private final LegRecordings recordings;
    private final Speaker speaker;
    private final Codecs codecs;
    private final Supplier<JitterSettings> jitter;
    private Sending sending = Sending.NOTHING;
    private List<Codec> fromPeer = List.of();
    private volatile Optional<InetSocketAddress> signalled = Optional.empty();
    private volatile @Nullable PortMedia partner;
    private @Nullable Playback playback;
    private volatile @Nullable Transcoding transcoding;
    /** Whether the talk is to be translated although both use the same codec, because a key was heard in its sound. */
    private boolean translated;

    PortMedia(RtpPort port, MediaClock clock, Codecs codecs, Supplier<JitterSettings> jitter) {
        this.port = port;
        this.clock = clock;
        this.recordings = new LegRecordings(port);
        var writer = new RtpWriter(ThreadLocalRandom.current());
        this.quality = new PortQuality(port);
        this.speaker = new Speaker(port, writer, new Reporter(port, writer, quality));
        this.digits = new PortDigits(port, writer, clock, this::tones);
        this.codecs = codecs;
        this.jitter = jitter;
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
        sending = Sending.to(peer, negotiated, codecs);
        speaker.sending(sending);
        fromPeer = negotiated.codecs();
        digits.agreed(peer, negotiated);
        quality.agreed(negotiated);
        recordings.agreed(peer, negotiated);
        PortMedia other = partner;
        if (other != null && playback == null && other.playback == null) connect(other);
    }

    private static SrtpKeys srtp(MediaKeys keys) {
        SrtpSuite suite = SrtpSuite.valueOf(keys.suite());
        return new SrtpKeys(key(suite, keys.received(), keys.receivedUse()), key(suite, keys.sent(), keys.sentUse()));
    }

    private static SrtpKey key(SrtpSuite suite, byte[] octets, MediaKeys.Use use) {
        return new SrtpKey(suite, octets, use.mki(), use.lifetime());
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
        digits.talks(true);
        other.digits.talks(true);
        connect(other);
    }

    /** Passes packets on as they are where both use the same codec, which costs next to nothing, and else sound. */
    private void connect(PortMedia other) {
        endTranscoding(other);
        passDigits(other);
        if (!translated && understoodBy(other) && other.understoodBy(this)) {
            port.relayTo(other.port);
            other.port.relayTo(port);
        } else {
            port.stopRelay();
            other.port.stopRelay();
            transcode(other);
        }
    }

    private boolean understoodBy(PortMedia other) {
        Codec theirs = other.sending.codec();
        Optional<Codec> ours = audio();
        return ours.isEmpty()
                || other.audio().isEmpty()
                || theirs.sameEncoding(ours.get())
                        && theirs.payloadType() == ours.get().payloadType()
                || !speaker.able()
                || !other.speaker.able();
    }

    private Optional<Codec> audio() {
        for (Codec codec : fromPeer) if (codec.carriesAudio()) return Optional.of(codec);
        return Optional.empty();
    }

    private void transcode(PortMedia other) {
        int rateHz = Math.min(widest(), other.widest());
        var begun = new Transcoding(sound(rateHz), other.sound(rateHz));
        transcoding = begun;
        other.transcoding = begun;
        clock.add(begun);
    }

    /** Returns 16,000 when the codec of this leg carries more than telephones do, and else 8,000. */
    private int widest() {
        return sending.service().map(service -> service.rateHz(WIDE_HZ)).orElse(NARROW_HZ);
    }

    private PortSound sound(int rateHz) {
        return PortSound.begin(port, speaker, codecs, fromPeer, rateHz, jitter.get());
    }

    private void endTranscoding(PortMedia other) {
        Transcoding running = transcoding;
        transcoding = null;
        other.transcoding = null;
        if (running != null) running.stop();
    }

    void echo() {
        leavePartner();
        stopPlayback();
        port.relayTo(port); // in one order: a packet that comes while an echo begins again is echoed too
    }

    CompletionStage<Void> play(AudioSource source) {
        if (!speaker.able()) return CompletableFuture.failedStage(Speaker.noEncoder());
        stopPlayback();
        // two streams at once would be noise: what comes from elsewhere stops; what this peer says goes on to its
        // partner
        if (partner == null) {
            port.stopRelay();
        } else {
            partner.port.stopRelay();
            endTranscoding(partner);
        }
        Playback begun = new Playback(source, speaker);
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
        translated = false;
        other.translated = false;
        digits.talks(false);
        other.digits.talks(false);
        endTranscoding(other);
        other.port.stopRelay();
    }

    private void stopPlayback() {
        Playback running = playback;
        playback = null;
        if (running != null) running.stop();
    }

    Recording record(RecordingDesk desk, String name, RecordingOptions options) {
        return recordings.begin(desk, name, options);
    }

    private PortSound tones(List<Codec> spoken) {
        return PortSound.begin(port, speaker, codecs, spoken, NARROW_HZ, jitter.get());
    }

    void digits(Consumer<Digit> listener) {
        digits.listen(listener);
    }

    void digitWay(DigitWay way) {
        digits.way(way);
        PortMedia other = partner;
        if (other != null) passDigits(other);
    }

    private void passDigits(PortMedia other) {
        digits.passTo(other.digits);
        other.digits.passTo(digits);
    }

    void pass(Digit digit) {
        PortMedia other = partner;
        if (other == null || digits.reaches(other.digits, transcoding == null)) return;
        if (!other.digits.press(digit)) other.sound(digit);
    }

    void sendDigit(Digit digit) {
        if (digits.press(digit)) return;
        if (digits.byEvents() && partner != null && transcoding == null) throw PortDigits.notAgreed();
        if (partner == null) play(new DigitSound(digit, NARROW_HZ));
        else sound(digit);
    }

    /** Presses a key in the sound of a talk, which is translated from then on. */
    private void sound(Digit digit) {
        PortMedia other = partner;
        if (other == null) return;
        if (transcoding == null) {
            if (!speaker.able() || !other.speaker.able() || playback != null || other.playback != null) return;
            translated = true;
            other.translated = true;
            connect(other);
        }
        speaker.press(digit);
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
                counters.silence(),
                false,
                quality.quality());
    }

    void close() {
        digits.close();
        recordings.close();
        silence();
        port.close();
        clock.add(new Freeing(speaker));
    }

    /** Frees the codec on the clock, which is the one that uses it. */
    private record Freeing(Speaker speaker) implements MediaClock.Ticking {
        @Override
        public boolean tick(long nowNanos) {
            speaker.close();
            return false;
        }

        @Override
        public void abandon() {
            speaker.close();
        }
    }

    InetSocketAddress local() {
        return port.local();
    }
}
