package org.patchbay.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
    @TempDir
    Path home;

    @Test
    void settlesAJarThatIsTheSameInTwoLooks() throws IOException {
        Folder folder = new Folder(home);
        Files.writeString(home.resolve("a.jar"), "half");

        assertThat(settled(folder)).isFalse();
        Files.writeString(home.resolve("a.jar"), " and half", StandardOpenOption.APPEND);
        assertThat(settled(folder)).isFalse();
        assertThat(settled(folder)).isTrue();
        assertThat(settled(folder)).isTrue();
    }

    @Test
    void takesJarsAsTheyAreAtTheStart() throws IOException {
        Files.writeString(home.resolve("a.jar"), "whole");

        assertThat(new Folder(home).look(file -> true).get("a.jar").settled()).isTrue();
    }

    @Test
    void seesNothingButJars() throws IOException {
        Files.writeString(home.resolve(".a.jar"), "");
        Files.writeString(home.resolve("a.jar.part"), "");
        Files.createDirectory(home.resolve("b.jar"));

        assertThat(new Folder(home).look(file -> true)).isEmpty();
    }

    @Test
    void makesTheFolderWhenThereIsNone() throws IOException {
        assertThat(new Folder(home.resolve("deploy")).look(file -> true)).isEmpty();
        assertThat(home.resolve("deploy")).isDirectory();
    }

    private static boolean settled(Folder folder) throws IOException {
        return folder.look(file -> false).get("a.jar").settled();
    }
}
