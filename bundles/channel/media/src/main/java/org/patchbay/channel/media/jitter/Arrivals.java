package org.patchbay.channel.media.jitter;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Packets on their way from the relay loop to who plays them: one puts, one takes, neither waits. */
final class Arrivals {
    private static final int ROOM = 32; // 640 ms of sound, should the other thread be late

    private final Arrival[] slots = new Arrival[ROOM];
    private final AtomicInteger put = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final LongAdder overflown = new LongAdder();

    Arrivals() {
        for (int i = 0; i < ROOM; i++) slots[i] = new Arrival();
    }

    void put(ByteBuffer packet, long nowNanos) {
        int at = put.get();
        if (at - taken.get() == ROOM) overflown.increment();
        else if (slots[at & ROOM - 1].take(packet, nowNanos)) put.set(at + 1);
    }

    /** Returns the next packet in exchange for {@code empty}, or {@code empty} itself when there is none. */
    Arrival exchange(Arrival empty) {
        int at = taken.get();
        if (at == put.get()) return empty;
        Arrival next = slots[at & ROOM - 1];
        slots[at & ROOM - 1] = empty;
        taken.set(at + 1);
        return next;
    }

    /** Returns how many found no room. */
    long overflown() {
        return overflown.sum();
    }
}
