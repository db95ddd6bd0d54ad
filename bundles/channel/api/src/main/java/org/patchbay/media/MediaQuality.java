package org.patchbay.media;

import java.time.Duration;
import java.util.Optional;

/**
 * How well one leg's media goes both ways.
 *
 * @param codec the name of the codec that was agreed on; empty before that
 * @param fromPeer how the peer's packets arrive here; empty before the first
 * @param toPeer how the peer says that ours arrive there; empty before its first report
 * @param roundTrip to the peer and back, as far as reports tell
 */
public record MediaQuality(
        Optional<String> codec,
        Optional<StreamQuality> fromPeer,
        Optional<StreamQuality> toPeer,
        Optional<Duration> roundTrip) {
    /** Nothing is known. */
    public static final MediaQuality UNKNOWN =
            new MediaQuality(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
