package org.patchbay.io.transport.internal;

import java.nio.charset.StandardCharsets;

/** Keep-alives of peers behind routers: empty lines, or bytes of zero, that are no message. */
final class KeepAlive {
    /** RFC 5626 section 3.5.1: what answers a double CRLF on a stream. */
    static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);

    static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private KeepAlive() {}

    static boolean is(byte[] datagram) {
        for (byte each : datagram) {
            if (each != '\r' && each != '\n' && each != 0) return false;
        }
        return true;
    }
}
