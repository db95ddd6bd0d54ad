package org.patchbay.media;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The audio stream that a peer described.
 *
 * @param rtp where it wants RTP
 * @param rtcp where it wants RTCP
 * @param format what it can take; the direction is as the peer sees it, and {@code 0.0.0.0} reads as on hold
 * @param keys what both sides encrypt with, if the packets are SRTP
 */
public record MediaDescription(
        InetSocketAddress rtp, InetSocketAddress rtcp, MediaFormat format, Optional<MediaKeys> keys) {
    /** Describes a stream of plain RTP. */
    public MediaDescription(InetSocketAddress rtp, InetSocketAddress rtcp, MediaFormat format) {
        this(rtp, rtcp, format, Optional.empty());
    }

    /** Tells whether the packets are encrypted. */
    public boolean secure() {
        return keys.isPresent();
    }
}
