package org.patchbay.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.console.testing.FakeModules;
import org.patchbay.pbx.TrunkState;
import org.patchbay.pbx.TrunkState.Health;
import org.patchbay.pbx.TrunkState.Registration;
import org.patchbay.pbx.TrunkState.Server;

class TrunkCommandsTest {
    @Test
    void saysWhatIsMissing() {
        assertThat(new TrunkCommands(new FakeModules()).list()).contains("not running");
        assertThat(new TrunkCommands(new FakeModules().withTrunks()).list()).contains("no trunks");
    }

    @Test
    void listsRegistrationsAndServers() {
        var registered = new Registration.Registered(Instant.EPOCH);
        var failing = new Registration.Failing("wrong user or password", Instant.EPOCH);
        var up = List.of(new Server("udp 192.0.2.7:5060", Health.UP), new Server("tcp 192.0.2.8:5060", Health.DOWN));
        var modules = new FakeModules()
                .withTrunks(
                        new TrunkState("carrier", registered, up),
                        new TrunkState("other", failing, List.of()),
                        new TrunkState("branch", new Registration.None(), List.of()));

        assertThat(new TrunkCommands(modules).list())
                .contains("carrier", "until 19", "udp 192.0.2.7:5060 up, tcp 192.0.2.8:5060 down")
                .contains("other", "wrong user or password, again at")
                .contains("branch", "none");
    }
}
