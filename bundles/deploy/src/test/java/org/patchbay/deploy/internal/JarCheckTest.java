package org.patchbay.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Version;
import org.patchbay.deploy.testing.FeatureJar;

class JarCheckTest {
    @TempDir
    Path folder;

    private final JarCheck check = new JarCheck(new Trust(false, Path.of("none")));

    @Test
    void readsNameAndVersionOfAFeature() throws IOException {
        Artifact artifact = check.check(FeatureJar.of("echo", "1.2.0").write(jar()));

        assertThat(artifact.feature()).isEqualTo("test.echo");
        assertThat(artifact.version()).isEqualTo(new Version(1, 2, 0));
        assertThat(artifact.file()).isEqualTo("a.jar");
        assertThat(Artifact.fileOf(artifact.location())).isEqualTo("a.jar");
        assertThat(Artifact.digestOf(artifact.location())).isEqualTo(artifact.digest());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Export-Package        | test.echo | its manifest has Export-Package
        Bundle-Activator      | test.A    | its manifest has Bundle-Activator
        Fragment-Host         | other     | its manifest has Fragment-Host
        Require-Bundle        | other     | its manifest has Require-Bundle
        DynamicImport-Package | *         | its manifest has DynamicImport-Package
        Bundle-SymbolicName   | a;singleton:=true | it is a singleton
        Bundle-SymbolicName   | a b       | its Bundle-SymbolicName is a b
        Bundle-Version        | one       | its Bundle-Version is one
        """)
    void refusesWhatCantRunSideBySide(String header, String value, String reason) throws IOException {
        Path jar = FeatureJar.of("echo", "1.0.0").header(header, value).write(jar());

        assertThatThrownBy(() -> check.check(jar)).isInstanceOf(Refusal.class).hasMessageStartingWith(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "Bundle-SymbolicName, its manifest has no Bundle-SymbolicName",
        "Bundle-Version, its manifest has no Bundle-Version",
        "Service-Component, it offers nothing"
    })
    void refusesAManifestThatLacksSomething(String header, String reason) throws IOException {
        Path jar = FeatureJar.of("echo", "1.0.0").without(header).write(jar());

        assertThatThrownBy(() -> check.check(jar)).hasMessageStartingWith(reason);
    }

    @Test
    void refusesAZipWithoutAManifest() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar()))) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
            zip.closeEntry();
        }

        assertThatThrownBy(() -> check.check(jar())).hasMessage("it has no manifest, so it is no bundle");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Files.createFile(jar());

        assertThatThrownBy(() -> check.check(jar())).hasMessageStartingWith("it is damaged or no jar");
    }

    @Test
    void findsEveryBitOfAnEntryThatIsNotAsItWas() throws IOException {
        byte[] whole = Files.readAllBytes(FeatureJar.of("echo", "1.0.0").write(jar()));
        Map<String, byte[]> contents = contents();
        Random random = new Random(3);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(jar(), damaged);
            try {
                check.check(jar());
            } catch (Refusal refusal) {
                refused++;
                continue;
            }
            contents().forEach((name, content) -> {
                if (contents.containsKey(name)) assertThat(content).isEqualTo(contents.get(name));
            });
        }
        assertThat(refused).isGreaterThan(100);
    }

    private Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new HashMap<>();
        try (JarFile file = new JarFile(jar().toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                contents.put(entry.getName(), file.getInputStream(entry).readAllBytes());
            }
        }
        return contents;
    }

    private Path jar() {
        return folder.resolve("a.jar");
    }

    /** Returns what two builds of a version are told apart by. */
    static String digestOf(Path jar) {
        return new JarCheck(new Trust(false, jar)).check(jar).digest();
    }
}
