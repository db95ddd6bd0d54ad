package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.RtpTap;
import org.patchbay.media.MediaSession.Digit;

/**
 * Makes digits of telephone events (RFC 4733), each press once: when its end comes, or the next press, or
 * nothing more. Packets come on the relay loop and the lack of them is noticed on the media clock; whoever
 * takes a press to reported reports it.
 */
final class DigitDetector implements RtpTap, MediaClock.Ticking {
    static final long SILENCE_NANOS = 200_000_000;

    private final int clockRateHz;
    private final Consumer<Digit> listener;
    private final MediaClock clock;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable KeyPress> press = new AtomicReference<>();
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile boolean passes = true;

    /** @param listener must not block */
    DigitDetector(int clockRateHz, Consumer<Digit> listener, MediaClock clock, LongSupplier nanoTime) {
        this.clockRateHz = clockRateHz;
        this.listener = listener;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Says whether the events are sent on as they are, besides. May be called from any thread. */
    void passes(boolean now) {
        passes = now;
    }

    @Override
    public boolean passes() {
        return passes;
    }

    @Override
    public void received(ByteBuffer packet) {
        TelephoneEvent event = TelephoneEvent.read(packet);
        if (event == null) return;
        long nowNanos = nanoTime.getAsLong();
        KeyPress before;
        KeyPress after;
        do {
            before = press.get();
            after = after(before, event, nowNanos);
        } while (!press.compareAndSet(before, after));
        if (before == after) return;
        report(before, after);
        if (!after.reported() && watched.compareAndSet(false, true)) clock.add(this);
    }

    private KeyPress after(@Nullable KeyPress before, TelephoneEvent event, long nowNanos) {
        if (before == null) return KeyPress.begin(event, nowNanos);
        if (before.continues(event)) return before.reported() ? before : before.with(event, nowNanos);
        if (before.extendedBy(event)) return before.extended(event, nowNanos);
        return before.precededBy(event, clockRateHz) ? before : KeyPress.begin(event, nowNanos);
    }

    private void report(@Nullable KeyPress before, KeyPress after) {
        boolean another = before != null && !before.continues(after.event()) && !before.extendedBy(after.event());
        if (before != null && another && !before.reported()) report(before); // its end was lost
        if (after.reported()) report(after);
    }

    private void report(KeyPress ended) {
        listener.accept(new Digit(ended.event().digit(), ended.millis(clockRateHz)));
    }

    @Override
    public boolean tick(long nowNanos) {
        KeyPress now = press.get();
        if (now != null && !now.reported()) {
            if (nowNanos - now.seenNanos() < SILENCE_NANOS) return true;
            if (!press.compareAndSet(now, now.asReported())) return true;
            report(now);
        }
        watched.set(false);
        // a press that began in between saw the old value and did not ask to be watched
        KeyPress newer = press.get();
        return newer != null && !newer.reported() && watched.compareAndSet(false, true);
    }

    @Override
    public void abandon() {
        watched.set(false);
    }
}
