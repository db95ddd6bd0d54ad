package org.patchbay.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.media.MediaStatistics;

/**
 * A call that is over, for its record (CDR). A call that was put through to another number, and the call there, are two.
 *
 * @param id unique as long as the server runs
 * @param started when it came, or was put through
 * @param answered when the caller was connected; empty when it never was
 * @param caller who called, as {@link Call#caller}
 * @param subscriber the subscriber who called, or who put the call through
 * @param cause why it was cleared
 * @param by who ended it
 * @param position where the dialplan stood last
 * @param variables what the dialplan and its applications have set
 * @param recordings the names of its recordings
 * @param legs everybody who was called or called, in that order
 */
public record CallRecord(
        String id,
        Instant started,
        Optional<Instant> answered,
        Instant ended,
        Party caller,
        String dialled,
        String context,
        Optional<AddressOfRecord> subscriber,
        Cause cause,
        Side by,
        Optional<Position> position,
        Map<String, String> variables,
        List<String> recordings,
        List<Leg> legs) {
    public CallRecord {
        variables = Map.copyOf(variables);
        recordings = List.copyOf(recordings);
        legs = List.copyOf(legs);
    }

    /** Of whom. */
    public enum Side {
        CALLER,
        CALLED,
        /** The dialplan, an application, an operator, a limit, or the server's end. */
        SERVER
    }

    /**
     * One leg, as long as it was part of the call.
     *
     * @param party the number that it was called by, or that it called from
     * @param side whether it called or was called
     * @param began when it was called, called, or came from another call
     * @param answered when it was up; empty when it never was
     * @param ended when it was cleared, or went to another call
     * @param cause why it was cleared; empty when it went to another call
     * @param media what was counted of its sound
     */
    public record Leg(
            String channelId,
            String party,
            Side side,
            Instant began,
            Optional<Instant> answered,
            Instant ended,
            Optional<Cause> cause,
            MediaStatistics media) {}
}
