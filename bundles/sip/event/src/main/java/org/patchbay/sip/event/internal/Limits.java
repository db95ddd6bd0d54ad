package org.patchbay.sip.event.internal;

import java.time.Duration;

/**
 * How much is served.
 *
 * @param inAll subscriptions at once
 * @param perSubscriber of one user
 * @param interval between two NOTIFYs of a subscription, at least
 * @param patience with a package that has gone, until its subscriptions end
 */
record Limits(int inAll, int perSubscriber, Duration interval, Duration patience) {
    Limits {
        if (inAll < 0) throw new IllegalArgumentException("subscriptions.max " + inAll);
        if (perSubscriber < 1) throw new IllegalArgumentException("subscriptions.per.user.max " + perSubscriber);
        if (interval.isNegative()) throw new IllegalArgumentException("notify.interval.millis " + interval.toMillis());
        if (patience.isNegative()) throw new IllegalArgumentException("package.wait.millis " + patience.toMillis());
    }

    static Limits of(EventConfig config) {
        return new Limits(
                config.subscriptions_max(),
                config.subscriptions_per_user_max(),
                Duration.ofMillis(config.notify_interval_millis()),
                Duration.ofMillis(config.package_wait_millis()));
    }
}
