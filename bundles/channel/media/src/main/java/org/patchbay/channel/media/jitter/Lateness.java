package org.patchbay.channel.media.jitter;

import java.util.concurrent.TimeUnit;

/**
 * How much later than the fastest of the last seconds packets come, which is how long sound has to be held back. Packets are compared by how
 * long they took according to the sender's clock (RFC 3550 section 6.4.1); in windows, so that clocks which drift apart, and a network
 * that has become better, are followed.
 */
final class Lateness {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final int clockRateHz;
    private boolean begun;
    private long windowEnd;
    private long arrival;
    private int timestamp;
    /** How long the last packet took, from an origin of no meaning. */
    private long transit;

    private long fastest;
    private long fastestBefore;
    private long worst;
    private long worstBefore;

    Lateness(int clockRateHz) {
        this.clockRateHz = clockRateHz;
    }

    /** Begins anew: another source, with another clock. */
    void reset() {
        begun = false;
    }

    void take(int packetTimestamp, long nowNanos) {
        if (!begun) {
            begun = true;
            transit = 0;
            fastest = fastestBefore = 0;
            worst = worstBefore = 0;
            windowEnd = nowNanos + WINDOW_NANOS;
        } else {
            long sent = (packetTimestamp - timestamp) * TimeUnit.SECONDS.toNanos(1) / clockRateHz;
            transit += nowNanos - arrival - sent;
        }
        arrival = nowNanos;
        timestamp = packetTimestamp;
        if (nowNanos - windowEnd >= 0) turn(nowNanos);
        fastest = Math.min(fastest, transit);
        worst = Math.max(worst, transit - Math.min(fastest, fastestBefore));
    }

    private void turn(long nowNanos) {
        windowEnd = nowNanos + WINDOW_NANOS;
        fastestBefore = fastest;
        fastest = transit;
        worstBefore = worst;
        worst = 0;
    }

    /** Returns the lateness of the latest packet of the last seconds, in nanoseconds. */
    long worstNanos() {
        return Math.max(worst, worstBefore);
    }
}
