package org.patchbay.deploy.internal;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param start how long a feature may take for each step of its start
 * @param drain how long calls may stay on a version that is replaced
 */
record Limits(int pollMillis, Duration start, Duration drain, Probation.Limits probation) {
    /** Reads the settings; throws {@link IllegalArgumentException} that names the one that is out of its range. */
    static Limits of(DeployConfig config) {
        Probation.Limits probation = new Probation.Limits(
                Duration.ofMinutes(within("trial.minutes", config.trial_minutes(), 0, 1440)),
                within("trial.failures", config.trial_failures(), 1, 1_000_000),
                within("trial.failed.percent", config.trial_failed_percent(), 1, 100));
        return new Limits(
                within("poll.millis", config.poll_millis(), 50, 60_000),
                Duration.ofSeconds(within("start.seconds", config.start_seconds(), 1, 300)),
                Duration.ofMinutes(within("drain.minutes", config.drain_minutes(), 1, 10_080)),
                probation);
    }

    private static int within(String name, int value, int from, int to) {
        if (value >= from && value <= to) return value;
        throw new IllegalArgumentException(name + " " + value + " is not from " + from + " to " + to);
    }
}
