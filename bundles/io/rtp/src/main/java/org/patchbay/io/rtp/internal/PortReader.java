package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads a port's sockets, judges what arrives, and passes it on. For the relay loop alone. */
final class PortReader {
    // a socket should be empty before it is connected, but a flood may fill it as fast as it is read
    private static final int DRAINED_AT_MOST = 256;

    private final RelayPort port;
    private final PacketIo io;
    private final ByteBuffer packet;
    private final PeerLink rtp;
    private final PeerLink rtcp;
    private final PortCounters counters;
    private final int packetsPerSecond;

    /** @param packet where each packet is read into, and sent from */
    PortReader(RelayPort port, PacketIo io, ByteBuffer packet) {
        this.port = port;
        this.io = io;
        this.packet = packet;
        rtp = port.rtp();
        rtcp = port.rtcp();
        counters = port.counting();
        packetsPerSecond = port.packetsPerSecond();
    }

    ByteBuffer buffer() {
        return packet;
    }

    void rtpReadable() {
        if (!readRtp()) return;
        if (rtp.connectDue()) {
            for (int i = 0; i < DRAINED_AT_MOST && readRtp(); i++) {}
            rtp.connect();
        }
        takeShortcut();
    }

    private void takeShortcut() {
        Shortcut shortcut = port.shortcuts().open(this, System.nanoTime());
        if (shortcut != null) io.hand(rtp.socket(), shortcut);
    }

    /** Reads again what a shortcut did. */
    void takeBack() {
        io.hand(rtp.socket(), this::rtpReadable);
        rtpReadable();
    }

    void rtcpReadable() {
        if (!readRtcp() || !rtcp.connectDue()) return;
        for (int i = 0; i < DRAINED_AT_MOST && readRtcp(); i++) {}
        rtcp.connect();
    }

    private boolean readRtp() {
        InetSocketAddress from = receive(rtp);
        if (from == null) return false;
        judgeRtp(from, System.nanoTime());
        return true;
    }

    /** Judges the packet at hand. */
    void judgeRtp(InetSocketAddress from, long nowNanos) {
        // a packet that came after an order returned must not be judged without it
        port.catchUp();
        if (closed(rtp, from, nowNanos)) {
            counters.unauthentic();
        } else if (RtpHeader.isRtp(packet) && rtp.accepts(from, packetsPerSecond, nowNanos)) {
            counters.received(packet.limit(), nowNanos);
            port.stream().received(packet, nowNanos);
            port.relayRtp(packet);
        } else if (RtpHeader.isRtcp(packet) && rtp.acceptsMuxed(from, packetsPerSecond, nowNanos)) {
            port.relayRtcp(packet, nowNanos);
        } else {
            counters.refused();
        }
    }

    private boolean readRtcp() {
        InetSocketAddress from = receive(rtcp);
        if (from == null) return false;
        port.catchUp();
        long nowNanos = System.nanoTime();
        if (closed(rtcp, from, nowNanos)) counters.unauthentic();
        else if (RtpHeader.isRtcp(packet) && rtcp.accepts(from, packetsPerSecond, nowNanos))
            port.relayRtcp(packet, nowNanos);
        else counters.refused();
        return true;
    }

    /**
     * Tells whether a packet that may be the peer's can't be opened with its key; before it is taken for the peer's, as a forged one must
     * not make a source.
     */
    private boolean closed(PeerLink link, InetSocketAddress from, long nowNanos) {
        PortSecurity secured = port.security();
        if (secured == null || !link.wouldAccept(from, nowNanos)) return false;
        if (RtpHeader.isRtp(packet)) return !secured.openRtp(packet);
        return RtpHeader.isRtcp(packet) && !secured.openRtcp(packet);
    }

    private @Nullable InetSocketAddress receive(PeerLink link) {
        packet.clear();
        try {
            InetSocketAddress from = link.socket().receive(packet);
            packet.flip();
            return from;
        } catch (IOException e) {
            // the peer closed its port, which a connected socket is told; its next packets are as welcome as ever
            return null;
        }
    }
}
