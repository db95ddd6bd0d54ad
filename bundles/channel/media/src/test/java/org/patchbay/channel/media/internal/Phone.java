package org.patchbay.channel.media.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;

/** The far end of a session: a socket, and what its signalling says. */
final class Phone implements AutoCloseable {
    private final DatagramSocket socket;
    private final MediaSession session;

    Phone(MediaSession session) {
        this.session = session;
        try {
            socket = new DatagramSocket(new InetSocketAddress(freshAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String freshAddress() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "127." + random.nextInt(16, 224) + "." + random.nextInt(256) + "." + random.nextInt(1, 255);
    }

    /** Tells the session what this phone can take and what was agreed on. */
    void describe(Direction direction, Codec... codecs) {
        InetSocketAddress rtp = address();
        MediaFormat format = new MediaFormat(List.of(codecs), direction);
        session.remote(
                new MediaDescription(rtp, new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1), format), format);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void send(byte[] packet) {
        try {
            socket.send(new DatagramPacket(packet, packet.length, session.rtp()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] receive() {
        return receive(2_000).orElseThrow(() -> new AssertionError("nothing came"));
    }

    Optional<byte[]> receive(int millis) {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        try {
            socket.setSoTimeout(millis);
            socket.receive(packet);
            return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] sound(int sequence) {
        byte[] packet = new byte[172];
        ThreadLocalRandom.current().nextBytes(packet);
        packet[0] = (byte) 0x80;
        packet[1] = 0;
        packet[3] = (byte) sequence;
        return packet;
    }

    @Override
    public void close() {
        socket.close();
    }
}
