package org.patchbay.channel.media.internal;

import java.time.Duration;

/** How long sound may be held back that is decoded here. */
record JitterSettings(Duration shortest, Duration longest) {
    static final JitterSettings STANDARD = new JitterSettings(Duration.ofMillis(20), Duration.ofMillis(200));
    private static final int MOST_MILLIS = 1_000; // a buffer has room for 128 packets, be they of 10 ms

    /**
     * @throws IllegalArgumentException when a setting makes no sense
     */
    static JitterSettings of(MediaConfig config) {
        int shortest = config.jitter_shortest_millis();
        int longest = config.jitter_longest_millis();
        if (shortest < 0 || shortest > MOST_MILLIS) {
            throw new IllegalArgumentException(
                    "jitter.shortest.millis " + shortest + " is not within 0-" + MOST_MILLIS);
        }
        if (longest < shortest || longest > MOST_MILLIS) {
            throw new IllegalArgumentException("jitter.longest.millis " + longest + " is not within "
                    + "jitter.shortest.millis (" + shortest + ") and " + MOST_MILLIS);
        }
        return new JitterSettings(Duration.ofMillis(shortest), Duration.ofMillis(longest));
    }

    @Override
    public String toString() {
        return shortest.toMillis() + "-" + longest.toMillis() + " ms";
    }
}
