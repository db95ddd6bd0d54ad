package org.patchbay.itest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The sound of all calls: one thread that sends what is due every millisecond, and notes what has arrived. */
final class RtpLoop implements AutoCloseable {
    private final InetAddress address;
    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Talker> speaking = new PriorityQueue<>(Comparator.comparingLong(Talker::due));
    private final List<Talker> ending = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger(1);
    private final ByteBuffer out = ByteBuffer.allocateDirect(Talker.PACKET);
    private final ByteBuffer in = ByteBuffer.allocateDirect(2048);
    private final RtpCount count = new RtpCount();
    private volatile boolean closed;
    private long looked = System.nanoTime();

    RtpLoop(InetAddress address) {
        this.address = address;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform().daemon().name("rtp").start(this::run);
    }

    RtpCount count() {
        return count;
    }

    /** Opens a port that is silent until it is told to talk. */
    Talker open() {
        return new Talker(address, ids.getAndIncrement());
    }

    /** Lets a phone hear what {@code partner} sends, and send {@code packets} packets to the server itself. */
    void talk(Talker talker, InetSocketAddress to, Talker partner, long packets) {
        order(() -> {
            talker.begin(to, partner, packets, System.nanoTime());
            register(talker);
            speaking.add(talker);
        });
    }

    /** Ends what a phone says; it is counted when its partner's last packet has come. */
    void stop(Talker talker) {
        order(talker::stop);
    }

    private void order(Runnable order) {
        orders.add(order);
        selector.wakeup();
    }

    private void register(Talker talker) {
        try {
            talker.channel().register(selector, SelectionKey.OP_READ, talker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() {
        try {
            while (!closed) turn();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void turn() throws IOException {
        selector.select(1);
        long now = System.nanoTime();
        long unseen = now - looked;
        for (SelectionKey key : selector.selectedKeys()) ((Talker) key.attachment()).hear(in, now, unseen, count);
        selector.selectedKeys().clear();
        looked = System.nanoTime();
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) order.run();
        speak(System.nanoTime());
        ending.removeIf(talker -> talker.ended(unseen, count));
    }

    private void speak(long now) throws IOException {
        while (!speaking.isEmpty() && speaking.peek().due() <= now) {
            Talker talker = speaking.remove();
            if (talker.speak(out, now, count)) speaking.add(talker);
            else ending.add(talker);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(2000);
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
