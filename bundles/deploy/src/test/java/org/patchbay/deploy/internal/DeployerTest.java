package org.patchbay.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.patchbay.application.Application;
import org.patchbay.application.Deployment;
import org.patchbay.application.Deployment.State;
import org.patchbay.application.Deployments;
import org.patchbay.deploy.testing.FeatureJar;
import org.patchbay.deploy.testing.Felix;

/** The folder, with jars that are compiled here. */
class DeployerTest extends OnFelix {
    @Test
    void startsAJarThatIsDroppedIn() throws Exception {
        deploy();

        FeatureJar.of("echo", "1.0.0").write(jar("echo"));

        awaitCurrent("echo.jar");
        assertThat(felix.features()).containsExactly("test.echo 1.0.0 ACTIVE");
        assertThat(felix.applications()).containsExactly("echo 1.0.0");
    }

    @Test
    void keepsTheVersionBeforeUntilItsLastCallHasEnded() throws Exception {
        FeatureJar.of("echo", "1.0.0").write(jar("echo"));
        deploy();
        calls.on("test.echo", "1.0.0", 2);

        FeatureJar.of("echo", "1.1.0").write(jar("echo"));

        awaitFeatures("test.echo 1.0.0 ACTIVE", "test.echo 1.1.0 ACTIVE");
        await().untilAsserted(() -> assertThat(deployer().deployments())
                .extracting(Deployment::version, Deployment::state, Deployment::calls)
                .containsExactlyInAnyOrder(tuple("1.1.0", State.CURRENT, 0), tuple("1.0.0", State.DRAINING, 2)));

        calls.on("test.echo", "1.0.0", 0);
        awaitFeatures("test.echo 1.1.0 ACTIVE");
    }

    @Test
    void refusesADamagedJarAndKeepsWhatWasInUse() throws Exception {
        FeatureJar.of("echo", "1.0.0").write(jar("echo"));
        deploy();
        byte[] bytes = Files.readAllBytes(FeatureJar.of("echo", "1.1.0").write(folder.resolve("whole.jar")));
        bytes[bytes.length / 2] ^= 0x55;

        Files.write(jar("echo"), bytes);

        awaitRefusal("echo.jar", "it is damaged or no jar");
        awaitFeatures("test.echo 1.0.0 ACTIVE");
    }

    @Test
    void refusesATruncatedJarAndTakesItOnceItIsComplete() throws Exception {
        byte[] bytes = Files.readAllBytes(FeatureJar.of("echo", "1.1.0").write(folder.resolve("whole.jar")));
        deploy();

        Files.write(jar("echo"), Arrays.copyOf(bytes, bytes.length / 2));
        awaitRefusal("echo.jar", "it is damaged or no jar");
        Files.write(jar("echo"), bytes);

        awaitFeatures("test.echo 1.1.0 ACTIVE");
    }

    @Test
    void namesEveryPackageThatIsMissing() throws Exception {
        deploy();

        FeatureJar.of("echo", "1.0.0")
                .header(
                        "Import-Package",
                        "org.patchbay.application;version=\"[2.0,3)\",org.nowhere;version=\"1.2\",org.gone")
                .write(jar("echo"));

        awaitRefusal(
                "echo.jar",
                "the package org.patchbay.application from 2.0.0 below 3.0.0, and the server has "
                        + Felix.version(Application.class));
        assertThat(told("echo.jar").reason())
                .contains("it needs the package org.nowhere from 1.2.0, and the server has none")
                .contains("it needs the package org.gone");
        assertThat(felix.features()).isEmpty();
    }

    @Test
    void refusesAConstructorThatThrowsBeforeAnybodyHasSeenTheVersion() throws Exception {
        FeatureJar.of("echo", "1.0.0").write(jar("echo"));
        deploy();
        List<String> seen = new CopyOnWriteArrayList<>();
        felix.bystander().addServiceListener(event -> seen.add(describe(event)), "(application.name=*)");

        FeatureJar.of("echo", "1.1.0")
                .constructor("throw new IllegalStateException(\"no license\");")
                .write(jar("echo"));

        awaitRefusal("echo.jar", "echo fails when it is made: java.lang.IllegalStateException: no license");
        awaitFeatures("test.echo 1.0.0 ACTIVE");
        assertThat(seen).isEmpty();
        assertThat(felix.applications()).containsExactly("echo 1.0.0");
    }

    @Test
    void showsAGoodVersionExactlyOnce() throws Exception {
        deploy();
        List<String> seen = new CopyOnWriteArrayList<>();
        felix.bystander().addServiceListener(event -> seen.add(describe(event)), "(application.name=*)");

        FeatureJar.of("echo", "1.0.0").write(jar("echo"));

        awaitCurrent("echo.jar");
        assertThat(seen).containsExactly("registered echo 1.0.0");
    }

    @Test
    void refusesAConstructorThatDoesNotReturnAndGoesOnWithOthers() throws Exception {
        startSeconds = 1;
        deploy();

        FeatureJar.of("stuck", "1.0.0")
                .constructor(
                        "try { Thread.sleep(60_000); } catch (InterruptedException e) { throw new RuntimeException(e);"
                                + " }")
                .immediate()
                .write(jar("stuck"));
        awaitRefusal("stuck.jar", "to start it took longer than 1 s");
        FeatureJar.of("echo", "1.0.0").write(jar("echo"));

        awaitFeatures("test.echo 1.0.0 ACTIVE");
    }

    @Test
    void refusesAComponentWhoseServiceIsMissing() throws Exception {
        deploy();

        FeatureJar.of("echo", "1.0.0").needing("org.nowhere.Billing").write(jar("echo"));

        awaitRefusal("echo.jar", "echo needs a service that isn't there: org.nowhere.Billing");
        assertThat(felix.features()).isEmpty();
    }

    @Test
    void letsALowerVersionStandByAndTakeOverWhenTheHigherOneIsRemoved() throws Exception {
        FeatureJar.of("echo", "1.1.0").write(jar("new"));
        deploy();
        calls.on("test.echo", "1.1.0", 3);

        FeatureJar.of("echo", "1.0.0").write(jar("old"));
        await().until(() -> told("old.jar").state() == State.STANDBY);
        assertThat(told("old.jar").reason()).isEqualTo("1.1.0 is in use");
        assertThat(felix.features()).containsExactly("test.echo 1.1.0 ACTIVE");

        Files.delete(jar("new"));
        awaitFeatures("test.echo 1.0.0 ACTIVE", "test.echo 1.1.0 ACTIVE");
        await().until(() -> told("old.jar").state() == State.CURRENT);

        calls.on("test.echo", "1.1.0", 0);
        awaitFeatures("test.echo 1.0.0 ACTIVE");
    }

    @Test
    void refusesAnotherBuildOfTheVersionInUse() throws Exception {
        FeatureJar.of("echo", "1.0.0").write(jar("echo"));
        deploy();

        FeatureJar.of("echo", "1.0.0").header("X-Build", "2").write(jar("echo"));

        awaitRefusal("echo.jar", "another build of the same version is in use; give it a higher version");
        assertThat(felix.features()).containsExactly("test.echo 1.0.0 ACTIVE");
    }

    @Test
    void drainsAFeatureWhoseJarIsRemoved() throws Exception {
        FeatureJar.of("echo", "1.0.0").write(jar("echo"));
        deploy();
        calls.on("test.echo", "1.0.0", 1);

        Files.delete(jar("echo"));
        await().until(() -> deployer().deployments().stream().anyMatch(one -> one.state() == State.DRAINING));
        assertThat(felix.features()).containsExactly("test.echo 1.0.0 ACTIVE");

        calls.on("test.echo", "1.0.0", 0);
        awaitFeatures();
    }

    @Test
    void setsTheVersionOfTheServerAsideAndBringsItBack() throws Exception {
        Path shipped = FeatureJar.of("echo", "0.1.0").write(folder.resolve("shipped.jar"));
        felix.context().installBundle(shipped.toUri().toString()).start();
        deploy();

        FeatureJar.of("echo", "0.2.0").write(jar("echo"));
        awaitFeatures("test.echo 0.1.0 RESOLVED", "test.echo 0.2.0 ACTIVE");

        Files.delete(jar("echo"));
        awaitFeatures("test.echo 0.1.0 ACTIVE");
        assertThat(felix.applications()).containsExactly("echo 0.1.0");
    }

    @Test
    void bringsTheJarsUpAgainAfterARestartAndLeavesNoStaleCopies() throws Exception {
        FeatureJar.of("echo", "1.0.0").write(jar("echo"));
        FeatureJar.of("beep", "1.0.0").write(jar("beep"));
        deploy();
        deployer().end();
        felix.close();
        Files.delete(jar("beep"));

        felix = new Felix(folder.resolve("cache"), folder);
        assertThat(felix.features()).containsExactly("test.beep 1.0.0 INSTALLED", "test.echo 1.0.0 INSTALLED");
        deploy();

        assertThat(felix.features()).containsExactly("test.echo 1.0.0 ACTIVE");
    }

    @Test
    void leavesTheFeaturesAloneWhenTheDeployerIsReplaced() throws Exception {
        FeatureJar.of("echo", "1.0.0").write(jar("echo"));
        Path classes = Path.of(FeatureJar.origin(Deployer.class));
        Bundle itself = felix.start(classes);
        assertThat(felix.features()).containsExactly("test.echo 1.0.0 ACTIVE");
        assertThat(felix.service(Deployments.class).deployments())
                .extracting(Deployment::file)
                .containsExactly("echo.jar");
        List<String> seen = new ArrayList<>();
        felix.bystander().addServiceListener(event -> seen.add(describe(event)), "(application.name=*)");

        itself.stop();
        itself.start();

        assertThat(felix.features()).containsExactly("test.echo 1.0.0 ACTIVE");
        assertThat(seen).isEmpty();
        itself.stop();
    }
}
