package org.patchbay.codec.opus.internal;

/**
 * How a stream is encoded.
 *
 * @param rateHz of the samples
 * @param complexity 0-10
 */
record EncoderSettings(int rateHz, int complexity, Fmtp peer) {
    /** The loss that in-band FEC is made for: below 5 % the encoder spends little on it. */
    static final int EXPECTED_LOSS_PERCENT = 10;

    int frame() {
        return rateHz / 50;
    }

    /** Returns bits a second: what RFC 7587 section 3.1.1 calls the sweet spot of the bandwidth, if the peer wants so much. */
    int bitrate() {
        int audibleHz = Math.min(rateHz, peer.playbackRateHz());
        int best = audibleHz <= 8000 ? 12_000 : audibleHz <= 16_000 ? 20_000 : 32_000;
        return Math.min(best, peer.bitrate());
    }
}
