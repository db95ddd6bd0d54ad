package org.patchbay.io.rtp.internal;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.RtpTap;

/**
 * How a port is to behave: what the threads above want, which the relay loop picks up. As each order replaces the whole, a
 * port needs no queue of its own and can't fall behind.
 *
 * @param rtp where the peer's signalling wants RTP; kept while it is on hold, for the verification of its source
 * @param muted the peer wants nothing at present
 * @param tapType the payload type that {@code tap} sees
 */
record Orders(
        @Nullable InetSocketAddress rtp,
        @Nullable InetSocketAddress rtcp,
        boolean muted,
        @Nullable RelayPort target,
        int tapType,
        @Nullable RtpTap tap,
        boolean closed) {
    static final Orders NONE = new Orders(null, null, false, null, -1, null, false);

    Orders expect(InetSocketAddress newRtp, InetSocketAddress newRtcp) {
        // RFC 2543 hold: an address of zeros, or no port, receives nothing
        if (!usable(newRtp)) return new Orders(rtp, rtcp, true, target, tapType, tap, closed);
        InetSocketAddress usableRtcp = usable(newRtcp) ? newRtcp : null;
        return new Orders(newRtp, usableRtcp, false, target, tapType, tap, closed);
    }

    Orders relayTo(@Nullable RelayPort newTarget) {
        return new Orders(rtp, rtcp, muted, newTarget, tapType, tap, closed);
    }

    Orders tap(int newType, @Nullable RtpTap newTap) {
        return new Orders(rtp, rtcp, muted, target, newType, newTap, closed);
    }

    Orders close() {
        return new Orders(rtp, rtcp, true, null, -1, null, true);
    }

    /** Tells whether the peer takes RTCP on its RTP port (RFC 5761). */
    boolean muxed() {
        return rtp != null && rtp.equals(rtcp);
    }

    private static boolean usable(InetSocketAddress address) {
        return !address.isUnresolved()
                && address.getPort() != 0
                && !address.getAddress().isAnyLocalAddress();
    }
}
