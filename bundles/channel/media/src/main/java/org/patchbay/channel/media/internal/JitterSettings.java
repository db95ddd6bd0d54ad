package org.patchbay.channel.media.internal;

import java.time.Duration;

/** How long sound may be held back that is decoded here. */
record JitterSettings(Duration shortest, Duration longest) {
    static final JitterSettings STANDARD = new JitterSettings(Duration.ofMillis(20), Duration.ofMillis(200));
}
