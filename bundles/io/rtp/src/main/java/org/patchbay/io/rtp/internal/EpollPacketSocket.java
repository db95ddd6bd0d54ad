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

    // the address of the last source, and the one that is sent to
    private static final int SLOTS_OCTETS = 2 * SocketAddressBytes.SLOT_OCTETS;

    private final EpollPacketIo io;
    private final int descriptor;
    private final int family;
    private final long memory;
    private final InetSocketAddress local;
    private @Nullable InetSocketAddress source;
    private @Nullable InetSocketAddress connected;
    private @Nullable InetSocketAddress to;
    private boolean closed;

    private EpollPacketSocket(EpollPacketIo io, int family, InetSocketAddress wanted) throws IOException {
        this.io = io;
        this.family = family;
        descriptor = Linux.udpSocket(family);
        memory = Linux.allocate(SLOTS_OCTETS);
        try {
            configure();
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

    private void configure() throws IOException {
        Linux.setOption(descriptor, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER_OCTETS);
        if (family == Linux.AF_INET6) {
            Linux.setOption(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 0);
            Linux.setOption(descriptor, IPPROTO_IPV6, IPV6_TCLASS, EXPEDITED_FORWARDING);
        }
        Linux.setOption(descriptor, IPPROTO_IP, IP_TOS, EXPEDITED_FORWARDING);
    }

    private InetSocketAddress bind(InetSocketAddress wanted) throws IOException {
        SocketAddressBytes address = destination();
        address.write(wanted);
        Linux.bind(descriptor, address.at(), address.octets());
        if (wanted.getPort() != 0) return wanted;
        long lengthAt = address.at() + SocketAddressBytes.OCTETS;
        Linux.writeInt(lengthAt, SocketAddressBytes.OCTETS);
        Linux.name(descriptor, address.at(), lengthAt);
        return address.read();
    }

    private SocketAddressBytes known() {
        return new SocketAddressBytes(memory, family);
    }

    private SocketAddressBytes destination() {
        return new SocketAddressBytes(memory + SocketAddressBytes.SLOT_OCTETS, family);
    }

    int descriptor() {
        return descriptor;
    }

    int family() {
        return family;
    }

    boolean isConnected() {
        return connected != null;
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public @Nullable InetSocketAddress receive(ByteBuffer into) {
        if (closed) return null;
        long octets = io.receive(descriptor, into);
        if (octets < 0) return null;
        if (source == null || !SocketAddressBytes.same(io.cameFrom(), memory, family)) {
            SocketAddressBytes.copy(io.cameFrom(), memory);
            source = known().read();
        }
        into.position((int) octets);
        return source;
    }

    // The lock keeps the descriptor from being closed, and given to another socket, between the look and the call.
    @Override
    public synchronized boolean send(ByteBuffer packet, InetSocketAddress next) {
        if (closed) return false;
        if (!packet.isDirect()) return sendCopy(packet, next);
        return send(io.addressOf(packet) + packet.position(), packet.remaining(), next);
    }

    private boolean sendCopy(ByteBuffer packet, InetSocketAddress next) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(packet.remaining());
            copy.copyFrom(MemorySegment.ofBuffer(packet));
            return send(copy.address(), packet.remaining(), next);
        }
    }

    private boolean send(long at, int octets, InetSocketAddress next) {
        // mostly the same object: a look into it would be one more look into memory that is far away
        if (next == connected || next.equals(connected)) return Linux.send(descriptor, at, octets) >= 0;
        SocketAddressBytes destination = destination();
        if (next != to && !next.equals(to)) {
            if (!destination.canHold(next)) return false;
            destination.write(next);
            to = next;
        }
        return Linux.sendTo(descriptor, at, octets, destination.at(), destination.octets()) >= 0;
    }

    @Override
    public synchronized void connect(InetSocketAddress peer) throws IOException {
        SocketAddressBytes address = destination();
        address.write(peer);
        Linux.connect(descriptor, address.at(), address.octets());
        connected = peer;
        to = null;
    }

    @Override
    public synchronized void disconnect() throws IOException {
        connected = null;
        to = null;
        SocketAddressBytes unspecified = destination();
        Linux.writeLong(unspecified.at(), 0); // AF_UNSPEC
        Linux.connect(descriptor, unspecified.at(), unspecified.octets());
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        io.closing(this);
        Linux.close(descriptor);
        Linux.free(memory);
    }
}
