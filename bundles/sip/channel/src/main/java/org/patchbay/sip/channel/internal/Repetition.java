package org.patchbay.sip.channel.internal;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A response that we repeat ourselves until the peer acknowledges it (RFC 3261 section 13.3.1.4, RFC 3262 section 3): after T1,
 * then after longer and longer, and after 64*T1 no more.
 */
final class Repetition {
    private final Leg leg;
    private final UnaryOperator<Duration> longer;
    private final Runnable again;
    private Duration interval;
    private Timers.Pending next = () -> {};
    private Timers.Pending limit = () -> {};

    private Repetition(Leg leg, UnaryOperator<Duration> longer, Runnable again) {
        this.leg = leg;
        this.longer = longer;
        this.again = again;
        this.interval = leg.signalling().timing().t1();
    }

    /** Has {@code again} run until this is stopped, and {@code expired} if it never is. */
    static Repetition begin(Leg leg, UnaryOperator<Duration> longer, Runnable again, Runnable expired) {
        var repetition = new Repetition(leg, longer, again);
        repetition.next = leg.after(repetition.interval, repetition::repeat);
        repetition.limit = leg.after(leg.signalling().timing().patience(), () -> {
            repetition.stop();
            expired.run();
        });
        return repetition;
    }

    private void repeat() {
        again.run();
        interval = longer.apply(interval);
        next = leg.after(interval, this::repeat);
    }

    /** Sends nothing any more, but keeps the limit. */
    void pause() {
        next.cancel();
    }

    void stop() {
        next.cancel();
        limit.cancel();
    }
}
