package org.patchbay.media;

import java.time.Duration;

/**
 * How something is recorded.
 *
 * @param paused whether it begins {@linkplain Recording#pause paused}
 * @param longest when it ends by itself, 1 second to 24 hours
 */
public record RecordingOptions(boolean paused, Duration longest) {
    /** From now on, for as long as a file may be. */
    public static final RecordingOptions DEFAULT = new RecordingOptions(false, Duration.ofHours(24));

    public RecordingOptions {
        if (longest.compareTo(Duration.ofSeconds(1)) < 0 || longest.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("a recording of " + longest + " is not of 1 second to 24 hours");
        }
    }
}
