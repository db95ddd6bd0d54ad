package org.patchbay.itest.rtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A phone's pair of ports, an even one for RTP and the one above for RTCP, and what arrived there. */
public final class RtpEndpoint implements AutoCloseable {
    /** A datagram that arrived, and when. */
    public record Heard(byte[] bytes, InetSocketAddress source, long nanos) {
        public RtpPacket rtp() {
            return RtpPacket.parse(bytes);
        }
    }

    private final DatagramSocket rtp;
    private final DatagramSocket rtcp;
    private final LinkedBlockingQueue<Heard> heardRtp = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Heard> heardRtcp = new LinkedBlockingQueue<>();
    private int sequence = 100;

    private RtpEndpoint(DatagramSocket rtp, DatagramSocket rtcp) throws IOException {
        this.rtp = rtp;
        this.rtcp = rtcp;
        rtp.setReceiveBufferSize(1 << 20);
        Thread.ofVirtual().start(() -> read(rtp, heardRtp));
        Thread.ofVirtual().start(() -> read(rtcp, heardRtcp));
    }

    public static RtpEndpoint open(InetAddress address) {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = 2 * ThreadLocalRandom.current().nextInt(20_000, 30_000);
            DatagramSocket first = bind(address, port);
            DatagramSocket second = bind(address, port + 1);
            try {
                if (first != null && second != null) return new RtpEndpoint(first, second);
                if (first != null) first.close();
                if (second != null) second.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no free pair of ports at " + address);
    }

    private static DatagramSocket bind(InetAddress address, int port) {
        try {
            return new DatagramSocket(port, address);
        } catch (BindException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(DatagramSocket socket, LinkedBlockingQueue<Heard> heard) {
        byte[] buffer = new byte[4096];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                heard.add(new Heard(
                        Arrays.copyOf(buffer, packet.getLength()),
                        (InetSocketAddress) packet.getSocketAddress(),
                        System.nanoTime()));
            }
        } catch (IOException e) {
            socket.close(); // closed by us, or beyond use
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) rtp.getLocalSocketAddress();
    }

    public void send(byte[] bytes, InetSocketAddress to) {
        send(rtp, bytes, to);
    }

    public void sendRtcp(byte[] bytes, InetSocketAddress to) {
        send(rtcp, bytes, to);
    }

    private static void send(DatagramSocket socket, byte[] bytes, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the next packet of 20 ms with random content as that payload type, and returns its bytes. */
    public byte[] speak(int payloadType, InetSocketAddress to) {
        byte[] payload = new byte[160];
        ThreadLocalRandom.current().nextBytes(payload);
        sequence++;
        byte[] bytes = new RtpPacket(payloadType, false, sequence, sequence * 160L, 0x1234567, payload).bytes();
        send(bytes, to);
        return bytes;
    }

    /** Speaks every 20 ms until {@code other} hears it, as a phone does from the moment when a call is answered. */
    public void speakUntilHeard(int payloadType, InetSocketAddress to, RtpEndpoint other) {
        for (int packet = 0; packet < 150; packet++) {
            speak(payloadType, to);
            if (other.hear(Duration.ofMillis(20)).isPresent()) return;
        }
        throw new AssertionError("nothing of what was sent to " + to + " came to " + other.address());
    }

    public Optional<Heard> hear(Duration limit) {
        return next(heardRtp, limit);
    }

    public Optional<Heard> hearRtcp(Duration limit) {
        return next(heardRtcp, limit);
    }

    private static Optional<Heard> next(LinkedBlockingQueue<Heard> heard, Duration limit) {
        try {
            return Optional.ofNullable(heard.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Returns what arrives until nothing has come for {@code silence}, or {@code count} packets have. */
    public List<Heard> hear(int count, Duration silence) {
        List<Heard> all = new ArrayList<>();
        while (all.size() < count) {
            Optional<Heard> one = hear(silence);
            if (one.isEmpty()) return all;
            all.add(one.get());
        }
        return all;
    }

    /** Forgets what has arrived. */
    public void forget() {
        heardRtp.clear();
        heardRtcp.clear();
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }
}
