package org.patchbay.io.rtp.internal;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.RtpPort.Way;
import org.patchbay.io.RtpTap;

/**
 * How a port is to behave: what the threads above want, which the relay loop picks up. As each order replaces the whole, a
 * port needs no queue of its own and can't fall behind.
 *
 * @param rtp where the peer's signalling wants RTP; kept while it is on hold, for the verification of its source
 * @param muted the peer wants nothing at present
 * @param tapType the payload type that {@code tap} sees
 * @param received who sees all that comes from the peer
 * @param sent who sees all that goes to the peer
 */
record Orders(
        @Nullable InetSocketAddress rtp,
        @Nullable InetSocketAddress rtcp,
        boolean muted,
        @Nullable RelayPort target,
        int tapType,
        @Nullable RtpTap tap,
        List<RtpTap> received,
        List<RtpTap> sent,
        boolean closed) {
    static final Orders NONE = new Orders(null, null, false, null, -1, null, List.of(), List.of(), false);

    Orders expect(InetSocketAddress newRtp, InetSocketAddress newRtcp) {
        // RFC 2543 hold: an address of zeros, or no port, receives nothing
        if (!usable(newRtp)) return new Orders(rtp, rtcp, true, target, tapType, tap, received, sent, closed);
        InetSocketAddress usableRtcp = usable(newRtcp) ? newRtcp : null;
        return new Orders(newRtp, usableRtcp, false, target, tapType, tap, received, sent, closed);
    }

    Orders relayTo(@Nullable RelayPort newTarget) {
        return new Orders(rtp, rtcp, muted, newTarget, tapType, tap, received, sent, closed);
    }

    Orders tap(int newType, @Nullable RtpTap newTap) {
        return new Orders(rtp, rtcp, muted, target, newType, newTap, received, sent, closed);
    }

    Orders listen(Way way, RtpTap listener) {
        return switch (way) {
            case RECEIVED -> listened(with(received, listener), sent);
            case SENT -> listened(received, with(sent, listener));
        };
    }

    Orders stopListening(Way way, RtpTap listener) {
        return switch (way) {
            case RECEIVED -> listened(without(received, listener), sent);
            case SENT -> listened(received, without(sent, listener));
        };
    }

    private Orders listened(List<RtpTap> newReceived, List<RtpTap> newSent) {
        return new Orders(rtp, rtcp, muted, target, tapType, tap, newReceived, newSent, closed);
    }

    private static List<RtpTap> with(List<RtpTap> listeners, RtpTap newcomer) {
        var all = new ArrayList<>(listeners);
        all.add(newcomer);
        return List.copyOf(all);
    }

    private static List<RtpTap> without(List<RtpTap> listeners, RtpTap leaver) {
        var others = new ArrayList<>(listeners);
        others.remove(leaver);
        return List.copyOf(others);
    }

    Orders close() {
        return new Orders(rtp, rtcp, true, null, -1, null, List.of(), List.of(), true);
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
