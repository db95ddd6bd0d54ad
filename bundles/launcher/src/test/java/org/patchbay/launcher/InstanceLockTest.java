package org.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceLockTest {
    @TempDir
    private Path data;

    @Test
    void writesThePidOfTheServer() throws IOException {
        var lock = new InstanceLock(data.resolve("patchbay.pid"));

        try (var _ = lock.take()) {
            assertThat(lock.file())
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void knowsThatACrashedServerIsGone() throws IOException {
        Path file = data.resolve("patchbay.pid");
        Files.writeString(file, Long.toString(ProcessHandle.current().pid()));

        assertThat(new InstanceLock(file).owner()).isEmpty();
    }

    @Test
    void findsNobodyBeforeTheFirstStart() throws IOException {
        assertThat(new InstanceLock(data.resolve("patchbay.pid")).owner()).isEmpty();
    }
}
