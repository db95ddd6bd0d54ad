package org.patchbay.io;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What one port has counted since it was opened. Packets and octets are RTP; {@code rtcpReceived} and {@code rtcpSent}
 * are RTCP packets.
 *
 * @param received from the verified source
 * @param refused from anybody else, or not RTP
 * @param sent handed to the kernel for the peer
 * @param unsent not handed over: no peer address yet, or the socket's buffer was full
 * @param source where the peer's packets come from, once one was verified
 * @param unauthentic from a source that may be the peer's, but not encrypted with its SRTP key, or come twice
 * @param silence time since the last packet received from the peer, RTP or RTCP, or since the port was opened
 */
public record RtpCounters(
        long received,
        long receivedOctets,
        long refused,
        long sent,
        long unsent,
        long rtcpReceived,
        long rtcpSent,
        long unauthentic,
        Optional<InetSocketAddress> source,
        Duration silence) {
    /** Makes the counters of a port without SRTP. */
    public RtpCounters(
            long received,
            long receivedOctets,
            long refused,
            long sent,
            long unsent,
            long rtcpReceived,
            long rtcpSent,
            Optional<InetSocketAddress> source,
            Duration silence) {
        this(received, receivedOctets, refused, sent, unsent, rtcpReceived, rtcpSent, 0, source, silence);
    }
}
