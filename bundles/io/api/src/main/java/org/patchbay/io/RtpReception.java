package org.patchbay.io;

import java.time.Duration;

/**
 * How a peer's RTP has arrived, from the first packet on, also where its source (SSRC) changed in between (RFC 3550 sections 6.4.1 and A.3).
 * What is on its way or late counts as lost until it comes.
 *
 * @param source the SSRC of the last packet
 * @param highest the highest sequence number of that source, extended by how often they began again (RFC 3550 section 6.4.1)
 * @param expected how many packets the sequence numbers say there were
 * @param lost those that have not come; one that comes more than 64 packets late has not
 * @param duplicates that came once more
 * @param reordered that came after one that was sent later
 * @param losses how often packets were lost, one or several in a row
 * @param longestLoss how many packets in a row at most were lost
 * @param bursts the losses by where they are dense
 * @param jitter of the arrival, as RFC 3550 section A.8 smooths it
 * @param greatestJitter the highest that this was
 */
public record RtpReception(
        int source,
        int highest,
        long expected,
        long lost,
        long duplicates,
        long reordered,
        long losses,
        int longestLoss,
        LossBursts bursts,
        Duration jitter,
        Duration greatestJitter) {
    /** Nothing has come. */
    public static final RtpReception NOTHING =
            new RtpReception(0, 0, 0, 0, 0, 0, 0, 0, LossBursts.NONE, Duration.ZERO, Duration.ZERO);

    /** Returns the share of the expected packets that was lost, 0 to 1. */
    public double lossShare() {
        return expected == 0 ? 0 : (double) lost / expected;
    }

    /** Returns how many packets were lost in a row on average; 0 when none was. */
    public double averageLoss() {
        return losses == 0 ? 0 : (double) lost / losses;
    }

    /**
     * Losses where fewer than 16 packets come between one and the next are a burst, those farther apart are the gap between bursts (RFC 3611
     * section 4.7.2). Counted up to the last loss but 64 packets.
     *
     * @param inBursts packets lost in bursts
     * @param burstPackets packets that bursts were long, the lost ones included
     * @param inGaps packets lost in gaps
     * @param gapPackets packets that gaps were long, the lost ones included
     * @param bursts how many there were
     */
    public record LossBursts(long inBursts, long burstPackets, long inGaps, long gapPackets, long bursts) {
        /** Nothing is lost. */
        public static final LossBursts NONE = new LossBursts(0, 0, 0, 0, 0);

        /** Returns the share of packets lost within bursts, 0 to 1. */
        public double burstDensity() {
            return burstPackets == 0 ? 0 : (double) inBursts / burstPackets;
        }

        /** Returns the share of packets lost between bursts, 0 to 1. */
        public double gapDensity() {
            return gapPackets == 0 ? 0 : (double) inGaps / gapPackets;
        }
    }
}
