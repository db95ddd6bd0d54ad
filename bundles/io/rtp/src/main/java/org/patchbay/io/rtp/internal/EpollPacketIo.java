package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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
    // of the packet at hand: beside each socket they would be as far away as everything of a socket that was quiet for
    // 20 ms
    private final long cameFrom;
    private final long cameFromLength;
    private final long goesTo;
    private @Nullable Runnable[] readers = new Runnable[1024];
    private boolean closed;
    // the loop has one buffer: where it lies is asked once, since the answer is an object
    private Place received = Place.NONE;

    private record Place(@Nullable ByteBuffer buffer, long at) {
        static final Place NONE = new Place(null, 0);
    }

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
        cameFrom = Linux.allocate(2 * SocketAddressBytes.SLOT_OCTETS);
        cameFromLength = cameFrom + SocketAddressBytes.OCTETS;
        goesTo = cameFrom + SocketAddressBytes.SLOT_OCTETS;
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

    /**
     * Reads the next datagram of a socket from the begin of {@code direct} on, whose limit is its capacity then; returns how many octets
     * came, negative when none. For the loop's thread.
     */
    long receive(int descriptor, ByteBuffer direct) {
        if (received.buffer() != direct) received = new Place(direct, addressOf(direct));
        direct.clear();
        Linux.writeInt(cameFromLength, SocketAddressBytes.OCTETS);
        return Linux.receiveFrom(descriptor, received.at(), direct.capacity(), cameFrom, cameFromLength);
    }

    /** Where the kernel has written the source of the packet that {@link #receive} read last. */
    long cameFrom() {
        return cameFrom;
    }

    /** Returns the source of the packet that {@link #receive} read last from a socket of {@code family}. */
    InetSocketAddress sender(int family) {
        return new SocketAddressBytes(cameFrom, family).read();
    }

    /** Where the loop's thread may write an address to send to. */
    long goesTo() {
        return goesTo;
    }

    /** Returns the address of the first octet of {@code direct}. */
    long addressOf(ByteBuffer direct) {
        Place known = received;
        if (known.buffer() == direct) return known.at();
        return MemorySegment.ofBuffer(direct).address() - direct.position();
    }

    @Override
    public PacketSocket bind(InetSocketAddress local) throws IOException {
        return EpollPacketSocket.bind(this, local);
    }

    @Override
    public void register(PacketSocket socket, Runnable reader) throws IOException {
        int descriptor = raw(socket).descriptor();
        if (descriptor >= readers.length) readers = Arrays.copyOf(readers, 2 * descriptor);
        readers[descriptor] = reader;
        add(descriptor);
    }

    @Override
    public void hand(PacketSocket socket, Runnable reader) {
        readers[raw(socket).descriptor()] = reader;
    }

    @Override
    public Shortcut shortcut(Shortcut.Ends ends) {
        return new EpollShortcut(
                this, raw(ends.from().rtp().socket()), raw(ends.to().rtp().socket()), ends);
    }

    private static EpollPacketSocket raw(PacketSocket socket) {
        if (socket instanceof EpollPacketSocket raw) return raw;
        throw new IllegalArgumentException("not from here: " + socket);
    }

    /** Forgets the reader of a socket; the kernel forgets its descriptor when that is closed. */
    void closing(EpollPacketSocket socket) {
        // one that was never registered may be closed by any thread, and has none
        if (socket.descriptor() < readers.length) readers[socket.descriptor()] = null;
    }

    @Override
    public int poll(long millis) {
        int count = Linux.epollWait(epoll, events, EVENTS, (int) millis);
        for (int i = 0; i < count; i++) {
            int descriptor = Linux.readInt(events + (long) i * EVENT_OCTETS + DESCRIPTOR);
            if (descriptor == wake) Linux.takeSignal(wake, counter + Long.BYTES);
            else read(descriptor);
        }
        return count;
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
        Linux.free(cameFrom);
    }
}
