package org.patchbay.io.rtp.srtp.internal;

import org.patchbay.io.SrtpKey;

/** How far the packets of one synchronization source have come. */
final class Source {
    private static final int HALF = 1 << 15;
    private static final int ROUND = 1 << 16;
    private static final int NONE = -1;

    private final int ssrc;
    private final ReplayWindow rtp = new ReplayWindow();
    private final ReplayWindow rtcp = new ReplayWindow();

    Source(int ssrc) {
        this.ssrc = ssrc;
    }

    int ssrc() {
        return ssrc;
    }

    ReplayWindow rtp() {
        return rtp;
    }

    ReplayWindow rtcp() {
        return rtcp;
    }

    /**
     * Returns the index that {@code sequence} stands for: the one nearest to the highest so far (RFC 3711 section 3.3.1); negative when that is
     * before the first round, or after the last (RFC 3711 section 9.2).
     */
    long index(int sequence) {
        long highest = rtp.highest();
        if (highest < 0) return sequence;
        long same = (highest & -ROUND) | sequence;
        if (same - highest > HALF) return same - ROUND;
        if (highest - same <= HALF) return same;
        return same + ROUND < SrtpKey.LONGEST_LIFETIME ? same + ROUND : NONE;
    }
}
