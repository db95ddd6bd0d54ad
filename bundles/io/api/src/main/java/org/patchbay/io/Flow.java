package org.patchbay.io;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The way between this server and one peer: a connection, or for datagrams a pair of addresses (RFC 5626 section 2). Every
 * method may be called from any thread; none waits.
 */
@ProviderType
public interface Flow {
    /** Returns what {@link Listener#existing} finds it by: plain text, never given to another flow while this process lives. */
    String id();

    Listener listener();

    /** Returns the peer's address as seen on the socket. */
    InetSocketAddress remote();

    /** Returns the address on this side: of a listener on the wildcard address the one that the peer reached. */
    InetSocketAddress local();

    /** Tells whether messages can still reach the peer; always true for datagrams. */
    boolean open();

    /** Returns the subject's common name in the peer's certificate when it gave one that we trust. */
    Optional<String> peerName();

    /**
     * Sends one whole message, whose bytes the caller leaves alone from now on. When too much waits for a slow peer already, its
     * connection is closed.
     */
    void send(byte[] message, Outcome outcome);

    /** Closes the connection after what is being sent; nothing for datagrams. */
    void close();

    /** Is told what became of a message, on a thread of the transport: must not block. */
    @ConsumerType
    @FunctionalInterface
    interface Outcome {
        /** For senders who learn of it otherwise, from a missing answer. */
        Outcome IGNORED = _ -> {};

        /** Says that the message wasn't sent, {@code why} in a few words; not called for one that was handed to the kernel. */
        void notSent(String why);
    }
}
