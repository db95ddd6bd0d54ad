package org.patchbay.console.view.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.console.testing.FakeModules;
import org.patchbay.console.testing.Fakes;
import org.patchbay.pbx.DataFile;

class StatusTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void hasNothingButTheProcessWhileNoModuleRuns() {
        var status = status(new FakeModules());

        assertThat(status.calls()).isEmpty();
        assertThat(status.rtp()).isEmpty();
        assertThat(status.sip()).isEmpty();
        assertThat(status.registrations()).isEmpty();
        assertThat(status.users()).isEmpty();
        assertThat(status.process().heapUsedBytes()).isPositive();
        assertThat(Json.of(status)).contains("\"calls\":null", "\"rtp\":null", "\"files\":[]");
    }

    @Test
    void showsWhatTheModulesCount() {
        var status = status(new FakeModules()
                .withChannels()
                .withPorts(4, 100)
                .withSip("udp", "tcp")
                .withUser("1001", "")
                .withLocations());

        assertThat(status.calls()).contains(new Status.Calls(0, 10, 7, 8));
        assertThat(status.rtp()).contains(new Status.Rtp(4, 100));
        assertThat(status.users().orElseThrow().count()).isEqualTo(1);
        assertThat(status.registrations()).contains(new Status.Registrations(0, 0));
        assertThat(status.sip().orElseThrow().addresses())
                .containsExactly(
                        new Status.Address("udp", "192.0.2.1:5060"), new Status.Address("tcp", "192.0.2.1:5060"));
    }

    @Test
    void leavesOutATransportThatIsNotSpoken() {
        var sip = status(new FakeModules().withSip("udp")).sip().orElseThrow();

        assertThat(sip.addresses()).extracting(Status.Address::transport).containsExactly("udp");
    }

    @Test
    void tellsWhyAFileWasRefused() {
        var file = Fakes.of(DataFile.class, (method, arguments) -> switch (method) {
            case "path" -> Path.of("etc", "users.yaml");
            case "entries" -> 3;
            case "loaded" -> Optional.of(NOW);
            case "generation" -> Optional.of("0a1b2c3d4e5f");
            default -> Optional.of("users.yaml, line 3: duplicate number");
        });

        assertThat(status(new FakeModules().with(file)).files())
                .containsExactly(new Status.File(
                        "etc/users.yaml",
                        3,
                        Optional.of(NOW.toEpochMilli()),
                        Optional.of("0a1b2c3d4e5f"),
                        Optional.of("users.yaml, line 3: duplicate number")));
    }

    @Test
    void collectsGarbageOnlyWhenAsked() {
        assertThat(Status.of(new FakeModules(), true, () -> NOW).process().collected())
                .isTrue();
        assertThat(status(new FakeModules()).process().collected()).isFalse();
    }

    private static Status status(FakeModules modules) {
        return Status.of(modules, false, () -> NOW);
    }
}
