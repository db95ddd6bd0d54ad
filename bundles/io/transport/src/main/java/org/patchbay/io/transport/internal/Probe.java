package org.patchbay.io.transport.internal;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long datagrams wait in the kernel: one of our own goes through the same queue ten times a second. No counter tells
 * that: loops that are busy all the time may still serve each message within a millisecond.
 */
final class Probe {
    static final long INTERVAL_MILLIS = 100;

    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final byte[] datagram = new byte[24];
    // of the loop that sends; the sockets may be read by others
    private volatile long sentNanos;
    private volatile boolean underWay;
    private volatile long delayNanos;
    private long repeatedNanos;

    Probe() {
        new SecureRandom().nextBytes(datagram); // nobody else knows it
    }

    /** Returns the datagram to send now; nothing while the last one is under way, unless the kernel must have dropped it. */
    byte[] next(long now) {
        if (underWay && now - repeatedNanos < LOST_NANOS) return new byte[0];
        if (!underWay) sentNanos = now;
        repeatedNanos = now;
        underWay = true;
        return datagram.clone();
    }

    /** Takes {@code message} if it is ours. */
    boolean takes(byte[] message, long now) {
        if (message.length != datagram.length || !Arrays.equals(message, datagram)) return false;
        delayNanos = now - sentNanos;
        underWay = false;
        return true;
    }

    /** Returns how long the last one waited, or already waits. */
    long delayNanos(long now) {
        return underWay ? Math.max(delayNanos, now - sentNanos) : delayNanos;
    }
}
