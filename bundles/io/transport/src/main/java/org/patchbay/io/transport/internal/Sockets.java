package org.patchbay.io.transport.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.patchbay.io.Flow;

/** The open sockets of a listener: of datagrams, or of connections. */
sealed interface Sockets permits DatagramSockets, StreamSockets {
    InetSocketAddress local();

    Flow flow(InetSocketAddress remote);

    Optional<Flow> existing(String id);

    List<Flow> connections();

    /** Returns for how long messages have been waiting in the kernel; connections have their own flow control. */
    default Duration behind() {
        return Duration.ZERO;
    }

    /** Says that somebody else, or nobody, receives now. */
    void receiverChanged();

    /** Applies settings for which the sockets can stay open. */
    void change(Settings settings);

    /** Closes everything, and waits until the port is free, 300 ms at most. */
    void close();
}
