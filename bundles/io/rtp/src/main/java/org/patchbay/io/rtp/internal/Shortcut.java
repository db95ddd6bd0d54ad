package org.patchbay.io.rtp.internal;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.rtp.stream.internal.ReceivedStream;

/**
 * The way of a talk that has settled: both peers send from where they will go on to send from, nobody encrypts or listens, and one loop
 * serves both legs. Then a packet needs to be counted and sent, no more, and what that takes is gathered here: with a thousand legs it is
 * the way to memory, and not instructions, that a packet costs. What a shortcut doesn't carry is judged at length by its {@link PortReader}.
 * Any thread may {@link #end} it; the rest is for the relay loop.
 */
abstract class Shortcut implements Runnable {
    private final RelayPort from;
    private final PortReader reader;
    private final PortCounters entered;
    private final PortCounters left;
    private final ReceivedStream stream;
    private final ByteBuffer packet;
    private final int packetsPerSecond;
    private final int tapType;
    private volatile boolean ended;
    private int inSecond;
    private long secondNanos;

    /**
     * Where a shortcut begins and ends.
     *
     * @param source where the packets of {@code from} come from
     * @param destination where those of {@code to} go
     */
    record Ends(
            RelayPort from, PortReader reader, InetSocketAddress source, RelayPort to, InetSocketAddress destination) {}

    Shortcut(Ends ends) {
        from = ends.from();
        reader = ends.reader();
        packet = reader.buffer();
        entered = from.counting();
        left = ends.to().counting();
        stream = from.stream();
        packetsPerSecond = from.packetsPerSecond();
        tapType = from.now().tapType();
    }

    /** Fills the loop's buffer with the next datagram; returns its sender, or null when there is none. */
    abstract @Nullable InetSocketAddress receive(ByteBuffer packet);

    /** Tells whether {@code sender}, of the last packet, is the peer. */
    abstract boolean isSource(InetSocketAddress sender);

    /** Sends what {@code packet} holds; returns false when the kernel didn't take it. */
    abstract boolean send(ByteBuffer packet);

    /** Ends it: no packet that arrives after this returns is carried. */
    final void end() {
        ended = true;
    }

    final boolean ended() {
        return ended;
    }

    /** Tells whether it comes from {@code port}. */
    final boolean isFrom(RelayPort port) {
        return from == port;
    }

    /** Carries the packet that has arrived, or lets it be judged. */
    @Override
    public final void run() {
        if (ended) {
            reader.takeBack();
            return;
        }
        InetSocketAddress sender = receive(packet);
        if (sender == null) return;
        long nowNanos = System.nanoTime();
        // once more: an order may have come while it was read
        if (ended || !isSource(sender) || !RtpHeader.isRtp(packet) || RtpHeader.payloadType(packet) == tapType) {
            reader.judgeRtp(sender, nowNanos);
        } else if (isTooMuch(nowNanos)) {
            entered.refused();
        } else {
            entered.received(packet.limit(), nowNanos);
            stream.received(packet, nowNanos);
            left.relayed(send(packet));
        }
    }

    // as RateLimit, but without another object to look into
    private boolean isTooMuch(long nowNanos) {
        if (nowNanos - secondNanos >= RateLimit.SECOND_NANOS) {
            secondNanos = nowNanos;
            inSecond = 0;
        }
        return ++inSecond > packetsPerSecond;
    }
}
