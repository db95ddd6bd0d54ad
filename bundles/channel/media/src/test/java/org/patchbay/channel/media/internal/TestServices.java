package org.patchbay.channel.media.internal;

import java.util.Optional;
import java.util.function.Supplier;

/** What legs share, in a test. */
final class TestServices {
    private TestServices() {}

    static MediaServices of(MediaClock clock, Codecs codecs) {
        return of(clock, codecs, Optional::empty);
    }

    static MediaServices of(MediaClock clock, Codecs codecs, Supplier<Optional<RecordingDesk>> desk) {
        return new MediaServices(
                clock,
                codecs,
                desk,
                () -> JitterSettings.STANDARD,
                new Rooms(clock, () -> MediaSettings.STANDARD.conference_members_max()));
    }
}
