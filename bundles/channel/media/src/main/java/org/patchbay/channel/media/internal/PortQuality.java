package org.patchbay.channel.media.internal;

import java.time.Duration;
import java.util.Optional;
import org.patchbay.io.RtcpReports.Heard;
import org.patchbay.io.RtpPort;
import org.patchbay.io.RtpReception;
import org.patchbay.media.Codec;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaQuality;
import org.patchbay.media.StreamQuality;

/** Makes of what a port counts how well its leg's sound goes both ways. Told by the leg's call; asked from any thread. */
final class PortQuality {
    /** A packet, and what a phone holds back at least before it plays. */
    private static final double LEAST_DELAY_MILLIS = 40;

    private final RtpPort port;
    private volatile Optional<Codec> codec = Optional.empty();

    PortQuality(RtpPort port) {
        this.port = port;
    }

    void agreed(MediaFormat negotiated) {
        codec = negotiated.audioCodec();
        codec.ifPresent(agreed -> port.clock(agreed.clockRateHz()));
    }

    MediaQuality quality() {
        String name = codec.map(Codec::name).orElse("");
        Optional<Heard> heard = port.reports().heard();
        Optional<Duration> roundTrip = heard.flatMap(Heard::roundTrip);
        RtpReception reception = port.reception();
        return new MediaQuality(
                codec.map(Codec::name),
                reception.expected() == 0 ? Optional.empty() : Optional.of(arriving(name, reception, roundTrip)),
                heard.map(told -> heard(name, told)),
                roundTrip);
    }

    private static StreamQuality arriving(String codec, RtpReception told, Optional<Duration> roundTrip) {
        double delay = delay(told.jitter(), roundTrip);
        return new StreamQuality(
                told.expected(),
                told.lost(),
                told.lossShare(),
                told.duplicates(),
                told.reordered(),
                told.longestLoss(),
                told.bursts().burstDensity(),
                told.bursts().gapDensity(),
                told.jitter(),
                told.greatestJitter(),
                EModel.mos(codec, told.lossShare(), told.averageLoss(), delay));
    }

    // what the peer thinks of its sound itself is better than what can be reckoned here
    private static StreamQuality heard(String codec, Heard told) {
        double mos = told.mos()
                .orElseGet(() -> EModel.mos(codec, told.lossShare(), 1, delay(told.jitter(), told.roundTrip())));
        Duration jitter = told.jitter();
        return new StreamQuality(0, Math.max(0, told.lost()), told.lossShare(), 0, 0, 0, 0, 0, jitter, jitter, mos);
    }

    // half the way there and back, and a jitter buffer that holds twice the jitter
    private static double delay(Duration jitter, Optional<Duration> roundTrip) {
        return LEAST_DELAY_MILLIS
                + 2e-6 * jitter.toNanos()
                + roundTrip.map(trip -> trip.toNanos() / 2e6).orElse(0.0);
    }
}
