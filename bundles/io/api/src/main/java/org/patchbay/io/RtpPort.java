package org.patchbay.io;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One leg's pair of sockets. Every method may be called from any thread and returns at once; changes take effect on the
 * relay loop in the order in which they were asked for.
 *
 * <p>Packets are sent where the peer's come from (symmetric RTP) once their source has been verified: it is the address
 * that was signalled, or the first one that sends valid RTP after {@link #expect}. Packets of anybody else are counted
 * and dropped.
 */
@ProviderType
public interface RtpPort extends AutoCloseable {
    /** Returns the address bound for RTP; RTCP is at the port above. */
    InetSocketAddress local();

    /** Returns the address that the peer is to be told; differs from {@link #local()} behind a NAT. */
    InetSocketAddress advertised();

    /** Says where the peer's signalling wants RTP and RTCP, and lets the port latch anew when that has changed. */
    void expect(InetSocketAddress rtp, InetSocketAddress rtcp);

    /**
     * Takes only packets that are encrypted and authentic by {@code keys} from now on (SRTP, RFC 3711), and encrypts what is sent; without
     * keys it is plain again. Said before {@link #expect}. A key that stays the same keeps its place in the stream, so that it may be
     * said again. Taps, listeners and the port that is relayed to get plain packets.
     */
    default void secure(Optional<SrtpKeys> keys) {
        if (keys.isPresent()) throw new UnsupportedOperationException("no SRTP here");
    }

    /** Sends on to {@code peer} what arrives here, unchanged; {@code this} makes an echo. Replaces an earlier target. */
    void relayTo(RtpPort peer);

    /** Ends {@link #relayTo}; packets that arrive are counted and dropped. */
    void stopRelay();

    /** Shows {@code tap} every RTP packet that arrives with {@code payloadType} (0-127), beside relaying it if it {@linkplain RtpTap#passes passes}. */
    void tap(int payloadType, RtpTap tap);

    /** Ends {@link #tap}. */
    void stopTap();

    /**
     * Shows {@code tap} every RTP packet that passes {@code way} from now on, of whatever payload type; what was sent on from another port
     * too. Of packets that are encrypted on the wire it sees the plain ones. Several may listen.
     */
    Listening listen(Way way, RtpTap tap);

    /** Sends an RTP packet of our own to the peer; dropped when the peer's address is not known yet. */
    void send(ByteBuffer packet);

    /** Sends an RTCP packet of our own to the peer; dropped when the peer's address is not known yet. */
    default void sendRtcp(ByteBuffer packet) {}

    /** Returns what was counted so far. */
    RtpCounters counters();

    /** Says how many units of the timestamp the peer's packets have a second, 1 or more; 8,000 at first. */
    default void clock(int rateHz) {}

    /** Returns how the peer's packets have arrived so far. */
    default RtpReception reception() {
        return RtpReception.NOTHING;
    }

    /** Returns what the peer has reported so far. */
    default RtcpReports reports() {
        return RtcpReports.NOTHING;
    }

    /**
     * Has {@code listener} run when the sockets are closed other than by {@link #close}, because the module that moves the packets
     * ends. It runs on a thread of that module, and must return at once.
     */
    void onLost(Runnable listener);

    /** Closes both sockets and gives the ports back. May be called twice. */
    @Override
    void close();

    /** Which packets somebody listens to. */
    enum Way {
        /** From the verified peer; the tap is called on the relay loop. */
        RECEIVED,
        /** To the peer; the tap is called by whoever sends, which may be several threads one after the other, and at times two at once. */
        SENT
    }

    /** Somebody who listens. */
    @FunctionalInterface
    interface Listening extends AutoCloseable {
        /** Stops it: the tap is called no more than once again. May be called twice. */
        @Override
        void close();
    }
}
