package org.patchbay.channel.media.internal;

/**
 * The linear sound of one leg, for who mixes, transcodes or records it: what its peer says and what it is told, 20 ms at a time, 16-bit
 * mono. Used on the media clock only, once a tick.
 */
interface Sound {
    /** Returns the samples a second of both ways: 8,000, 16,000 or 48,000. A frame has a fiftieth of it. */
    int rateHz();

    /**
     * Fills {@code frame} with what the peer said during the next 20 ms, in order and made up where it was lost.
     *
     * @return false when the peer said nothing, and {@code frame} is silence
     */
    boolean hear(short[] frame);

    /** Sends {@code frame} to the peer. */
    void say(short[] frame);
}
