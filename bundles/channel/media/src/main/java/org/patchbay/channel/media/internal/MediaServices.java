package org.patchbay.channel.media.internal;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the legs of this module share.
 *
 * @param clock on which sound is made
 * @param desk where a leg has itself recorded, if there is one now
 * @param jitter how long what is decoded from now on may be held back
 * @param rooms the conferences
 */
record MediaServices(
        MediaClock clock,
        Codecs codecs,
        Supplier<Optional<RecordingDesk>> desk,
        Supplier<JitterSettings> jitter,
        Rooms rooms) {}
