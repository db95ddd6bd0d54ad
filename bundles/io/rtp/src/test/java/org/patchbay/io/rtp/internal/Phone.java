package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** The far end of a leg: a socket for RTP or RTCP, and packets to send from it. */
final class Phone implements AutoCloseable {
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(0x10_0000, 0xE0_0000));

    private final DatagramSocket socket;

    Phone(String address) {
        this(new InetSocketAddress(address, 0));
    }

    Phone(InetSocketAddress address) {
        try {
            socket = new DatagramSocket(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a loopback address that hardly another test has. The JDK refuses to bind to those that end in 255. */
    static String freshAddress() {
        int next = NEXT.getAndIncrement();
        return "127." + (next >> 16 & 0xFF) + "." + (next >> 8 & 0xFF) + "." + (1 + next % 254);
    }

    /** Returns another socket at the same address. */
    Phone sibling() {
        return new Phone(address().getAddress().getHostAddress());
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void send(byte[] packet, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(packet, packet.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the next packet that comes within a while. */
    byte[] receive() {
        return receive(2_000).orElseThrow(() -> new AssertionError("nothing came to " + address()));
    }

    /** Returns the next packet that comes within {@code millis}. */
    Optional<byte[]> receive(int millis) {
        return datagram(millis).map(packet -> Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    Optional<DatagramPacket> datagram(int millis) {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        try {
            socket.setSoTimeout(millis);
            socket.receive(packet);
            return Optional.of(packet);
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] rtp(int payloadType, int sequence) {
        byte[] packet = new byte[172];
        ThreadLocalRandom.current().nextBytes(packet);
        ByteBuffer.wrap(packet).put((byte) 0x80).put((byte) payloadType).putShort((short) sequence);
        return packet;
    }

    static byte[] rtcp() {
        return ByteBuffer.allocate(28)
                .put((byte) 0x80)
                .put((byte) 200)
                .putShort((short) 6)
                .putInt(ThreadLocalRandom.current().nextInt())
                .array();
    }

    /** Returns the address at one port above. */
    static InetSocketAddress above(InetSocketAddress rtp) {
        return new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1);
    }

    static InetAddress literal(String address) {
        return new InetSocketAddress(address, 0).getAddress();
    }

    @Override
    public void close() {
        socket.close();
    }
}
