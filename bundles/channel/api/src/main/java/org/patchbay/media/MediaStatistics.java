package org.patchbay.media;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What one leg's media has counted.
 *
 * @param received RTP packets from the verified source
 * @param refused packets from anybody else, or not RTP
 * @param sent RTP packets to the peer
 * @param source where the peer's packets come from
 * @param signalled where the peer's description wants them to go
 * @param silence time since the last packet from the peer, RTP or RTCP
 * @param direct whether the packets go past us, so that nothing is counted
 * @param quality how well they arrive
 */
public record MediaStatistics(
        long received,
        long refused,
        long sent,
        Optional<InetSocketAddress> source,
        Optional<InetSocketAddress> signalled,
        Duration silence,
        boolean direct,
        MediaQuality quality) {
    /** Makes what a leg has counted whose packets come to us. */
    public MediaStatistics(
            long received,
            long refused,
            long sent,
            Optional<InetSocketAddress> source,
            Optional<InetSocketAddress> signalled,
            Duration silence) {
        this(received, refused, sent, source, signalled, silence, false, MediaQuality.UNKNOWN);
    }

    /** Makes what a leg has counted of whose quality nothing is known. */
    public MediaStatistics(
            long received,
            long refused,
            long sent,
            Optional<InetSocketAddress> source,
            Optional<InetSocketAddress> signalled,
            Duration silence,
            boolean direct) {
        this(received, refused, sent, source, signalled, silence, direct, MediaQuality.UNKNOWN);
    }
}
