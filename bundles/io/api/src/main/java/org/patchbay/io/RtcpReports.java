package org.patchbay.io;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a peer has told by RTCP (RFC 3550 section 6.4, RFC 3611).
 *
 * @param heard how it hears us, by its last report
 * @param sender its last sender report
 */
public record RtcpReports(Optional<Heard> heard, Optional<SenderReport> sender) {
    /** It has told nothing. */
    public static final RtcpReports NOTHING = new RtcpReports(Optional.empty(), Optional.empty());

    /**
     * How the stream that we send arrives at the peer.
     *
     * @param lossShare the share that was lost since its report before, 0 to 1
     * @param lost packets lost from the beginning; fewer than none if some came twice
     * @param jitter of the arrival
     * @param roundTrip from us to the peer and back, once it has had a sender report from us
     * @param mos how good the peer finds the sound (MOS-LQ of RFC 3611 section 4.7.5), 1 to 5
     */
    public record Heard(
            double lossShare, long lost, Duration jitter, Optional<Duration> roundTrip, OptionalDouble mos) {}

    /**
     * A sender report, as far as an answer to it needs it (RFC 3550 section 6.4.1).
     *
     * @param timestamp the middle 32 bits of its NTP timestamp
     * @param arrivedNanos when it came, by {@link System#nanoTime}
     */
    public record SenderReport(int timestamp, long arrivedNanos) {}
}
