package org.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFolderTest {
    @TempDir
    private Path folder;

    @Test
    void sortsByStartLevel() throws IOException {
        jar("10/a.jar", "");
        jar("2/b.jar", "");
        jar("2/a.jar", "");

        var read = BundleFolder.read(folder);

        assertThat(read.bundles())
                .extracting(bundle -> folder.relativize(bundle.jar()).toString())
                .containsExactly("2/a.jar", "2/b.jar", "10/a.jar");
        assertThat(read.highestStartLevel()).isEqualTo(10);
    }

    @Test
    void knowsFragments() throws IOException {
        jar("1/host.jar", "");
        jar("1/part.jar", "slf4j.api");

        assertThat(BundleFolder.read(folder).bundles())
                .extracting(BundleFile::fragment)
                .containsExactly(false, true);
    }

    @Test
    void noticesAJarOfTheSameSizeAndTime() throws IOException {
        Path jar = jar("1/a.jar", "aaaa");
        FileTime time = Files.getLastModifiedTime(jar);
        String before = BundleFolder.read(folder).fingerprint();

        jar("1/a.jar", "bbbb");
        Files.setLastModifiedTime(jar, time);

        assertThat(BundleFolder.read(folder).fingerprint()).isNotEqualTo(before);
    }

    @Test
    void refusesAFolderThatIsNoStartLevel() throws IOException {
        jar("extra/a.jar", "");

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> BundleFolder.read(folder))
                .withMessageContaining("start level");
    }

    @Test
    void refusesAnEmptyInstallation() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> BundleFolder.read(folder))
                .withMessageContaining("no bundles");
    }

    private Path jar(String path, String fragmentHost) throws IOException {
        Path jar = folder.resolve(path);
        Files.createDirectories(jar.getParent());
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!fragmentHost.isEmpty()) {
            manifest.getMainAttributes().putValue("Fragment-Host", fragmentHost);
        }
        try (var output = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            output.finish();
        }
        return jar;
    }
}
