package org.patchbay.io.rtp.internal;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose packets are the peer's (symmetric RTP, RFC 4961). Behind a NAT they don't come from the address that was
 * signalled, so the first source is believed; but whoever guesses a port must not get the call's sound by being
 * quicker than the phone. So a source that fits the signalling better takes its place during the first moments, and after
 * those nobody does, until the signalling says something new. Owned by one thread.
 */
final class Latch {
    /** How long a source that was not signalled may be replaced by a better one. */
    static final long PROBATION_NANOS = 2_000_000_000L;

    private static final int NONE = 0;
    private static final int PREVIOUS = 1;
    private static final int ANYBODY = 2;
    private static final int SAME_HOST = 3;
    private static final int SIGNALLED = 4;

    private @Nullable InetSocketAddress signalled;
    private @Nullable InetSocketAddress source;
    private @Nullable InetSocketAddress previous;
    private int standing = NONE;
    private long sinceNanos;

    /** Takes what was signalled, and forgets the source when that differs from before. */
    void expect(InetSocketAddress address) {
        if (address.equals(signalled)) return;
        signalled = address;
        if (address.equals(source)) {
            standing = SIGNALLED;
            return;
        }
        // its last packets are still under way: they must not look like the new source
        if (source != null) previous = source;
        source = null;
        standing = NONE;
    }

    /** Tells whether a valid packet from {@code from} is the peer's; may make it the source. */
    boolean accepts(InetSocketAddress from, long nowNanos) {
        if (from == source || from.equals(source)) return true;
        int claim = standing(from);
        if (claim <= standing || settled(nowNanos)) return false;
        if (standing == NONE) sinceNanos = nowNanos;
        source = from;
        standing = claim;
        return true;
    }

    /** Tells what {@link #accepts} would; changes nothing. */
    boolean wouldAccept(InetSocketAddress from, long nowNanos) {
        return from.equals(source) || (standing(from) > standing && !settled(nowNanos));
    }

    /** Tells whether no other source is taken any more. */
    boolean settled(long nowNanos) {
        return standing == SIGNALLED || (standing != NONE && nowNanos - sinceNanos > PROBATION_NANOS);
    }

    /** Returns where the peer's packets come from; null until the first one. */
    @Nullable
    InetSocketAddress source() {
        return source;
    }

    private int standing(InetSocketAddress from) {
        InetSocketAddress expected = signalled;
        if (expected == null) return NONE;
        if (from.equals(expected)) return SIGNALLED;
        if (from.equals(previous)) return PREVIOUS;
        return from.getAddress().equals(expected.getAddress()) ? SAME_HOST : ANYBODY;
    }
}
