package org.patchbay.console.shell.internal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.pbx.TrunkState;
import org.patchbay.pbx.TrunkState.Registration;
import org.patchbay.pbx.TrunkStates;

/** {@code trunk:list}. */
@Component(
        service = TrunkCommands.class,
        property = {"osgi.command.scope=trunk", "osgi.command.function=list"})
public final class TrunkCommands {
    private final Modules modules;

    @Activate
    public TrunkCommands(@Reference Modules modules) {
        this.modules = modules;
    }

    /** Lists the connections with other servers. */
    public String list() {
        Optional<TrunkStates> trunks = modules.trunks();
        if (trunks.isEmpty()) return "The trunk module is not running.";
        List<TrunkState> states = trunks.get().states();
        if (states.isEmpty()) return "There are no trunks; etc/trunks.yaml shows how to write one.";
        var table = new TextTable("TRUNK", "REGISTRATION", "SERVERS");
        for (TrunkState state : states) {
            table.row(state.name(), registration(state.registration()), servers(state));
        }
        return table.toString();
    }

    private static String registration(Registration registration) {
        return switch (registration) {
            case Registration.None _ -> "none";
            case Registration.Trying _ -> "trying";
            case Registration.Registered(Instant until) -> "until " + Times.local(until.toEpochMilli());
            case Registration.Failing(String why, Instant next) ->
                why + ", again at " + Times.local(next.toEpochMilli());
        };
    }

    private static String servers(TrunkState state) {
        return state.servers().stream()
                .map(server -> server.address() + ' ' + server.health().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
