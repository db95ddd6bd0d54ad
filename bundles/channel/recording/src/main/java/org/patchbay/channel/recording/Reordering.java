package org.patchbay.channel.recording;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Brings the packets of one way into the order in which they were sent: one that is ahead waits for those before it, for 100 ms
 * at most. What comes twice, or later than that, is left out.
 */
final class Reordering {
    static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST_WAITING = 32;
    private static final int FARTHEST_AHEAD = 3000; // as RFC 3550 appendix A.1: beyond this it has begun anew

    private final TreeMap<Long, Packet> waiting = new TreeMap<>();
    private final Consumer<Packet> inOrder;
    private boolean begun;
    private int source;
    private long next;

    Reordering(Consumer<Packet> inOrder) {
        this.inOrder = inOrder;
    }

    void take(Packet packet) {
        if (!begun || packet.source() != source) begin(packet);
        long number = next + (short) (packet.sequence() - (int) next);
        if (Math.abs(number - next) > FARTHEST_AHEAD) {
            begin(packet);
            number = next;
        }
        if (number < next || waiting.putIfAbsent(number, packet) != null) return;
        inSequence();
        if (waiting.size() > MOST_WAITING) skipTo(waiting.firstKey());
    }

    private void begin(Packet packet) {
        flush();
        begun = true;
        source = packet.source();
        next = packet.sequence();
    }

    private void inSequence() {
        for (Packet ready = waiting.remove(next); ready != null; ready = waiting.remove(next)) {
            next++;
            inOrder.accept(ready);
        }
    }

    private void skipTo(long number) {
        next = number;
        inSequence();
    }

    /** Goes on without what has not come in time. */
    void release(long nowNanos) {
        while (!waiting.isEmpty()) {
            Map.Entry<Long, Packet> first = waiting.firstEntry();
            if (nowNanos - first.getValue().arrivedNanos() < LONGEST_WAIT_NANOS) return;
            skipTo(first.getKey());
        }
    }

    /** Goes on without anything that has not come yet. */
    void flush() {
        while (!waiting.isEmpty()) skipTo(waiting.firstKey());
    }
}
