package org.patchbay.itest.rtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Many talkers at once: each sends a packet of 20 ms fifty times a second, spread evenly, and notes which of its partner's
 * packets arrived. One thread sends, one receives.
 */
public final class RtpCrowd implements AutoCloseable {
    private static final int PACKET = 172;
    private static final Duration INTERVAL = Duration.ofMillis(20);

    /** One side of a call. */
    public static final class Talker {
        private final DatagramChannel channel;
        private final int ssrc;
        private final BitSet heard = new BitSet();
        private long duplicates;
        private InetSocketAddress to;
        private Talker partner;

        private Talker(InetAddress address, int ssrc) throws IOException {
            this.ssrc = ssrc;
            this.channel = DatagramChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 18);
            channel.bind(new InetSocketAddress(address, 0));
            channel.configureBlocking(false);
        }

        public InetSocketAddress address() {
            try {
                return (InetSocketAddress) channel.getLocalAddress();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Says where this side sends, and whose packets it must hear. */
        public void talk(InetSocketAddress serverPort, Talker other) {
            to = serverPort;
            partner = other;
        }

        private void forget() {
            heard.clear();
            duplicates = 0;
        }

        private void hear(ByteBuffer packet) {
            if (packet.limit() != PACKET || packet.getInt(8) != partner.ssrc) return;
            int number = packet.getInt(12);
            if (heard.get(number)) duplicates++;
            heard.set(number);
        }
    }

    /** What became of all packets. */
    public record Count(long sent, long heard, long duplicates) {
        public long lost() {
            return sent - heard;
        }
    }

    private final InetAddress address;
    private final List<Talker> talkers = new ArrayList<>();

    public RtpCrowd(InetAddress address) {
        this.address = address;
    }

    public Talker newTalker() {
        try {
            Talker talker = new Talker(address, 0x5000_0000 + talkers.size());
            talkers.add(talker);
            return talker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets all talk for {@code length}, waits for the last packets, and counts. */
    public Count talk(Duration length) {
        talkers.forEach(Talker::forget);
        try (Selector selector = Selector.open()) {
            for (Talker talker : talkers) talker.channel.register(selector, SelectionKey.OP_READ, talker);
            Thread listener = Thread.ofPlatform().name("rtp crowd").start(() -> listen(selector));
            int packets = (int) length.dividedBy(INTERVAL);
            for (int number = 0; number < packets; number++) sendRound(number);
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            selector.close();
            listener.join();
            return count((long) packets * talkers.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long nextRound;

    private void sendRound(int number) throws IOException {
        long now = System.nanoTime();
        if (number == 0) nextRound = now;
        long gap = INTERVAL.toNanos() / talkers.size();
        for (int i = 0; i < talkers.size(); i++) {
            long due = nextRound + i * gap;
            while (due - System.nanoTime() > 200_000) LockSupport.parkNanos(100_000);
            Talker talker = talkers.get(i);
            talker.channel.send(packet(talker, number), talker.to);
        }
        nextRound += INTERVAL.toNanos();
    }

    private static ByteBuffer packet(Talker talker, int number) {
        ByteBuffer packet = ByteBuffer.allocate(PACKET);
        packet.put((byte) 0x80)
                .put((byte) 0)
                .putShort((short) number)
                .putInt(number * 160)
                .putInt(talker.ssrc);
        return packet.putInt(number).rewind();
    }

    private static void listen(Selector selector) {
        ByteBuffer buffer = ByteBuffer.allocate(2048);
        try {
            while (selector.isOpen()) selector.select(key -> drain(key, buffer), 100);
        } catch (IOException | java.nio.channels.ClosedSelectorException e) {
            // talk() has closed the selector: it wants the count now
        }
    }

    private static void drain(SelectionKey key, ByteBuffer buffer) {
        Talker talker = (Talker) key.attachment();
        try {
            while (talker.channel.receive(buffer.clear()) != null) talker.hear(buffer.flip());
        } catch (IOException e) {
            key.cancel();
        }
    }

    private Count count(long sent) {
        long heard =
                talkers.stream().mapToLong(talker -> talker.heard.cardinality()).sum();
        return new Count(
                sent,
                heard,
                talkers.stream().mapToLong(talker -> talker.duplicates).sum());
    }

    @Override
    public void close() {
        for (Talker talker : talkers) {
            try {
                talker.channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
