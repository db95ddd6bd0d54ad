package org.patchbay.channel.media.internal;

import java.lang.annotation.Annotation;

/** The configuration of the media module, in a test. */
record MediaSettings(int jitter_shortest_millis, int jitter_longest_millis, int conference_members_max)
        implements MediaConfig {
    static final MediaSettings STANDARD = new MediaSettings(20, 200, 200);

    MediaSettings(int shortest, int longest) {
        this(shortest, longest, 200);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return MediaConfig.class;
    }
}
