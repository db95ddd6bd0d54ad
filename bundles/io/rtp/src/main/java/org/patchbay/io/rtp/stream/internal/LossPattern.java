package org.patchbay.io.rtp.stream.internal;

import org.patchbay.io.RtpReception.LossBursts;

/** Sorts losses into bursts and the gaps between them (RFC 3611 section 4.7.2). Told of losses alone, in the order of their numbers; used by one thread. */
final class LossPattern {
    /** As many packets in a row must come for a burst to be over (RFC 3611 section 4.7.2 recommends 16). */
    private static final int GAP_MINIMUM = 16;

    private long inBursts;
    private long burstPackets;
    private long inGaps;
    private long gapPackets;
    private long bursts;
    /** Losses less than a gap apart, up to the last one, and the packets from the first to the last of them. */
    private long nearLost;

    private long nearPackets;
    private long losses;
    private long run;
    private int longestRun;

    /** Notes that {@code received} packets have come, and then one was lost. */
    void lost(long received) {
        if (received > 0 || losses == 0) {
            losses++;
            run = 0;
        }
        run++;
        longestRun = (int) Math.max(longestRun, run);
        if (nearLost > 0 && received < GAP_MINIMUM) {
            nearLost++;
            nearPackets += received + 1;
            return;
        }
        settle();
        gapPackets += received;
        nearLost = 1;
        nearPackets = 1;
    }

    private void settle() {
        if (nearLost > 1) {
            bursts++;
            inBursts += nearLost;
            burstPackets += nearPackets;
        } else {
            inGaps += nearLost;
            gapPackets += nearPackets;
        }
        nearLost = 0;
        nearPackets = 0;
    }

    /** Returns how often packets were lost, one or several in a row. */
    long losses() {
        return losses;
    }

    int longestRun() {
        return longestRun;
    }

    /** Returns the pattern so far; {@code received} packets have come after the last loss. */
    LossBursts bursts(long received) {
        boolean burst = nearLost > 1;
        return new LossBursts(
                burst ? inBursts + nearLost : inBursts,
                burst ? burstPackets + nearPackets : burstPackets,
                burst ? inGaps : inGaps + nearLost,
                (burst ? gapPackets : gapPackets + nearPackets) + received,
                burst ? bursts + 1 : bursts);
    }

    /** Returns a copy, to look ahead with. */
    LossPattern copy() {
        var copy = new LossPattern();
        copy.inBursts = inBursts;
        copy.burstPackets = burstPackets;
        copy.inGaps = inGaps;
        copy.gapPackets = gapPackets;
        copy.bursts = bursts;
        copy.nearLost = nearLost;
        copy.nearPackets = nearPackets;
        copy.losses = losses;
        copy.run = run;
        copy.longestRun = longestRun;
        return copy;
    }
}
