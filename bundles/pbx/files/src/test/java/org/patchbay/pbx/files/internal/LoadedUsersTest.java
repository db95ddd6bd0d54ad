package org.patchbay.pbx.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.pbx.FileHistory.Generation;
import org.patchbay.pbx.Subscriber;

class LoadedUsersTest {
    @TempDir
    Path folder;

    private final List<String> kept = new ArrayList<>();
    private final Report report = new Report(Path.of("etc/users.yaml"));

    @Test
    void keepsTheUsersWhenTheNextVersionIsRefused() throws IOException {
        LoadedUsers users = started("users: [{number: 1, password: x}]");

        Files.writeString(file(), "users: [{number: 2}]");
        look(users);

        assertThat(users.users().find("1")).isPresent();
        assertThat(report.state().refusal().orElseThrow()).startsWith("etc/users.yaml: line 1, column 18: ");
    }

    @Test
    void keepsTheTextOfEachVersionThatIsInForce() throws IOException {
        LoadedUsers users = started("users: []");

        Files.writeString(file(), "users: [wrong]");
        look(users);
        assertThat(report.state().generation()).contains(id("users: []"));
        Files.writeString(file(), "users: [{number: 1, password: x}]");
        look(users);

        assertThat(kept).containsExactly("users: []", "users: [{number: 1, password: x}]");
        assertThat(report.state().generation()).contains(id("users: [{number: 1, password: x}]"));
    }

    @Test
    void leavesACallWithTheSubscriberThatItBeganWith() throws IOException {
        LoadedUsers users = started("users: [{number: 1, password: x}]");
        Subscriber caller = users.users().find("1").orElseThrow();

        Files.writeString(file(), "users: []");
        look(users);

        assertThat(users.users().find("1")).isEmpty();
        assertThat(caller.number()).isEqualTo("1");
        assertThat(caller.context()).isEqualTo("internal");
    }

    @Test
    void exchangesAllUsersAtOnce() throws IOException {
        LoadedUsers users = started("users: [{number: 1, password: x}]");
        Users before = users.users();

        Files.writeString(file(), "users: [{number: 2, password: x}, {number: 3, password: x}]");
        look(users);

        assertThat(before.all()).hasSize(1);
        assertThat(users.users().all()).hasSize(2);
        assertThat(report.state().entries()).isEqualTo(2);
    }

    @Test
    void startsWithNobodyWhenThereIsNoFile() {
        LoadedUsers users =
                new LoadedUsers(new WatchedFile(file()), report, "patchbay", () -> Instant.EPOCH, kept::add);

        users.read();

        assertThat(users.users().all()).isEmpty();
        assertThat(report.state().loaded()).isEmpty();
        assertThat(report.state().refusal()).contains("etc/users.yaml: there is no such file");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        LoadedUsers users = started("users: []");

        Files.write(file(), "users: [{number: 1, password: ä}]".getBytes(StandardCharsets.ISO_8859_1));
        look(users);

        assertThat(report.state().refusal()).contains("etc/users.yaml: it is not UTF-8 text");
    }

    @Test
    void noticesAFileThatOthersCanRead() throws IOException {
        Files.writeString(file(), "users: []");

        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(new WatchedFile(file()).readableByOthers()).isTrue();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
        assertThat(new WatchedFile(file()).readableByOthers()).isFalse();
    }

    @Test
    void refusesARealmThatCantBeQuoted() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new LoadedUsers(new WatchedFile(file()), report, "a\"b", () -> Instant.EPOCH, kept::add));
    }

    private LoadedUsers started(String text) throws IOException {
        Files.writeString(file(), text);
        LoadedUsers users =
                new LoadedUsers(new WatchedFile(file()), report, "patchbay", () -> Instant.EPOCH, kept::add);
        users.read();
        return users;
    }

    private static String id(String text) {
        return Generation.id(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void look(LoadedUsers users) {
        users.look(Optional::empty);
        users.look(Optional::empty);
    }

    private Path file() {
        return folder.resolve("users");
    }
}
