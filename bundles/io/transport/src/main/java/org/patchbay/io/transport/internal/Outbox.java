package org.patchbay.io.transport.internal;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.patchbay.io.Flow;

/** Messages that wait for a connection, and how many bytes are not with the kernel yet. Only the writing belongs to the loop. */
final class Outbox {
    private record Outgoing(byte[] message, Flow.Outcome outcome) {}

    private final Counters counters;
    private final Queue<Outgoing> messages = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    Outbox(Counters counters) {
        this.counters = counters;
    }

    /** Takes a message when no more than {@code most} bytes wait with it. */
    boolean offer(byte[] message, Flow.Outcome outcome, long most) {
        if (!reserve(message.length, most)) return false;
        messages.add(new Outgoing(message, outcome));
        return true;
    }

    private boolean reserve(int length, long most) {
        if (bytes.addAndGet(length) <= most) return true;
        bytes.addAndGet(-length);
        return false;
    }

    /** Hands all messages to {@code channel}, but doesn't flush; a lost one is told {@code why} then. */
    void write(Channel channel, Framing framing, Supplier<String> why) {
        for (var next = messages.poll(); next != null; next = messages.poll()) write(channel, framing, next, why);
    }

    private void write(Channel channel, Framing framing, Outgoing next, Supplier<String> why) {
        channel.write(Unpooled.wrappedBuffer(framing.wrap(next.message))).addListener(done -> {
            bytes.addAndGet(-next.message.length);
            if (done.isSuccess()) counters.sent();
            else Delivery.notSent(next.outcome, why.get());
        });
    }

    /** Writes bytes that are no message; false when they find no room. */
    boolean writeRaw(Channel channel, byte[] raw, long most) {
        if (raw.length == 0) return true;
        if (!reserve(raw.length, most)) return false;
        channel.write(Unpooled.wrappedBuffer(raw)).addListener(_ -> bytes.addAndGet(-raw.length));
        return true;
    }

    void loseAll(String why) {
        for (var next = messages.poll(); next != null; next = messages.poll()) {
            bytes.addAndGet(-next.message.length);
            Delivery.notSent(next.outcome, why);
        }
    }
}
