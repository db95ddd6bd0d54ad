package org.patchbay.io.rtp.internal;

/**
 * Caps the packets of a second. Without it a peer that gives one of our own ports as its address makes packets
 * circle as fast as the processor can. Owned by one thread.
 */
final class RateLimit {
    static final long SECOND_NANOS = 1_000_000_000L;

    private long startNanos;
    private int count;

    /** Counts a packet; tells whether it is past the cap. */
    boolean exceeded(int packetsPerSecond, long nowNanos) {
        if (nowNanos - startNanos >= SECOND_NANOS) {
            startNanos = nowNanos;
            count = 0;
        }
        return ++count > packetsPerSecond;
    }
}
