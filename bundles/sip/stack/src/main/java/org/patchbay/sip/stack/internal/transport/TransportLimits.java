package org.patchbay.sip.stack.internal.transport;

import java.time.Duration;

/**
 * What peers may use up.
 *
 * @param messageBytes longest message, headers and body
 * @param udpThreads how many threads serve datagrams
 * @param connections how many TCP connections may be open; one more is closed at once
 * @param idle how long a connection may be silent
 * @param connecting how long a connection may take to come up, and a message that has begun to arrive to end
 * @param sendQueue how many messages may wait for a slow peer before its connection is closed
 */
public record TransportLimits(
        int messageBytes, int udpThreads, int connections, Duration idle, Duration connecting, int sendQueue) {
    public TransportLimits {
        if (messageBytes < 4096 || messageBytes > 65_535) {
            throw new IllegalArgumentException("message.bytes.max must be 4096-65535, not " + messageBytes);
        }
        if (udpThreads < 1) throw new IllegalArgumentException("UDP threads " + udpThreads);
        if (connections < 1) throw new IllegalArgumentException("tcp.connections.max " + connections);
    }
}
