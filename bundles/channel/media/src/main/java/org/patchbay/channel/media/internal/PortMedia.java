package org.patchbay.channel.media.internal;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.patchbay.io.RtpCounters;
import org.patchbay.io.RtpPort;
import org.patchbay.io.SrtpKey;
import org.patchbay.io.SrtpKeys;
import org.patchbay.io.SrtpSuite;
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
    private final RtpPort port;
    private final MediaClock clock;
    private final Speaker speaker;
    private final LegSound sound;
    private final PortDigits digits;
    private final PortTalk talk;
    private final PortQuality quality;
    private final LegRecordings recordings;
    private volatile Optional<InetSocketAddress> signalled = Optional.empty();

    PortMedia(RtpPort port, MediaServices services) {
        this.port = port;
        this.clock = services.clock();
        this.recordings = new LegRecordings(port);
        var writer = new RtpWriter(ThreadLocalRandom.current());
        this.quality = new PortQuality(port);
        this.speaker = new Speaker(port, writer, new Reporter(port, writer, quality));
        this.sound = new LegSound(port, speaker, services.codecs(), services.jitter());
        this.digits = new PortDigits(port, writer, clock, sound::narrow);
        this.talk = new PortTalk(port, clock, digits, sound);
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
        boolean recoded = sound.agreed(peer, negotiated);
        digits.agreed(peer, negotiated);
        quality.agreed(negotiated);
        recordings.agreed(peer, negotiated);
        talk.agreed(recoded);
    }

    private static SrtpKeys srtp(MediaKeys keys) {
        SrtpSuite suite = SrtpSuite.valueOf(keys.suite());
        return new SrtpKeys(key(suite, keys.received(), keys.receivedUse()), key(suite, keys.sent(), keys.sentUse()));
    }

    private static SrtpKey key(SrtpSuite suite, byte[] octets, MediaKeys.Use use) {
        return new SrtpKey(suite, octets, use.mki(), use.lifetime());
    }

    /** Returns what the leg hears. */
    PortTalk talk() {
        return talk;
    }

    Recording record(RecordingDesk desk, String name, RecordingOptions options) {
        return recordings.begin(desk, name, options);
    }

    void digits(Consumer<Digit> listener) {
        digits.listen(listener);
    }

    void digitWay(DigitWay way) {
        digits.way(way);
        talk.digitWayChanged();
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
        talk.silence();
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
