package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket that is a bare descriptor. The peer's address is kept as the kernel wants it, and the source of the last packet too: the
 * next one mostly comes from the same, and then is told by the same object.
 */
final class EpollPacketSocket implements PacketSocket {
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int IPPROTO_IP = 0;
    private static final int IP_TOS = 1;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int IPV6_TCLASS = 67;

    // three addresses, and the length of the first
    private static final int SLOT_OCTETS = 32;
    private static final int SLOTS_OCTETS = 3 * SLOT_OCTETS;

    private final EpollPacketIo io;
    private final int descriptor;
    private final InetSocketAddress local;
    private final SocketAddressBytes came;
    private final SocketAddressBytes known;
    private final SocketAddressBytes destination;
    private @Nullable InetSocketAddress source;
    private @Nullable InetSocketAddress connected;
    private @Nullable InetSocketAddress to;
    private boolean closed;
    // the loop has one buffer: where it lies is asked once, since the answer is an object
    private Place received = Place.NONE;
    private Place sent = Place.NONE;

    private record Place(@Nullable ByteBuffer buffer, long at) {
        static final Place NONE = new Place(null, 0);

        Place of(ByteBuffer direct) {
            return direct == buffer
                    ? this
                    : new Place(direct, MemorySegment.ofBuffer(direct).address() - direct.position());
        }
    }

    private EpollPacketSocket(EpollPacketIo io, int family, InetSocketAddress wanted) throws IOException {
        this.io = io;
        descriptor = Linux.udpSocket(family);
        long memory = Linux.allocate(SLOTS_OCTETS);
        came = new SocketAddressBytes(memory, family);
        known = new SocketAddressBytes(memory + SLOT_OCTETS, family);
        destination = new SocketAddressBytes(memory + 2 * SLOT_OCTETS, family);
        try {
            configure(family);
            local = bind(wanted);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    static EpollPacketSocket bind(EpollPacketIo io, InetSocketAddress local) throws IOException {
        int family = local.getAddress() instanceof Inet4Address ? Linux.AF_INET : Linux.AF_INET6;
        return new EpollPacketSocket(io, family, local);
    }

    private void configure(int family) throws IOException {
        Linux.setOption(descriptor, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER_OCTETS);
        if (family == Linux.AF_INET6) {
            Linux.setOption(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 0);
            Linux.setOption(descriptor, IPPROTO_IPV6, IPV6_TCLASS, EXPEDITED_FORWARDING);
        }
        Linux.setOption(descriptor, IPPROTO_IP, IP_TOS, EXPEDITED_FORWARDING);
    }

    private InetSocketAddress bind(InetSocketAddress wanted) throws IOException {
        came.write(wanted);
        Linux.bind(descriptor, came.at(), came.octets());
        if (wanted.getPort() != 0) return wanted;
        Linux.writeInt(lengthAt(), SocketAddressBytes.OCTETS);
        Linux.name(descriptor, came.at(), lengthAt());
        return came.read();
    }

    private long lengthAt() {
        return came.at() + SocketAddressBytes.OCTETS;
    }

    int descriptor() {
        return descriptor;
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public @Nullable InetSocketAddress receive(ByteBuffer into) {
        if (closed) return null;
        received = received.of(into);
        long at = received.at() + into.position();
        long octets = receiveFrom(at, into.remaining());
        if (octets < 0) return null;
        into.position(into.position() + (int) octets);
        return source;
    }

    private long receiveFrom(long at, int octets) {
        Linux.writeInt(lengthAt(), SocketAddressBytes.OCTETS);
        long received = Linux.receiveFrom(descriptor, at, octets, came.at(), lengthAt());
        if (received >= 0 && (source == null || !came.sameAs(known))) {
            came.copyTo(known);
            source = came.read();
        }
        return received;
    }

    // The lock keeps the descriptor from being closed, and given to another socket, between the look and the call.
    @Override
    public synchronized boolean send(ByteBuffer packet, InetSocketAddress next) {
        if (closed || !destination.canHold(next)) return false;
        if (packet.isDirect()) {
            sent = sent.of(packet);
            return send(sent.at() + packet.position(), packet.remaining(), next);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(packet.remaining());
            copy.copyFrom(MemorySegment.ofBuffer(packet));
            return send(copy.address(), packet.remaining(), next);
        }
    }

    private boolean send(long at, int octets, InetSocketAddress next) {
        if (next.equals(connected)) return Linux.send(descriptor, at, octets) >= 0;
        if (next != to && !next.equals(to)) destination.write(next);
        to = next;
        return Linux.sendTo(descriptor, at, octets, destination.at(), destination.octets()) >= 0;
    }

    @Override
    public synchronized void connect(InetSocketAddress peer) throws IOException {
        came.write(peer);
        Linux.connect(descriptor, came.at(), came.octets());
        connected = peer;
    }

    @Override
    public boolean losesByConnecting() {
        return false; // and of what is read afterwards the source is told as before
    }

    @Override
    public synchronized void disconnect() throws IOException {
        connected = null;
        long unspecified = came.at();
        Linux.writeLong(unspecified, 0); // AF_UNSPEC
        Linux.connect(descriptor, unspecified, came.octets());
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        io.closing(this);
        Linux.close(descriptor);
        Linux.free(came.at());
    }
}
