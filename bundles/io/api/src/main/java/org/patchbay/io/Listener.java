package org.patchbay.io;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A socket at which peers reach this server with messages: a service for each configured listener, which comes and goes
 * with its configuration while the others carry on. It outlives whoever reads the messages: while nobody is attached, connections stay
 * open and what arrives waits in the kernel's buffers. Every method may be called from any thread; none waits.
 */
@ProviderType
public interface Listener {
    /** Service property: {@link #name()}. */
    String NAME = "listener.name";

    /** Returns the name that its configuration gives it, such as {@code udp}; unique among the listeners. */
    String name();

    TransportProtocol protocol();

    /** Returns the address that it is bound to. */
    InetSocketAddress local();

    /** Returns the address that peers are told, which may be a host name; differs from {@link #local()} behind a NAT. */
    InetSocketAddress advertised();

    /**
     * Begins to deliver to {@code receiver}, the backlog first. One at a time: the newest receives, and when it is closed the one
     * before it again, so that a successor can take over without a gap.
     */
    Attachment attach(MessageReceiver receiver);

    /**
     * Returns the way to {@code remote}: the connection that is open, or a new one, which messages wait for; for datagrams nothing but
     * the address. A connection that can't be opened reports each message as {@link Flow.Outcome not sent}.
     */
    Flow flow(InetSocketAddress remote);

    /** Returns the open connection with {@link Flow#id()} {@code id}; for datagrams the flow to the address in it. */
    Optional<Flow> existing(String id);

    /** Returns the connections that are open now; none for datagrams. */
    List<Flow> connections();

    /**
     * Returns for how long messages wait in the kernel now, as measured by one of our own that goes the same way. Nearly zero
     * when the loops keep up; zero where connections have their own flow control.
     */
    default Duration behind() {
        return Duration.ZERO;
    }

    /** Says what came, went and was refused since the start. */
    TransportCounters counters();

    /** What {@link #attach} gave; closing it ends the delivery. May be closed twice. */
    @ProviderType
    interface Attachment extends AutoCloseable {
        @Override
        void close();
    }
}
