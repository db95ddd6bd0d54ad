package org.patchbay.media;

import java.time.Duration;

/**
 * How what a leg's peer sends has arrived (RFC 3550 section 6.4.1, RFC 3611 section 4.7.2), or how the peer says that what it is sent does.
 *
 * @param expected how many packets there were by their numbers; 0 where the peer doesn't say
 * @param lost those that did not arrive
 * @param lossShare the share of them that did not arrive, 0 to 1
 * @param duplicates that arrived once more; 0 where the peer doesn't say, as the next four
 * @param reordered that arrived after one that was sent later
 * @param longestLoss how many in a row at most did not arrive
 * @param burstDensity the share that was lost in bursts, 0 to 1
 * @param gapDensity the share that was lost between bursts, 0 to 1
 * @param jitter of the arrival
 * @param greatestJitter the highest that it was
 * @param mos how good it sounds by the E-model (ITU-T G.107), 1 to 4.5
 */
public record StreamQuality(
        long expected,
        long lost,
        double lossShare,
        long duplicates,
        long reordered,
        int longestLoss,
        double burstDensity,
        double gapDensity,
        Duration jitter,
        Duration greatestJitter,
        double mos) {}
