package org.patchbay.io.transport.internal;

import io.netty.channel.EventLoop;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.patchbay.io.Flow;

/** The writing half of a connection: any thread sends, and what waits in its {@link Outbox} is written on the loop. */
final class Writer {
    private final Connection connection;
    private final EventLoop loop;
    private final Framing framing;
    private final Outbox outbox;
    private final IntSupplier queueBytes;
    private final AtomicBoolean draining = new AtomicBoolean();

    /** {@code queueBytes} says how much may wait, which may change. */
    Writer(Connection connection, EventLoop loop, Framing framing, Counters counters, IntSupplier queueBytes) {
        this.connection = connection;
        this.loop = loop;
        this.framing = framing;
        this.outbox = new Outbox(counters);
        this.queueBytes = queueBytes;
    }

    void send(byte[] message, Flow.Outcome outcome) {
        if (!outbox.offer(message, outcome, queueBytes.getAsInt())) {
            Delivery.notSent(outcome, Refusal.QUEUE_FULL.words());
            full();
            return;
        }
        if (connection.over()) outbox.loseAll(connection.why()); // it may have been closed before the offer
        else if (!collects() && draining.compareAndSet(false, true)) connection.onLoop(this::drain);
    }

    // what a receiver sends goes out together when it returns
    private boolean collects() {
        return loop.inEventLoop() && connection.serving();
    }

    private void full() {
        connection.fail(Refusal.QUEUE_FULL, "the peer reads too slowly");
    }

    /** Writes what waits, on the loop. */
    void drain() {
        draining.set(false);
        var socket = connection.channel();
        if (connection.opening()) return;
        if (!connection.established() || socket == null) {
            outbox.loseAll(connection.why());
            return;
        }
        outbox.write(socket, framing, connection::why);
        socket.flush();
    }

    /** Writes what is no message; the next {@link #drain} or flush sends it. */
    void writeRaw(byte[] raw) {
        var socket = connection.channel();
        if (socket != null && !outbox.writeRaw(socket, raw, queueBytes.getAsInt())) full();
    }

    /** Asks the peer for a sign of life. */
    void ping() {
        writeRaw(framing.ping());
        var socket = connection.channel();
        if (socket != null) socket.flush();
    }

    boolean pings() {
        return framing.ping().length > 0;
    }

    void loseAll(String why) {
        outbox.loseAll(why);
    }
}
