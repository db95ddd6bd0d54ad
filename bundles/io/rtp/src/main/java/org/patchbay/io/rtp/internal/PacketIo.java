package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The system calls of one relay loop: sockets, and the wait for the next readable one. {@link #bind} and
 * {@link #wakeup} are for any thread, the rest is for the loop's.
 */
interface PacketIo extends AutoCloseable {
    /** Binds a socket that doesn't block. */
    PacketSocket bind(InetSocketAddress local) throws IOException;

    /** Runs {@code reader} in {@link #poll} as long as {@code socket} has something to read. */
    void register(PacketSocket socket, Runnable reader) throws IOException;

    /** Lets {@code reader} run instead of the one before. */
    void hand(PacketSocket socket, Runnable reader);

    /** Makes a shortcut between two ports whose sockets are of here. */
    Shortcut shortcut(Shortcut.Ends ends);

    /**
     * Waits at most {@code millis} until a socket is readable, and runs the readers of those that are. Also frees
     * the ports of sockets that were closed.
     *
     * @return how many had something to read
     */
    int poll(long millis) throws IOException;

    /** Ends a {@link #poll} that waits, or the next one. */
    void wakeup();

    /** Ends the use of this; sockets are closed by their owners. */
    @Override
    void close() throws IOException;
}
