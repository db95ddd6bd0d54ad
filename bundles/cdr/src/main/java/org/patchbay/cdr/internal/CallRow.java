package org.patchbay.cdr.internal;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallRecord;

/** The row of a call. */
final class CallRow {
    /** Variable of a call: what it is charged to, if the dialplan says so. */
    static final String ACCOUNT = "account";

    static final List<String> COLUMNS = List.of(
            "call",
            "started",
            "answered",
            "ended",
            "seconds",
            "talked",
            "caller",
            "caller_name",
            "dialled",
            "context",
            "subscriber",
            "cause",
            "q850",
            "ended_by",
            "application",
            "step",
            "account",
            "transferred_by",
            "recordings",
            "legs");

    private CallRow() {}

    static List<String> of(CallRecord call, ZoneId zone) {
        return new Cells(zone)
                .text(Cells.name(call, zone))
                .time(Optional.of(call.started()))
                .time(call.answered())
                .time(Optional.of(call.ended()))
                .seconds(Optional.of(Duration.between(call.started(), call.ended())))
                .seconds(call.answered().map(answered -> Duration.between(answered, call.ended())))
                .text(call.caller().number())
                .text(call.caller().displayName())
                .text(call.dialled())
                .text(call.context())
                .text(call.subscriber().map(AddressOfRecord::toString))
                .text(call.cause().label())
                .number(call.cause().q850())
                .text(call.by().name().toLowerCase(Locale.ROOT))
                .text(call.variables().getOrDefault(Call.APPLICATION, ""))
                .text(call.position().map(at -> at.context() + "/" + at.extension() + "/" + at.step()))
                .text(call.variables().getOrDefault(ACCOUNT, ""))
                .text(call.variables().getOrDefault(Call.TRANSFERRED_BY, ""))
                .text(String.join(" ", call.recordings()))
                .number(call.legs().size())
                .all();
    }
}
