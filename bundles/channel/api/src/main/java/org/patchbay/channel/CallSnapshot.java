package org.patchbay.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.patchbay.media.MediaStatistics;

/**
 * How a call stands, for display.
 *
 * @param activity what it does, in a word: {@code waiting}, {@code ringing}, {@code talking}, {@code echo}, {@code conference},
 *     {@code playing}, {@code transferring} (what one leg is left of while the other is put through), {@code cleared}; {@code unknown} when the call's owner did not answer in time
 */
public record CallSnapshot(
        String id,
        Instant started,
        Optional<Instant> answered,
        Party caller,
        String dialled,
        Optional<Position> position,
        String activity,
        List<Leg> legs) {
    public CallSnapshot {
        legs = List.copyOf(legs);
    }

    /** One leg: its channel, whom it reaches, whether it is up, and its media. */
    public record Leg(String channelId, String party, boolean up, MediaStatistics media) {}
}
