package org.patchbay.channel.media.jitter;

/**
 * What a buffer has counted of one leg.
 *
 * @param played packets that were played in their turn
 * @param lost packets that were not there in their turn
 * @param late of those, the ones that came afterwards
 * @param duplicates packets that came once more
 * @param stretched times that 20 ms were made up because nothing had come
 * @param shortened packets left out, because more was held back than the network makes necessary
 * @param delayMillis how long the sound is held back at present
 */
public record JitterCounters(
        long played, long lost, long late, long duplicates, long stretched, long shortened, int delayMillis) {}
