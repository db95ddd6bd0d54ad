package org.patchbay.console.shell.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.channel.Call;
import org.patchbay.channel.Cause;
import org.patchbay.console.view.internal.CallList;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.console.view.internal.StuckList;

/** {@code call:list}, {@code call:media}, {@code call:hangup ID}, {@code call:stuck} and {@code call:end ID}. */
@Component(
        service = CallCommands.class,
        property = {
            "osgi.command.scope=call",
            "osgi.command.function=list",
            "osgi.command.function=media",
            "osgi.command.function=hangup",
            "osgi.command.function=stuck",
            "osgi.command.function=end"
        })
public final class CallCommands {
    private final Modules modules;

    @Activate
    public CallCommands(@Reference Modules modules) {
        this.modules = modules;
    }

    /** Lists the live calls. */
    public String list() {
        CallList list = CallList.of(modules.channels(), InstantSource.system());
        if (!list.running()) return "The call module is not running.";
        if (list.calls().isEmpty()) return "No calls. Dial 9196 for the echo test.";
        var table = new TextTable("CALL", "CALLER", "DIALLED", "ACTIVITY", "WHERE", "DURATION", "LEGS");
        for (CallList.Row call : list.calls()) {
            table.row(
                    call.id(),
                    call.caller(),
                    call.dialled(),
                    call.activity(),
                    call.place()
                            .map(place -> place.context() + " " + place.extension() + " step " + place.step())
                            .orElse(""),
                    duration(list.now() - call.started()),
                    call.legs().size());
        }
        return table + (list.unseen() > 0 ? "\n" + list.unseen() + " more are not shown." : "");
    }

    /** Shows how the sound of every live call goes, two lines for each leg, and what is wrong with it. */
    public String media() {
        CallList list = CallList.of(modules.channels(), InstantSource.system());
        if (!list.running()) return "The call module is not running.";
        if (list.calls().isEmpty()) return "No calls.";
        var table = new TextTable("CALL", "SOUND", "ADDRESS", "PACKETS", "CODEC", "LOST", "JITTER", "MOS");
        var verdicts = new StringBuilder();
        for (CallList.Row call : list.calls()) {
            for (CallList.Leg leg : call.legs()) {
                way(table, call.id(), "from " + leg.party(), leg.source().orElse("?"), leg.received(), leg, leg.in());
                way(table, call.id(), "to " + leg.party(), leg.signalled().orElse("?"), leg.sent(), leg, leg.out());
                leg.verdicts().forEach(verdict -> verdicts.append('\n').append(TextTable.harmless(verdict)));
            }
        }
        return table + verdicts.toString();
    }

    private static void way(
            TextTable table,
            String call,
            String way,
            String address,
            long packets,
            CallList.Leg leg,
            Optional<CallList.Quality> quality) {
        table.row(
                call,
                way,
                leg.direct() ? "direct" : address,
                packets,
                leg.codec().orElse(""),
                quality.map(known -> known.lossPercent() + " %").orElse(""),
                quality.map(known -> known.jitterMillis() + " ms").orElse(""),
                quality.map(known -> Double.toString(known.mos())).orElse(""));
    }

    /** Hangs a call up. */
    public String hangup(String id) {
        Optional<Call> call = modules.channels().flatMap(channels -> channels.call(id));
        if (call.isEmpty()) return "There is no call " + id + "; call:list shows them.";
        call.get().clear(Cause.NORMAL_CLEARING);
        return "Hung up.";
    }

    /** Lists the applications that are stuck, and where. */
    public String stuck() {
        StuckList list = StuckList.of(modules.applications(), InstantSource.system());
        if (!list.running()) return "The module that runs applications is not running.";
        if (list.stuck().isEmpty()) return "No application is stuck.";
        var text = new StringBuilder();
        for (StuckList.Row run : list.stuck()) {
            text.append(new TextTable("CALL", "APPLICATION", "FEATURE", "VERSION", "FOR", "DOING")
                    .row(
                            run.call(),
                            run.application(),
                            run.feature(),
                            run.version(),
                            duration(list.now() - run.since()),
                            run.doing()));
            run.stack().forEach(frame -> text.append("\n    at ").append(TextTable.harmless(frame)));
            text.append("\n\n");
        }
        return text + "call:end ID ends a call and nothing else.";
    }

    /** Ends a call whose application does not look at it. */
    public String end(String id) {
        if (modules.applications().isEmpty()) return "The module that runs applications is not running.";
        return modules.applications().get().end(id)
                ? "Ended."
                : "There is no call " + id + " in an application; call:stuck and call:list show them.";
    }

    private static String duration(long millis) {
        Duration duration = Duration.ofMillis(Math.max(0, millis));
        return String.format("%d:%02d:%02d", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }
}
