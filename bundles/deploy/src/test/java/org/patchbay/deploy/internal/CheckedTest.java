package org.patchbay.deploy.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.patchbay.application.Application;
import org.patchbay.application.Deployment;
import org.patchbay.application.Deployment.State;
import org.patchbay.deploy.testing.FeatureJar;

/** What is looked at before a version is used: self-tests, archives, and what an earlier end of the server says. */
class CheckedTest extends OnFelix {
    private @Nullable Object first;

    @Test
    void refusesAVersionWhoseSelfTestFails() throws Exception {
        withFirst();

        assertThatThrownBy(() -> order("echo.jar", testing("throw new Exception(\"no gateway answers\");")))
                .hasMessage("its self-test fails: no gateway answers");

        assertServing();
    }

    @Test
    void refusesAVersionWhoseSelfTestDoesNotReturn() throws Exception {
        startSeconds = 2;
        withFirst();

        assertThatThrownBy(() -> order("echo.jar", testing("Thread.sleep(60_000);")))
                .hasMessage("to start it took longer than 2 s");

        assertServing();
        order("beep.jar", FeatureJar.of("beep", "1.0.0"));
        assertThat(felix.features()).containsExactly("test.beep 1.0.0 ACTIVE", "test.echo 1.0.0 ACTIVE");
    }

    @Test
    void takesAVersionWhoseSelfTestPasses() throws Exception {
        withFirst();

        assertThat(order("echo.jar", testing("")))
                .extracting(Deployment::version, Deployment::state)
                .containsExactly(tuple("2.0.0", State.CURRENT));
    }

    @Test
    void goesOnBesideAConstructorThatCantBeInterrupted() throws Exception {
        startSeconds = 2;
        withFirst();

        assertThatThrownBy(() -> order(
                        "echo.jar",
                        FeatureJar.of("echo", "2.0.0")
                                .constructor("long end = System.nanoTime() + 8_000_000_000L;"
                                        + " while (System.nanoTime() < end) Thread.onSpinWait();")))
                .hasMessage("to start it took longer than 2 s");

        assertThat(felix.applications()).containsExactly("echo 1.0.0");
        order("beep.jar", FeatureJar.of("beep", "1.0.0"));
        assertThat(felix.features()).contains("test.beep 1.0.0 ACTIVE", "test.echo 1.0.0 ACTIVE");
    }

    @Test
    void deploysAllFeaturesOfAnArchiveWithTheirSettings() throws Exception {
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc/test.beep.config"), "mine");
        deploy();
        Path zip = zip(Map.of(
                "features/echo.jar", bytes(FeatureJar.of("echo", "1.0.0")),
                "beep.jar", bytes(FeatureJar.of("beep", "1.0.0")),
                "etc/test.echo.config", "a=\"b\"".getBytes(UTF_8),
                "etc/test.beep.config", "theirs".getBytes(UTF_8)));

        List<Deployment> outcome = deployer().deploy("suite.zip", Files.newInputStream(zip), 100);

        assertThat(outcome)
                .extracting(Deployment::feature, Deployment::state)
                .containsExactly(tuple("test.beep", State.CURRENT), tuple("test.echo", State.CURRENT));
        assertThat(folder.resolve("etc/test.echo.config")).hasContent("a=\"b\"");
        assertThat(folder.resolve("etc/test.beep.config")).hasContent("mine");
    }

    @Test
    void deploysNothingOfAnArchiveInWhichOneFails() throws Exception {
        withFirst();
        Path zip = zip(Map.of(
                "echo.jar", bytes(FeatureJar.of("echo", "2.0.0")),
                "beep.jar", bytes(FeatureJar.of("beep", "2.0.0")),
                "wrong.jar",
                        bytes(FeatureJar.of("zulu", "1.0.0")
                                .constructor("throw new IllegalStateException(\"no license\");")),
                "etc/test.echo.config", "a=\"b\"".getBytes(UTF_8)));

        assertThatThrownBy(() -> deployer().deploy("suite.zip", Files.newInputStream(zip), 100))
                .hasMessageContaining("test.zulu 1.0.0: ")
                .hasMessageContaining("no license");

        assertServing();
        assertThat(felix.features()).containsExactly("test.echo 1.0.0 ACTIVE");
        assertThat(folder.resolve("etc/test.echo.config")).doesNotExist();
    }

    @Test
    void namesTheEntryThatAnArchiveMayNotHold() throws Exception {
        deploy();
        for (String name : List.of("../evil.jar", "etc/../../x.config", "readme.txt", "features/a/b.jar")) {
            Path zip = zip(Map.of(name, new byte[0]));

            assertThatThrownBy(() -> deployer().deploy("suite.zip", Files.newInputStream(zip), 100))
                    .hasMessageStartingWith("it holds " + name + ", and may hold only");
        }
    }

    @Test
    void refusesAModuleInAnArchiveAndTheDeployerItself() throws Exception {
        deploy();
        Path zip = zip(Map.of("a.jar", bytes(FeatureJar.of("echo", "1.0.0").header(Replacement.HEADER, "quiet"))));

        assertThatThrownBy(() -> deployer().deploy("suite.zip", Files.newInputStream(zip), 100))
                .hasMessage("a.jar: a module is deployed by itself");
        assertThatThrownBy(() -> order(
                        "a.jar", FeatureJar.of("echo", "1.0.0").header("Bundle-SymbolicName", "org.patchbay.deploy")))
                .hasMessageContaining("put it into bundles/ and restart the server");
        assertThatThrownBy(() -> order("a.jar", FeatureJar.of("echo", "1.0.0").header(Replacement.HEADER, "often")))
                .hasMessageContaining("take-over, restart or quiet");
    }

    @Test
    void deploysWhatTheServerWasEndedInAndRefusesItTheSecondTime() throws Exception {
        withFirst();
        deployer().end();
        FeatureJar.of("echo", "2.0.0").write(jar("echo"));
        String key = JarCheckTest.digestOf(jar("echo"));
        attempt(key, 1);

        deploy();
        assertThat(felix.applications()).contains("echo 2.0.0");

        deployer().end();
        FeatureJar.of("echo", "3.0.0").write(jar("echo"));
        attempt(JarCheckTest.digestOf(jar("echo")), 2);
        deploy();
        awaitRefusal("echo.jar", "the server ended twice while it was being started");
        assertThat(told("echo.jar").version()).isNotEqualTo("3.0.0");
        assertThat(felix.applications()).contains("echo 2.0.0");
    }

    /** Leaves what a kill in the middle of a start leaves. */
    private void attempt(String key, int times) throws Exception {
        Path state = folder.resolve("data/deploy/test.echo/state.properties");
        Files.writeString(state, "attempts." + key + "=" + times + "\n", StandardOpenOption.APPEND);
    }

    private void withFirst() throws Exception {
        deploy();
        order("echo.jar", FeatureJar.of("echo", "1.0.0"));
        first = felix.service(Application.class);
    }

    private void assertServing() throws Exception {
        assertThat(felix.applications()).contains("echo 1.0.0");
        assertThat(felix.service(Application.class)).isSameAs(first);
        assertThat(told("echo.jar").state()).isEqualTo(State.CURRENT);
    }

    private List<Deployment> order(String file, FeatureJar jar) throws Exception {
        return deployer().deploy(file, Files.newInputStream(jar.write(folder.resolve("made.jar"))), 100);
    }

    private static FeatureJar testing(String statement) {
        return FeatureJar.of("echo", "2.0.0").selfTest(statement);
    }

    private byte[] bytes(FeatureJar jar) throws Exception {
        return Files.readAllBytes(jar.write(folder.resolve("made.jar")));
    }

    private Path zip(Map<String, byte[]> entries) throws Exception {
        Path zip = folder.resolve("made.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream archive = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : new LinkedHashMap<>(entries).entrySet()) {
                archive.putNextEntry(new ZipEntry(entry.getKey()));
                archive.write(entry.getValue());
                archive.closeEntry();
            }
        }
        return zip;
    }
}
