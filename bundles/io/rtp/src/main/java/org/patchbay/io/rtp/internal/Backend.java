package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which calls of the system the relay loops use. */
enum Backend {
    /** {@link #EPOLL} where it works, {@link #NIO} elsewhere. */
    AUTO,
    EPOLL,
    NIO;

    private static final Logger LOG = LoggerFactory.getLogger(Backend.class);
    private static final long PATIENCE_MILLIS = 100;

    /**
     * @throws IllegalArgumentException when {@code name} is none of them
     */
    static Backend of(String name) {
        try {
            return valueOf(name.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("backend " + name + " is none of auto, epoll, nio", e);
        }
    }

    /** Returns what this means here: {@link #EPOLL} or {@link #NIO}. */
    Backend resolved() {
        if (this != AUTO) return this;
        String reason = reasonAgainstEpoll();
        if (reason.isEmpty()) return EPOLL;
        LOG.info("RTP goes through NIO: {}", reason);
        return NIO;
    }

    PacketIo open() throws IOException {
        return resolved() == EPOLL ? new EpollPacketIo() : new NioPacketIo();
    }

    private static String reasonAgainstEpoll() {
        if (!Linux.here()) return "epoll is known for Linux on x86-64 and aarch64";
        try (EpollPacketIo io = new EpollPacketIo()) {
            return carriesAPacket(io) ? "" : "a packet sent by epoll did not arrive";
        } catch (IOException | RuntimeException | LinkageError e) {
            return "epoll failed with " + e; // no native access, say, or a filter of system calls
        }
    }

    private static boolean carriesAPacket(PacketIo io) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        PacketSocket from = io.bind(any);
        try {
            PacketSocket to = io.bind(any);
            try {
                boolean[] came = new boolean[1];
                ByteBuffer into = ByteBuffer.allocateDirect(Long.BYTES);
                io.register(to, () -> came[0] = from.local().equals(receive(to, into)));
                from.send(ByteBuffer.allocateDirect(1), to.local());
                io.poll(PATIENCE_MILLIS);
                return came[0] && into.position() == 1;
            } finally {
                to.close();
            }
        } finally {
            from.close();
        }
    }

    private static InetSocketAddress receive(PacketSocket socket, ByteBuffer into) {
        try {
            InetSocketAddress source = socket.receive(into);
            return source == null ? socket.local() : source;
        } catch (IOException e) {
            return socket.local(); // not where it was sent from
        }
    }
}
