package org.patchbay.console.view.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallSnapshot;
import org.patchbay.channel.Channels;
import org.patchbay.channel.MediaArrow;
import org.patchbay.channel.Party;
import org.patchbay.channel.Position;
import org.patchbay.media.MediaStatistics;
import org.patchbay.media.StreamQuality;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live calls, oldest first. Instants are milliseconds since 1970.
 *
 * @param running whether there is a call module
 * @param now the server's clock
 * @param unseen live calls that are not in {@code calls}, as they were too many or too slow to ask
 */
public record CallList(
        boolean running, long now, long offered, long answered, long cleared, int unseen, List<Row> calls) {
    private static final Logger LOG = LoggerFactory.getLogger(CallList.class);
    private static final int MOST = 500;
    private static final Duration PATIENCE = Duration.ofMillis(700);

    /** A call: who calls whom, where the dialplan stands (step counts from 1), and what it does. */
    public record Row(
            String id,
            long started,
            Optional<Long> answered,
            String caller,
            String callerName,
            String dialled,
            Optional<Place> place,
            String activity,
            List<Leg> legs) {}

    /** A place in the dialplan. */
    public record Place(String context, String extension, int step) {}

    /**
     * A leg; {@code source} and {@code signalled} are addresses of its RTP, {@code silentSeconds} since its last packet; when {@code direct}, none come to us.
     *
     * @param in how its sound comes to us
     * @param out how it says that ours comes to it
     * @param verdicts what is wrong with its sound, in plain words
     */
    public record Leg(
            String channel,
            String party,
            boolean up,
            long received,
            long sent,
            long refused,
            Optional<String> source,
            Optional<String> signalled,
            long silentSeconds,
            boolean direct,
            Optional<String> codec,
            Optional<Quality> in,
            Optional<Quality> out,
            Optional<Long> roundTripMillis,
            List<String> verdicts) {}

    /**
     * How sound arrives, by packets; the share that is lost in percent, to a tenth, the jitter in milliseconds, and the mean opinion score, to a tenth.
     */
    public record Quality(
            long expected,
            long lost,
            double lossPercent,
            long duplicates,
            long reordered,
            int longestLoss,
            double jitterMillis,
            double mos) {
        static Quality of(StreamQuality stream) {
            return new Quality(
                    stream.expected(),
                    stream.lost(),
                    Math.round(1000 * stream.lossShare()) / 10.0,
                    stream.duplicates(),
                    stream.reordered(),
                    stream.longestLoss(),
                    Math.round(stream.jitter().toNanos() / 1e5) / 10.0,
                    Math.round(10 * stream.mos()) / 10.0);
        }
    }

    /** Asks the call module. */
    public static CallList of(Optional<Channels> channels, InstantSource clock) {
        long now = clock.millis();
        if (channels.isEmpty()) return new CallList(false, now, 0, 0, 0, 0, List.of());
        Channels.CallCounters counters = channels.get().counters();
        Collection<Call> live = channels.get().calls();
        List<Row> rows = rows(live, clock);
        int unseen = Math.max(0, live.size() - rows.size());
        return new CallList(true, now, counters.offered(), counters.answered(), counters.cleared(), unseen, rows);
    }

    private static List<Row> rows(Collection<Call> live, InstantSource clock) {
        Instant deadline = clock.instant().plus(PATIENCE); // each snapshot may wait a moment for its call
        var rows = new ArrayList<Row>();
        for (Call call : live) {
            if (rows.size() == MOST || clock.instant().isAfter(deadline)) break;
            snapshot(call).map(CallList::row).ifPresent(rows::add);
        }
        rows.sort(Comparator.comparingLong(Row::started).thenComparing(Row::id));
        return List.copyOf(rows);
    }

    private static Optional<CallSnapshot> snapshot(Call call) {
        try {
            return Optional.of(call.snapshot());
        } catch (RuntimeException e) {
            LOG.debug("call {} tells nothing", call.id(), e); // it may have ended, or its module be stopping
            return Optional.empty();
        }
    }

    private static Row row(CallSnapshot call) {
        Party caller = call.caller();
        return new Row(
                call.id(),
                call.started().toEpochMilli(),
                call.answered().map(Instant::toEpochMilli),
                caller.number(),
                caller.displayName(),
                call.dialled(),
                call.position().map(CallList::place),
                call.activity(),
                legs(call));
    }

    private static List<Leg> legs(CallSnapshot call) {
        List<MediaArrow> arrows = MediaArrow.of(call);
        return call.legs().stream().map(leg -> leg(leg, arrows)).toList();
    }

    private static Place place(Position position) {
        return new Place(position.context(), position.extension(), position.step() + 1);
    }

    private static Leg leg(CallSnapshot.Leg leg, List<MediaArrow> arrows) {
        MediaStatistics media = leg.media();
        return new Leg(
                leg.channelId(),
                leg.party(),
                leg.up(),
                media.received(),
                media.sent(),
                media.refused(),
                media.source().map(Addresses::text),
                media.signalled().map(Addresses::text),
                media.silence().toSeconds(),
                media.direct(),
                media.quality().codec(),
                media.quality().fromPeer().map(Quality::of),
                media.quality().toPeer().map(Quality::of),
                media.quality().roundTrip().map(Duration::toMillis),
                arrows.stream()
                        .filter(arrow -> arrow.channel().equals(leg.channelId()))
                        .flatMap(arrow -> arrow.verdict().stream())
                        .toList());
    }
}
