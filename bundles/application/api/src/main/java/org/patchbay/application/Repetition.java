package org.patchbay.application;

import java.time.Duration;

/**
 * How often, and how long at most, something is played.
 *
 * @param times 1 to 1,000, or {@link #ENDLESS}
 * @param atMost when it ends though it is not at its end; {@link Duration#ZERO} for never
 */
public record Repetition(int times, Duration atMost) {
    /** As many {@link #times} as the caller listens to. */
    public static final int ENDLESS = 0;

    /** Once, to the end. */
    public static final Repetition ONCE = new Repetition(1, Duration.ZERO);

    public Repetition {
        if (times < 0 || times > 1000) throw new IllegalArgumentException(times + " times are not 0 to 1000");
        if (atMost.isNegative()) throw new IllegalArgumentException("at most " + atMost);
    }
}
