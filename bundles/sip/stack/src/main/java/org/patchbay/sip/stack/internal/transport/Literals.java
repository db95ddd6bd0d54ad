package org.patchbay.sip.stack.internal.transport;

import gov.nist.core.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Reads literal addresses. A name is refused, never looked up: that would block a thread that all calls share. */
final class Literals {
    private static final int SIP_PORT = 5060;

    private Literals() {}

    static InetSocketAddress address(HostPort target) throws UnknownHostException {
        return address(target.getHost().getHostname(), target.getPort());
    }

    static InetSocketAddress address(String host, int port) throws UnknownHostException {
        try {
            var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
            return new InetSocketAddress(InetAddress.ofLiteral(bare), port > 0 ? port : SIP_PORT);
        } catch (IllegalArgumentException notLiteral) {
            throw new UnknownHostException("not a literal address: " + host);
        }
    }
}
