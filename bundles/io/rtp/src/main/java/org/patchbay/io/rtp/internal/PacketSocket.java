package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A bound UDP socket that doesn't block. All but {@link #send} is for the relay loop's thread. */
interface PacketSocket {
    /** After a stall, sound that is older than a second is not worth relaying. */
    int RECEIVE_BUFFER_OCTETS = 64 * 1024;

    /** RFC 4594 section 4.1: telephony goes as expedited forwarding, DSCP 46. */
    int EXPEDITED_FORWARDING = 0xB8;

    /** Returns the address that it is bound to. */
    InetSocketAddress local();

    /** Fills {@code into}, from its begin on, with the next datagram; returns its source, or null when there is none. */
    @Nullable
    InetSocketAddress receive(ByteBuffer into) throws IOException;

    /**
     * Sends what {@code packet} holds. May be called from any thread.
     *
     * @return false when the socket's buffer is full
     */
    boolean send(ByteBuffer packet, InetSocketAddress to) throws IOException;

    /**
     * Lets the kernel drop what doesn't come from {@code peer}, and find the way to it once instead of for each packet. What has come and
     * isn't read may be lost.
     */
    void connect(InetSocketAddress peer) throws IOException;

    /** Ends {@link #connect}. */
    void disconnect() throws IOException;

    /** Closes it; may be called twice. */
    void close();
}
