package org.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    @TempDir
    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/dialplan.yaml"), "internal: []\n");
        Files.writeString(home.resolve("etc/users.yaml"), "users: []\n");
    }

    @Test
    void copiesTheConfigurationWithoutUsers() throws IOException {
        var second = new Installation(home, home.resolve("second"));

        second.create();

        assertThat(second.etc().resolve("dialplan.yaml")).exists();
        assertThat(second.etc().resolve("users.yaml")).doesNotExist();
        assertThat(second.deploy()).isDirectory();
        assertThat(second.bundles()).isEqualTo(home.resolve("bundles"));
    }

    @Test
    void createsNothingOverAnInstance() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> new Installation(home, home).create())
                .withMessageContaining("is an instance already");
    }

    @Test
    void saysHowToMakeAnInstance() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> new Installation(home, home.resolve("none")).prepare())
                .withMessageContaining("patchbay create");
    }
}
