package org.patchbay.itest.rtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad line between a phone and the server: what the phone sends here goes on to the server less well, what the server sends goes on to the phone as it is.
 * The phone says that it is here. Counts what it has done.
 */
public final class ImpairedLink implements AutoCloseable {
    private final DatagramSocket socket;
    private final InetSocketAddress phone;
    private final Harm harm;
    private final Random random = new Random(3611);
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger doubled = new AtomicInteger();
    private final AtomicInteger overtaken = new AtomicInteger();
    private volatile InetSocketAddress server;
    private double jitterNanos;
    private long beforeNanos;
    private byte[] held = new byte[0];

    /**
     * How bad it is. Shares are of packets, 0 to 1.
     *
     * @param most the longest that a packet is delayed
     */
    public record Harm(double loss, double doubling, double overtaking, long most, TimeUnit unit) {
        public static Harm losing(double loss) {
            return new Harm(loss, 0, 0, 0, TimeUnit.MILLISECONDS);
        }
    }

    public ImpairedLink(InetAddress address, InetSocketAddress phone, Harm harm) {
        this.phone = phone;
        this.harm = harm;
        try {
            socket = new DatagramSocket(0, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("impaired-link").start(this::carry);
    }

    /** Returns where the phone says that it is. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Says where the phone's packets go on to. */
    public void towards(InetSocketAddress relay) {
        server = relay;
    }

    public int lost() {
        return lost.get();
    }

    public int doubled() {
        return doubled.get();
    }

    public int overtaken() {
        return overtaken.get();
    }

    /** Returns the jitter (RFC 3550 section A.8) of packets of 20 ms that were delayed as these were. */
    public synchronized double jitterMillis() {
        return jitterNanos / 1e6;
    }

    private void carry() {
        byte[] buffer = new byte[2048];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] bytes = Arrays.copyOf(buffer, packet.getLength());
                if (packet.getSocketAddress().equals(phone)) harm(bytes);
                else send(bytes, phone);
            }
        } catch (IOException e) {
            socket.close(); // closed by us
        }
    }

    private void harm(byte[] bytes) throws IOException {
        if (harm.most() > 0) {
            delay(bytes);
        } else if (random.nextDouble() < harm.loss()) {
            lost.incrementAndGet();
        } else if (held.length == 0 && random.nextDouble() < harm.overtaking()) {
            held = bytes;
        } else {
            send(bytes, server);
            if (random.nextDouble() < harm.doubling()) {
                doubled.incrementAndGet();
                send(bytes, server);
            }
            if (held.length > 0) {
                overtaken.incrementAndGet();
                send(held, server);
                held = new byte[0];
            }
        }
    }

    // measured where it leaves here, so that what a busy machine adds is in both figures
    private void delay(byte[] bytes) {
        long nanos = random.nextLong(harm.unit().toNanos(harm.most()));
        later.schedule(
                () -> {
                    note(RtpPacket.parse(bytes));
                    send(bytes, server);
                    return null;
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    private synchronized void note(RtpPacket packet) {
        long transit = System.nanoTime() - packet.timestamp() * 125_000;
        if (beforeNanos != 0) jitterNanos += (Math.abs(transit - beforeNanos) - jitterNanos) / 16;
        beforeNanos = transit;
    }

    private void send(byte[] bytes, InetSocketAddress to) throws IOException {
        if (to != null) socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    @Override
    public void close() {
        later.shutdownNow();
        socket.close();
    }
}
