package org.patchbay.channel.media.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.patchbay.media.MediaSession.Digit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the digits of one leg to their listener in order, on a virtual thread, so that neither the relay loop nor the media
 * clock waits for it. A peer that presses keys faster than the listener takes them loses the rest.
 */
final class DigitDelivery implements Consumer<Digit> {
    static final int MOST_WAITING = 64;
    private static final Logger LOG = LoggerFactory.getLogger(DigitDelivery.class);

    private final Consumer<Digit> listener;
    private final Queue<Digit> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    DigitDelivery(Consumer<Digit> listener) {
        this.listener = listener;
    }

    @Override
    public void accept(Digit digit) {
        if (count.get() >= MOST_WAITING) return;
        waiting.add(digit);
        if (count.getAndIncrement() == 0) Thread.startVirtualThread(this::deliver);
    }

    private void deliver() {
        do {
            Digit digit = waiting.poll();
            if (digit != null) deliver(digit);
        } while (count.decrementAndGet() > 0);
    }

    private void deliver(Digit digit) {
        try {
            listener.accept(digit);
        } catch (RuntimeException e) {
            LOG.warn("a listener failed on a digit", e);
        }
    }
}
