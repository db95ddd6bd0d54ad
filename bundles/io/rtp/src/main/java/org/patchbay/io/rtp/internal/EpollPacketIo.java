package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Packets through the kernel's own calls: what the same loop costs in C, and no object per packet. For Linux. */
final class EpollPacketIo implements PacketIo {
    private static final int EVENTS = 512;
    // struct epoll_event is packed on x86-64 only
    private static final boolean PACKED = !System.getProperty("os.arch", "").equals("aarch64");
    private static final int EVENT_OCTETS = PACKED ? 12 : 16;
    private static final int DESCRIPTOR = PACKED ? 4 : 8;

    private final int epoll;
    private final int wake;
    private final long events;
    private final long counter;
    private @Nullable Runnable[] readers = new Runnable[1024];
    private boolean closed;

    EpollPacketIo() throws IOException {
        epoll = Linux.epoll();
        try {
            wake = Linux.eventDescriptor();
        } catch (IOException e) {
            Linux.close(epoll);
            throw e;
        }
        events = Linux.allocate((long) EVENTS * EVENT_OCTETS);
        counter = Linux.allocate(2 * Long.BYTES);
        add(wake);
    }

    private void add(int descriptor) throws IOException {
        long event = Linux.allocate(EVENT_OCTETS);
        try {
            Linux.writeInt(event, Linux.EPOLLIN);
            Linux.writeInt(event + DESCRIPTOR, descriptor);
            Linux.epollAdd(epoll, descriptor, event);
        } finally {
            Linux.free(event);
        }
    }

    @Override
    public PacketSocket bind(InetSocketAddress local) throws IOException {
        return EpollPacketSocket.bind(this, local);
    }

    @Override
    public void register(PacketSocket socket, Runnable reader) throws IOException {
        if (!(socket instanceof EpollPacketSocket raw)) throw new IllegalArgumentException("not from here: " + socket);
        int descriptor = raw.descriptor();
        if (descriptor >= readers.length) readers = Arrays.copyOf(readers, 2 * descriptor);
        readers[descriptor] = reader;
        add(descriptor);
    }

    /** Forgets the reader of a socket; the kernel forgets its descriptor when that is closed. */
    void closing(EpollPacketSocket socket) {
        // one that was never registered may be closed by any thread, and has none
        if (socket.descriptor() < readers.length) readers[socket.descriptor()] = null;
    }

    @Override
    public void poll(long millis) {
        int count = Linux.epollWait(epoll, events, EVENTS, (int) millis);
        for (int i = 0; i < count; i++) {
            int descriptor = Linux.readInt(events + (long) i * EVENT_OCTETS + DESCRIPTOR);
            if (descriptor == wake) Linux.takeSignal(wake, counter + Long.BYTES);
            else read(descriptor);
        }
    }

    private void read(int descriptor) {
        // an event that is older than a socket's end meets nobody, or a newcomer who finds nothing to read
        Runnable reader = descriptor < readers.length ? readers[descriptor] : null;
        if (reader != null) reader.run();
    }

    @Override
    public synchronized void wakeup() {
        if (closed) return; // the descriptor may be somebody else's by now
        Linux.writeLong(counter, 1);
        Linux.signal(wake, counter);
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        Linux.close(epoll);
        Linux.close(wake);
        Linux.free(events);
        Linux.free(counter);
    }
}
