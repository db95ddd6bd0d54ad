package org.patchbay.itest.phone;

import java.net.InetSocketAddress;

/** One way to the server. What arrives goes to the consumer given at opening, on a thread of the socket. */
public interface SipSocket extends AutoCloseable {
    /** Returns the transport as Via writes it. */
    String transport();

    /** Returns where requests for this phone are to be sent. */
    InetSocketAddress local();

    /** Sends bytes as they are. */
    void send(byte[] bytes);

    @Override
    void close();
}
