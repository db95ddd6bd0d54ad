package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The two sockets of a port. */
record PortSockets(PacketSocket rtp, PacketSocket rtcp) {
    /** Binds RTP to {@code port} and RTCP to the one above (RFC 3550 section 11). */
    static PortSockets bind(PacketIo io, InetAddress address, int port) throws IOException {
        PacketSocket rtp = io.bind(new InetSocketAddress(address, port));
        try {
            return new PortSockets(rtp, io.bind(new InetSocketAddress(address, port + 1)));
        } catch (IOException e) {
            rtp.close();
            throw e;
        }
    }

    void close() {
        rtp.close();
        rtcp.close();
    }
}
