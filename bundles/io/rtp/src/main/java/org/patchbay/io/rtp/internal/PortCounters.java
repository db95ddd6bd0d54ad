package org.patchbay.io.rtp.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.RtpCounters;

/** The counters of a port. What comes in is counted by the port's loop alone, what goes out by whoever sends. */
final class PortCounters {
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong receivedOctets = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong unauthentic = new AtomicLong();
    private final AtomicLong rtcpReceived = new AtomicLong();
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime());
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong unsent = new AtomicLong();
    private final AtomicLong rtcpSent = new AtomicLong();

    void received(int octets, long nowNanos) {
        add(received, 1);
        add(receivedOctets, octets);
        lastNanos.setOpaque(nowNanos);
    }

    void rtcpReceived(long nowNanos) {
        add(rtcpReceived, 1);
        lastNanos.setOpaque(nowNanos);
    }

    void refused() {
        add(refused, 1);
    }

    void unauthentic() {
        add(unauthentic, 1);
    }

    void sent(boolean taken) {
        if (taken) sent.getAndIncrement();
        else unsent.getAndIncrement();
    }

    void rtcpSent() {
        rtcpSent.getAndIncrement();
    }

    RtpCounters snapshot(@Nullable InetSocketAddress source) {
        long quietNanos = System.nanoTime() - lastNanos.getOpaque();
        return new RtpCounters(
                received.getOpaque(),
                receivedOctets.getOpaque(),
                refused.getOpaque(),
                sent.get(),
                unsent.get(),
                rtcpReceived.getOpaque(),
                rtcpSent.get(),
                unauthentic.getOpaque(),
                Optional.ofNullable(source),
                Duration.ofNanos(Math.max(0, quietNanos)));
    }

    // one writer: no need of an atomic addition
    private static void add(AtomicLong counter, long amount) {
        counter.setOpaque(counter.getPlain() + amount);
    }
}
