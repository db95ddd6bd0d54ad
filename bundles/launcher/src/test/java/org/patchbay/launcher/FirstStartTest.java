package org.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {
    @TempDir
    private Path etc;

    @Test
    void writesTheUsersItTells() throws IOException {
        var phones = start().phones().orElseThrow();

        assertThat(etc.resolve("users.yaml"))
                .content(StandardCharsets.UTF_8)
                .contains(
                        "number: \"1001\"",
                        phones.first().text(),
                        "number: \"1002\"",
                        phones.second().text());
    }

    @Test
    void writesNoConsolePasswordInClear() throws IOException {
        var password = start().console().orElseThrow();

        assertThat(etc.resolve("org.patchbay.console.config"))
                .content(StandardCharsets.UTF_8)
                .contains("user=\"admin\"", "pbkdf2-sha256$600000$")
                .doesNotContain(password.text());
    }

    @Test
    void letsNobodyElseRead() throws IOException {
        start();

        for (String file : FirstStart.SECRET_FILES) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(etc.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void tellsNothingTheSecondTime() throws IOException {
        start();

        var again = start();

        assertThat(again.phones()).isEmpty();
        assertThat(again.console()).isEmpty();
    }

    @Test
    void keepsUsersThatAreThere() throws IOException {
        Files.writeString(etc.resolve("users.yaml"), "users: []\n");

        start();

        assertThat(etc.resolve("users.yaml")).hasContent("users: []");
    }

    private FirstStart.Secrets start() throws IOException {
        return new FirstStart(etc, new SecureRandom()).prepare();
    }
}
