package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;

/** One socket and the peer's address at its other end. All but {@link #send} and {@link #source} is for the relay loop. */
final class PeerLink {
    private final PacketSocket socket;
    private final Latch latch = new Latch();
    private final RateLimit rate = new RateLimit();
    // A socket bound to the wildcard that is connected gets the local address of the route back, and then is deaf to a
    // peer that sends to another address of this host.
    private boolean connectable;
    private boolean connected;
    private boolean peerWasLast;
    private volatile @Nullable InetSocketAddress source;

    PeerLink(PacketSocket socket) {
        this.socket = socket;
        this.connectable = !socket.local().getAddress().isAnyLocalAddress();
    }

    PacketSocket socket() {
        return socket;
    }

    /** Returns where the peer's packets come from; null until one was verified. May be called from any thread. */
    @Nullable
    InetSocketAddress source() {
        return source;
    }

    void expect(InetSocketAddress signalled) {
        latch.expect(signalled);
        if (latch.source() == source) return;
        source = latch.source();
        if (!connected) return;
        connected = false;
        try {
            socket.disconnect();
        } catch (IOException e) {
            connectable = false;
        }
    }

    /** Returns where the peer's packets come from, once nothing but another {@link #expect} changes how they come and go; null before. */
    @Nullable
    InetSocketAddress settled(long nowNanos) {
        return (connected || !connectable) && latch.settled(nowNanos) ? latch.source() : null;
    }

    /** Tells whether a packet would be the peer's if it is valid; changes nothing. */
    boolean wouldAccept(InetSocketAddress from, long nowNanos) {
        return latch.wouldAccept(from, nowNanos);
    }

    /** Tells whether a valid packet is the peer's, and not one too many. */
    boolean accepts(InetSocketAddress from, int packetsPerSecond, long nowNanos) {
        peerWasLast = latch.accepts(from, nowNanos);
        if (!peerWasLast) return false;
        InetSocketAddress latched = latch.source();
        if (latched != source) source = latched;
        return !rate.exceeded(packetsPerSecond, nowNanos);
    }

    /** Tells the same of RTCP on the RTP port (RFC 5761), which may follow RTP but makes no source. */
    boolean acceptsMuxed(InetSocketAddress from, int packetsPerSecond, long nowNanos) {
        return from.equals(latch.source()) && !rate.exceeded(packetsPerSecond, nowNanos);
    }

    /**
     * Tells whether it is time to {@link #connect}, which makes sending cheaper and keeps strangers away: right after a packet of the peer,
     * when its next is a while away, since what arrives just before the connect may be lost.
     */
    boolean connectDue() {
        return peerWasLast && connectable && !connected && latch.settled(System.nanoTime());
    }

    void connect() {
        InetSocketAddress peer = latch.source();
        if (peer == null) return;
        try {
            socket.connect(peer);
            connected = true;
        } catch (IOException e) {
            // no route at the moment, say: the latch alone filters from now on
            connectable = false;
        }
    }

    /**
     * Sends to the peer: where its packets come from, or until then to {@code signalled}. May be called from any thread.
     *
     * @return false when there is no address yet, or the kernel refused
     */
    boolean send(ByteBuffer packet, @Nullable InetSocketAddress signalled) {
        InetSocketAddress latched = source;
        InetSocketAddress to = latched != null ? latched : signalled;
        if (to == null) return false;
        try {
            return socket.send(packet, to);
        } catch (IOException | AlreadyConnectedException | UnsupportedAddressTypeException e) {
            // the peer has closed its port, an address of the other family, or the peer changes at this moment
            return false;
        }
    }

    void close() {
        socket.close();
    }
}
