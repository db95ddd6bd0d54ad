package org.patchbay.channel.recording;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * RTP packets on their way from the relay loops to the writer. Several put and one takes; neither waits or allocates. What finds no room is
 * counted and left out: a gap in a recording harms nobody.
 */
final class PacketRing {
    /** Larger ones can't be sound: 20 ms of Opus have at most 1,275 octets. */
    static final int LONGEST_PACKET = 2048;

    private static final int UNIT = 16;
    private static final int PADDING = -1;

    private final byte[] octets;
    private final ByteBuffer view;
    /** By the unit that a packet begins at: zero while it isn't there yet, then {@code 2 * (length + 1)}, and one more when it was sent. */
    private final AtomicIntegerArray lengths;

    private final long[] nanos;
    private final int mask;
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /** Takes packets out. */
    interface Reader {
        /** Takes one, between position and limit; it is valid until this returns. */
        void take(boolean sent, long nanos, ByteBuffer packet);
    }

    /** @param capacity in octets, a power of two */
    PacketRing(int capacity) {
        if (Integer.bitCount(capacity) != 1 || capacity < 4 * LONGEST_PACKET) {
            throw new IllegalArgumentException("a ring of " + capacity);
        }
        this.octets = new byte[capacity];
        this.view = ByteBuffer.wrap(octets);
        this.lengths = new AtomicIntegerArray(capacity / UNIT);
        this.nanos = new long[capacity / UNIT];
        this.mask = capacity - 1;
    }

    /** Returns how many found no room. */
    long dropped() {
        return dropped.get();
    }

    /** Copies {@code packet}, which stays as it is. May be called by several threads. */
    void put(boolean sent, long arrivedNanos, ByteBuffer packet) {
        int length = packet.remaining();
        int index = length > LONGEST_PACKET ? -1 : claim(size(length));
        if (index < 0) {
            dropped.incrementAndGet();
            return;
        }
        packet.get(packet.position(), octets, index, length);
        nanos[index / UNIT] = arrivedNanos;
        lengths.setRelease(index / UNIT, 2 * (length + 1) + (sent ? 1 : 0));
    }

    /** Returns where {@code size} octets are free, or -1 when there is no room. */
    private int claim(int size) {
        while (true) {
            long from = tail.get();
            int index = (int) from & mask;
            int rest = octets.length - index;
            int padding = rest < size ? rest : 0; // a packet lies in one piece
            long to = from + padding + size;
            if (to - head.get() > octets.length) return -1;
            if (!tail.compareAndSet(from, to)) continue;
            if (padding == 0) return index;
            lengths.setRelease(index / UNIT, PADDING);
            return 0;
        }
    }

    /** Gives {@code reader} all that is there; called by one thread. */
    void drain(Reader reader) {
        for (long from = head.get(); from != tail.get(); from = head.get()) {
            int index = (int) from & mask;
            int code = lengths.getAcquire(index / UNIT);
            if (code == 0) return; // somebody is putting it
            if (code != PADDING) give(reader, index, code);
            lengths.setPlain(index / UNIT, 0);
            head.setRelease(from + (code == PADDING ? octets.length - index : size(code / 2 - 1)));
        }
    }

    private void give(Reader reader, int index, int code) {
        view.limit(index + code / 2 - 1).position(index);
        try {
            reader.take((code & 1) != 0, nanos[index / UNIT], view);
        } finally {
            view.clear();
        }
    }

    private static int size(int length) {
        return Math.max(UNIT, (length + UNIT - 1) & -UNIT);
    }
}
