package org.patchbay.io.rtp.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.RtpCounters;

/**
 * The counters of a port. What comes in, and what its own loop relays, is counted by that loop alone; what else goes out by whoever sends.
 * Plain fields and not objects, because a packet finds the memory of a port that was quiet for 20 ms far away; the most used come first.
 */
final class PortCounters {
    private static final VarHandle RECEIVED = count("received");
    private static final VarHandle RECEIVED_OCTETS = count("receivedOctets");
    private static final VarHandle LAST_NANOS = count("lastNanos");
    private static final VarHandle RELAYED = count("relayed");
    private static final VarHandle UNRELAYED = count("unrelayed");
    private static final VarHandle SENT = count("sent");
    private static final VarHandle UNSENT = count("unsent");
    private static final VarHandle REFUSED = count("refused");
    private static final VarHandle UNAUTHENTIC = count("unauthentic");
    private static final VarHandle RTCP_RECEIVED = count("rtcpReceived");
    private static final VarHandle RTCP_SENT = count("rtcpSent");

    private long received;
    private long receivedOctets;
    private long lastNanos = System.nanoTime();
    private long relayed;
    private long unrelayed;
    private long sent;
    private long unsent;
    private long refused;
    private long unauthentic;
    private long rtcpReceived;
    private long rtcpSent;

    private static VarHandle count(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(PortCounters.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    void received(int octets, long nowNanos) {
        // one writer: no need of an atomic addition, here and where the loop alone counts
        RECEIVED.setOpaque(this, received + 1);
        RECEIVED_OCTETS.setOpaque(this, receivedOctets + octets);
        LAST_NANOS.setOpaque(this, nowNanos);
    }

    void rtcpReceived(long nowNanos) {
        RTCP_RECEIVED.setOpaque(this, rtcpReceived + 1);
        LAST_NANOS.setOpaque(this, nowNanos);
    }

    void refused() {
        REFUSED.setOpaque(this, refused + 1);
    }

    void unauthentic() {
        UNAUTHENTIC.setOpaque(this, unauthentic + 1);
    }

    /** Counts a packet that the port's own loop sends. */
    void relayed(boolean taken) {
        if (taken) RELAYED.setOpaque(this, relayed + 1);
        else UNRELAYED.setOpaque(this, unrelayed + 1);
    }

    /** Counts a packet that anybody sends. */
    void sent(boolean taken) {
        long ignored = taken ? (long) SENT.getAndAdd(this, 1L) : (long) UNSENT.getAndAdd(this, 1L);
    }

    void rtcpSent() {
        long ignored = (long) RTCP_SENT.getAndAdd(this, 1L);
    }

    RtpCounters snapshot(@Nullable InetSocketAddress source) {
        long quietNanos = System.nanoTime() - get(LAST_NANOS);
        return new RtpCounters(
                get(RECEIVED),
                get(RECEIVED_OCTETS),
                get(REFUSED),
                get(SENT) + get(RELAYED),
                get(UNSENT) + get(UNRELAYED),
                get(RTCP_RECEIVED),
                get(RTCP_SENT),
                get(UNAUTHENTIC),
                Optional.ofNullable(source),
                Duration.ofNanos(Math.max(0, quietNanos)));
    }

    private long get(VarHandle count) {
        return (long) count.getOpaque(this);
    }
}
