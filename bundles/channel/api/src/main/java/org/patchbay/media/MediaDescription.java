package org.patchbay.media;

import java.net.InetSocketAddress;

/**
 * The audio stream that a peer described.
 *
 * @param rtp where it wants RTP
 * @param rtcp where it wants RTCP
 * @param format what it can take; the direction is as the peer sees it, and {@code 0.0.0.0} reads as on hold
 */
public record MediaDescription(InetSocketAddress rtp, InetSocketAddress rtcp, MediaFormat format) {}
