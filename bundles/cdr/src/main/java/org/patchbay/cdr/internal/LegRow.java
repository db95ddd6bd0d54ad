package org.patchbay.cdr.internal;

import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.patchbay.channel.CallRecord;
import org.patchbay.channel.Cause;
import org.patchbay.media.MediaQuality;
import org.patchbay.media.MediaStatistics;
import org.patchbay.media.StreamQuality;

/** The row of one leg, with how it sounded: {@code in} is what its peer sent, as it arrived here; {@code out} what it was sent, as it said. */
final class LegRow {
    static final List<String> COLUMNS = List.of(
            "call",
            "leg",
            "number",
            "side",
            "began",
            "answered",
            "ended",
            "cause",
            "q850",
            "codec",
            "media",
            "address_seen",
            "address_signalled",
            "packets_in",
            "packets_out",
            "packets_refused",
            "lost_in",
            "loss_in_percent",
            "longest_loss_in",
            "duplicates_in",
            "reordered_in",
            "jitter_in_ms",
            "mos_in",
            "lost_out",
            "loss_out_percent",
            "jitter_out_ms",
            "mos_out",
            "round_trip_ms");

    private LegRow() {}

    static List<String> of(CallRecord call, CallRecord.Leg leg, ZoneId zone) {
        MediaStatistics media = leg.media();
        MediaQuality quality = media.quality();
        Optional<StreamQuality> in = quality.fromPeer();
        Optional<StreamQuality> out = quality.toPeer();
        return new Cells(zone)
                .text(Cells.name(call, zone))
                .text(leg.channelId())
                .text(leg.party())
                .text(leg.side().name().toLowerCase(Locale.ROOT))
                .time(Optional.of(leg.began()))
                .time(leg.answered())
                .time(Optional.of(leg.ended()))
                .text(leg.cause().map(Cause::label))
                .number(leg.cause().map(cause -> (long) cause.q850()))
                .text(quality.codec())
                .text(media.direct() ? "direct" : "relayed")
                .text(media.source().map(LegRow::address))
                .text(media.signalled().map(LegRow::address))
                .number(media.received())
                .number(media.sent())
                .number(media.refused())
                .number(in.map(StreamQuality::lost))
                .decimal(in.map(heard -> 100 * heard.lossShare()), 2)
                .number(in.map(heard -> (long) heard.longestLoss()))
                .number(in.map(StreamQuality::duplicates))
                .number(in.map(StreamQuality::reordered))
                .millis(in.map(StreamQuality::jitter))
                .decimal(in.map(StreamQuality::mos), 2)
                .number(out.map(StreamQuality::lost))
                .decimal(out.map(heard -> 100 * heard.lossShare()), 2)
                .millis(out.map(StreamQuality::jitter))
                .decimal(out.map(StreamQuality::mos), 2)
                .millis(quality.roundTrip())
                .all();
    }

    private static String address(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
