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

    // a queue that stands delays each of so many; what one of them met is a pause of the machine, or a burst
    private static final int STANDING = 3;
    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final byte[] datagram = new byte[24];
    // of the loop that sends; the sockets may be read by others
    private volatile long sentNanos;
    private volatile boolean underWay;
    private volatile long[] lastNanos = new long[STANDING];
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
        long[] later = Arrays.copyOfRange(lastNanos, 1, STANDING + 1);
        later[STANDING - 1] = now - sentNanos;
        lastNanos = later;
        underWay = false;
        return true;
    }

    /** Returns how long each of the last few waited at least; the one under way counts once it has waited longer than the last. */
    long delayNanos(long now) {
        long[] last = lastNanos;
        long latest = last[STANDING - 1];
        if (!underWay || now - sentNanos <= latest)
            return Arrays.stream(last).min().orElse(0);
        long before = Arrays.stream(last).skip(1).min().orElse(0);
        return Math.min(before, now - sentNanos);
    }
}
