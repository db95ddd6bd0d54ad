package org.patchbay.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;
import org.patchbay.application.Steering;
import org.patchbay.deploy.internal.History.Taken;
import org.patchbay.deploy.internal.History.Trying;

class HistoryTextTest {
    private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

    @Test
    void readsWhatItWrote() throws IOException {
        History history = History.EMPTY
                .raised(new Build(new Version("0.1.0"), "", "", NOW))
                .raised(build("1.0.0", "a"))
                .raised(build("1.1.0", "b"))
                .taken(new Taken(build("1.2.0", "c"), "rolled back: 4 of 10 calls failed", NOW))
                .tried(new Trying(build("1.3.0", "d"), new Steering.Canary("1.3.0", 10, Set.of("1001", "1002"))))
                .attempted("e");

        assertThat(HistoryText.read(HistoryText.write(history))).isEqualTo(history);
    }

    @Test
    void readsAnEmptyOne() throws IOException {
        assertThat(HistoryText.read(HistoryText.write(History.EMPTY))).isEqualTo(History.EMPTY);
    }

    @Test
    void refusesWhatItCantUnderstand() {
        assertThatThrownBy(() -> HistoryText.read("current=1.0.0")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void beginsAnewWhenAFileIsDamaged(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("echo"));
        Files.writeString(folder.resolve("echo/state.properties"), "current=what");

        assertThat(Histories.read(folder).of("echo")).isEqualTo(History.EMPTY);
    }

    @Test
    void goesBackOnlyToLowerVersions() {
        History history = History.EMPTY
                .raised(build("1.0.0", "a"))
                .raised(build("1.1.0", "b"))
                .raised(build("1.2.0", "c"))
                .raised(build("1.3.0", "d"));
        assertThat(history.earlier()).extracting(Build::digest).containsExactly("c", "b");

        History back = history.takenBackTo(
                build("1.2.0", "c"), List.of(new Taken(build("1.3.0", "d"), "rolled back by an operator", NOW)));

        assertThat(back.earlier()).extracting(Build::digest).containsExactly("b");
        assertThat(back.isTakenBack("d")).isTrue();
    }

    private static Build build(String version, String digest) {
        return new Build(new Version(version), digest, "echo of today.jar", NOW);
    }
}
