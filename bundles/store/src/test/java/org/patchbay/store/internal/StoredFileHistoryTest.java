package org.patchbay.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.pbx.FileHistory.Generation;

class StoredFileHistoryTest {
    private static final String PLAN = "etc/dialplan.yaml";

    @TempDir
    Path folder;

    private Instant now = Instant.EPOCH;
    private Path home;
    private StoredFileHistory history;

    @BeforeEach
    void start() throws IOException {
        home = folder.resolve("server");
        Files.createDirectories(home.resolve("etc"));
        save(PLAN, "one");
        history = begun();
    }

    @Test
    void knowsWhatAFileHeldAtTheStart() {
        assertThat(history.files()).containsExactly(PLAN);
        assertThat(history.generations(PLAN)).containsExactly(new Generation(id("one"), Instant.EPOCH, true));
        assertThat(history.text(PLAN, id("one"))).contains("one");
    }

    @Test
    void keepsAChangeOnceItHasStayedTheSameForALook() throws IOException {
        now = now.plusSeconds(9);
        save(PLAN, "half");
        history.look();
        save(PLAN, "whole");
        history.look();
        assertThat(texts(PLAN)).containsExactly("one");
        history.look();

        assertThat(texts(PLAN)).containsExactly("whole", "one");
        assertThat(history.generations(PLAN).getFirst())
                .isEqualTo(new Generation(id("whole"), Instant.ofEpochSecond(9), true));
    }

    @Test
    void followsSettingsAndYamlFilesOfEtc() throws IOException {
        save("etc/org.patchbay.store.config", "a=\"1\"");
        save("etc/users.yaml", "users: []");
        save("etc/.hidden.yaml", "");
        save("etc/java.options", "-Xmx1g");
        look();

        assertThat(history.files()).containsExactly(PLAN, "etc/org.patchbay.store.config", "etc/users.yaml");
    }

    @Test
    void givesBackWhatWasBefore() throws IOException {
        change("two");

        Generation now = history.undo(PLAN);

        assertThat(home.resolve(PLAN)).hasContent("one");
        assertThat(now.id()).isEqualTo(id("one"));
        assertThat(now.current()).isTrue();
        assertThat(history.generations(PLAN)).extracting(Generation::current).containsExactly(true, false);
    }

    @Test
    void givesTheLaterContentBackWhenUndoneTwice() throws IOException {
        change("two");
        change("three");

        history.undo(PLAN);
        assertThat(home.resolve(PLAN)).hasContent("two");
        history.undo(PLAN);

        assertThat(home.resolve(PLAN)).hasContent("three");
        assertThat(texts(PLAN)).containsExactly("three", "two", "one");
    }

    @Test
    void keepsAChangeThatNobodyHasLookedAtBeforeItIsUndone() throws IOException {
        save(PLAN, "just now");

        history.undo(PLAN);

        assertThat(home.resolve(PLAN)).hasContent("one");
        assertThat(texts(PLAN)).containsExactly("one", "just now");
    }

    @Test
    void bringsADeletedFileBack() throws IOException {
        Files.delete(home.resolve(PLAN));
        look();
        assertThat(history.generations(PLAN)).extracting(Generation::current).containsExactly(false);

        history.undo(PLAN);

        assertThat(home.resolve(PLAN)).hasContent("one");
    }

    @Test
    void restoresAnyGeneration() throws IOException {
        change("two");
        change("three");

        history.restore(PLAN, id("one"));

        assertThat(home.resolve(PLAN)).hasContent("one");
        assertThat(texts(PLAN)).containsExactly("one", "three", "two");
    }

    @Test
    void keepsEachContentOnce() throws IOException {
        change("two");
        change("one");

        assertThat(texts(PLAN)).containsExactly("one", "two");
    }

    @Test
    void remembersTwentyGenerations() throws IOException {
        for (int i = 0; i < 30; i++) change("text " + i);

        assertThat(texts(PLAN)).hasSize(20).startsWith("text 29", "text 28").endsWith("text 10");
    }

    @Test
    void keepsTheOrderWhenTheClockIsSetBack() throws IOException {
        now = Instant.EPOCH.plusSeconds(100);
        change("two");
        now = Instant.EPOCH;
        change("three");

        assertThat(texts(PLAN)).containsExactly("three", "two", "one");
    }

    @Test
    void knowsEverythingAgainAfterARestart() throws IOException {
        change("two");
        history.stop();
        save(PLAN, "while it was away");

        history = begun();

        assertThat(texts(PLAN)).containsExactly("while it was away", "two", "one");
    }

    @Test
    void keepsWhatItIsGivenAndFollowsThatFile() throws IOException {
        save("users/all.yaml", "users: []");
        assertThat(history.keep("users/all.yaml", "users: []")).isEqualTo(id("users: []"));
        save("users/all.yaml", "users: [1]");
        look();

        assertThat(texts("users/all.yaml")).containsExactly("users: [1]", "users: []");
    }

    @Test
    void keepsPermissionsAndLetsNobodyElseReadTheHistory() throws IOException {
        change("two");
        Files.setPosixFilePermissions(home.resolve(PLAN), PosixFilePermissions.fromString("rw-r-----"));

        history.undo(PLAN);

        assertThat(mode(home.resolve(PLAN))).isEqualTo("rw-r-----");
        assertThat(mode(home.resolve("data/history"))).isEqualTo("rwx------");
        try (Stream<Path> kept = Files.list(home.resolve("data/history").resolve(PLAN))) {
            assertThat(kept.map(StoredFileHistoryTest::mode)).hasSize(2).containsOnly("rw-------");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../other/secret",
                "etc/../../other/secret",
                "/etc/passwd",
                "etc/../etc/dialplan.yaml",
                "",
                ".",
                "data/history/etc/dialplan.yaml/x",
                "etc\0",
                "etc/out.yaml",
                "out/secret"
            })
    void refusesWhatIsNotInTheFolder(String name) throws IOException {
        Files.createDirectories(folder.resolve("other"));
        Path secret = Files.writeString(folder.resolve("other/secret"), "secret");
        Files.createSymbolicLink(home.resolve("etc/out.yaml"), secret);
        Files.createSymbolicLink(home.resolve("out"), folder.resolve("other"));
        look();

        assertThatIOException().isThrownBy(() -> history.undo(name));
        assertThatIOException().isThrownBy(() -> history.restore(name, id("one")));
        assertThatIOException().isThrownBy(() -> history.keep(name, "text"));
        assertThat(history.generations(name)).isEmpty();
        assertThat(history.text(name, id("one"))).isEmpty();
        assertThat(secret).hasContent("secret");
    }

    @Test
    void refusesFilesAndGenerationsThatItDoesNotKnow() {
        assertThatIOException()
                .isThrownBy(() -> history.undo("etc/none.yaml"))
                .withMessage("etc/none.yaml has no history");
        assertThatIOException()
                .isThrownBy(() -> history.undo(PLAN))
                .withMessage("nothing is known of etc/dialplan.yaml before what it holds now");
        assertThatIOException()
                .isThrownBy(() -> history.restore(PLAN, "../../../x"))
                .withMessage("there is no generation ../../../x of etc/dialplan.yaml");
    }

    @Test
    void keepsNoLargeFileAndRefusesToLoseOne() throws IOException {
        change("two");
        save(PLAN, "x".repeat((1 << 20) + 1));
        look();

        assertThat(texts(PLAN)).containsExactly("two", "one");
        assertThatIOException().isThrownBy(() -> history.undo(PLAN)).withMessageContaining("larger than 1 MB");
        assertThat(Files.size(home.resolve(PLAN))).isEqualTo((1 << 20) + 1);
    }

    @Test
    void givesBackBytesThatAreNoText() throws IOException {
        Files.write(home.resolve(PLAN), new byte[] {'a', (byte) 0xff});
        look();
        change("two");

        history.undo(PLAN);

        assertThat(Files.readAllBytes(home.resolve(PLAN))).containsExactly('a', 0xff);
    }

    private StoredFileHistory begun() {
        var begun = new StoredFileHistory(home, () -> now);
        begun.begin();
        return begun;
    }

    private void change(String text) throws IOException {
        now = now.plusSeconds(1);
        save(PLAN, text);
        look();
    }

    private void look() {
        history.look();
        history.look();
    }

    private List<String> texts(String file) {
        return history.generations(file).stream()
                .map(generation -> history.text(file, generation.id()).orElseThrow())
                .toList();
    }

    private void save(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Path beside = Files.writeString(Files.createTempFile(folder, "new", ""), text);
        Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String id(String text) {
        return Generation.id(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
