package org.patchbay.sip.stack.internal.transport;

import java.net.InetSocketAddress;

/** A listening point of ours: makes ways to peers, and closes at once. */
public interface Listening {
    /** Begins to receive. */
    void serve();

    /** Returns a way to {@code remote}: over TCP the connection that is open, whoever opened it, else a new one. */
    WireChannel channelTo(InetSocketAddress remote);

    /** Closes the socket and all connections; may be called twice. */
    void stop();
}
