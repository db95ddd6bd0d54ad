package org.patchbay.io.transport.internal;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Who is counted as one peer: an IPv4 address, or the 64 bits of an IPv6 network, in which a host takes any address it likes. */
record Source(long bits, boolean ipv6) {
    static Source of(InetSocketAddress remote) {
        var address = ByteBuffer.wrap(remote.getAddress().getAddress());
        return address.remaining() == 4 ? new Source(address.getInt(), false) : new Source(address.getLong(), true);
    }
}
