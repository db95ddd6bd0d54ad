package org.patchbay.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.application.Application;
import org.patchbay.application.Deployment;
import org.patchbay.application.Deployment.State;
import org.patchbay.application.DeploymentException;
import org.patchbay.deploy.testing.FeatureJar;

/** What an operator tells the deployer. */
class OrdersTest extends OnFelix {
    @Test
    void deploysAtOnceAndSaysWhatBecameOfIt() throws Exception {
        deploy();

        List<Deployment> outcome = order("echo.jar", FeatureJar.of("echo", "1.0.0"), 100);

        assertThat(outcome)
                .extracting(Deployment::file, Deployment::version, Deployment::state)
                .containsExactly(tuple("echo.jar", "1.0.0", State.CURRENT));
        assertThat(jar("echo")).exists();
        assertThat(calls.steered()).containsExactly("test.echo 1.0.0");
    }

    @Test
    void listsWhatCameWithTheServer() throws Exception {
        Path jar = FeatureJar.of("echo", "1.0.0").write(folder.resolve("shipped.jar"));
        felix.context().installBundle(jar.toUri().toString()).start();
        calls.on("test.echo", "1.0.0", 3);

        deploy();

        assertThat(deployer().deployments())
                .extracting(Deployment::feature, Deployment::version, Deployment::state, Deployment::calls)
                .containsExactly(tuple("test.echo", "1.0.0", State.CURRENT, 3));
        assertThat(calls.steered()).isEmpty();
    }

    @Test
    void leavesTheFolderAsItWasWhenItRefuses() throws Exception {
        FeatureJar.of("echo", "1.0.0").write(jar("echo"));
        deploy();
        byte[] before = Files.readAllBytes(jar("echo"));
        Object serving = serving();

        assertThatThrownBy(() -> order("echo.jar", broken("2.0.0"), 100))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("no license");

        assertThat(jar("echo")).hasBinaryContent(before);
        assertThat(files()).containsExactly("echo.jar");
        assertThat(serving()).isSameAs(serving);
        assertThat(told("echo.jar").state()).isEqualTo(State.CURRENT);
    }

    @Test
    void refusesWhatIsNoJarBeforeItIsInTheFolder() throws Exception {
        deploy();

        assertThatThrownBy(() -> deployer().deploy("echo.jar", new ByteArrayInputStream(new byte[10]), 100))
                .isInstanceOf(DeploymentException.class)
                .hasMessageStartingWith("it is damaged or no jar");
        assertThatThrownBy(() -> deployer().deploy("../echo.jar", new ByteArrayInputStream(new byte[10]), 100))
                .hasMessageStartingWith("its name must be like");
        assertThat(files()).isEmpty();
    }

    @Test
    void rollsBackToTheVersionThatStillHasCalls() throws Exception {
        order100("1.0.0");
        calls.on("test.echo", "1.0.0", 2);
        order100("2.0.0");
        Object serving = felix.service(Application.class);

        Deployment now = deployer().rollBack("test.echo");

        assertThat(now.version()).isEqualTo("1.0.0");
        assertThat(felix.service(Application.class)).isSameAs(serving);
        assertThat(calls.steered()).containsExactly("test.echo 1.0.0");
        assertThat(one("2.0.0").state()).isEqualTo(State.ROLLED_BACK);
        assertThat(one("2.0.0").reason()).isEqualTo("rolled back by an operator");
        awaitFeatures("test.echo 1.0.0 ACTIVE");
    }

    @Test
    void rollsBackToAKeptJarAndStaysThereAfterARestart() throws Exception {
        order100("1.0.0");
        order100("2.0.0");
        awaitFeatures("test.echo 2.0.0 ACTIVE");

        deployer().rollBack("test.echo");
        awaitFeatures("test.echo 1.0.0 ACTIVE");
        restart();

        assertThat(felix.features()).containsExactly("test.echo 1.0.0 ACTIVE");
        assertThat(one("2.0.0").reason()).isEqualTo("rolled back by an operator");
        assertThatThrownBy(() -> deployer().rollBack("test.echo")).hasMessageStartingWith("nothing is left");
    }

    @Test
    void usesAgainWhatIsDeployedAgain() throws Exception {
        FeatureJar second = FeatureJar.of("echo", "2.0.0");
        order100("1.0.0");
        byte[] bytes = Files.readAllBytes(second.write(folder.resolve("second.jar")));
        deployer().deploy("echo.jar", new ByteArrayInputStream(bytes), 100);
        deployer().rollBack("test.echo");

        List<Deployment> outcome = deployer().deploy("echo.jar", new ByteArrayInputStream(bytes), 100);

        assertThat(outcome)
                .extracting(Deployment::version, Deployment::state)
                .containsExactly(tuple("2.0.0", State.CURRENT));
    }

    @Test
    void rollsBackToTheVersionThatCameWithTheServer() throws Exception {
        Path shipped = FeatureJar.of("echo", "0.1.0").write(folder.resolve("shipped.jar"));
        felix.context().installBundle(shipped.toUri().toString()).start();
        deploy();
        order100("1.0.0");
        awaitFeatures("test.echo 0.1.0 RESOLVED", "test.echo 1.0.0 ACTIVE");

        assertThat(deployer().rollBack("test.echo").version()).isEqualTo("0.1.0");

        awaitFeatures("test.echo 0.1.0 ACTIVE");
    }

    @Test
    void triesAVersionWithAShareOfTheCalls() throws Exception {
        order100("1.0.0");
        calls.on("test.echo", "1.0.0", 1);

        List<Deployment> outcome = order("next.jar", FeatureJar.of("echo", "2.0.0"), 10);

        assertThat(outcome).extracting(Deployment::state).containsExactly(State.CANARY);
        assertThat(calls.steered()).containsExactly("test.echo 1.0.0, 10 % 2.0.0");
        assertThat(one("1.0.0").state()).isEqualTo(State.CURRENT);
        Deployment canary = deployer().canary("test.echo", 25, Set.of("1001"));
        assertThat(canary.canary().orElseThrow().users()).containsExactly("1001");
        assertThat(calls.steered()).containsExactly("test.echo 1.0.0, 25 % 2.0.0");

        assertThat(deployer().promote("test.echo").version()).isEqualTo("2.0.0");
        assertThat(calls.steered()).containsExactly("test.echo 2.0.0");
        assertThat(one("1.0.0").state()).isEqualTo(State.DRAINING);
    }

    @Test
    void keepsTheCanaryAfterARestartAndEndsItByRollingBack() throws Exception {
        order100("1.0.0");
        order("next.jar", FeatureJar.of("echo", "2.0.0"), 10);

        restart();
        assertThat(felix.features()).containsExactly("test.echo 1.0.0 ACTIVE", "test.echo 2.0.0 ACTIVE");
        assertThat(calls.steered()).containsExactly("test.echo 1.0.0, 10 % 2.0.0");

        assertThat(deployer().rollBack("test.echo").version()).isEqualTo("1.0.0");
        assertThat(calls.steered()).containsExactly("test.echo 1.0.0");
        awaitFeatures("test.echo 1.0.0 ACTIVE");
        assertThat(one("2.0.0").state()).isEqualTo(State.ROLLED_BACK);
    }

    @Test
    void makesTheCurrentVersionTheCanaryOfTheOneBefore() throws Exception {
        order100("1.0.0");
        order100("2.0.0");

        deployer().canary("test.echo", 5, Set.of());

        assertThat(calls.steered()).containsExactly("test.echo 1.0.0, 5 % 2.0.0");
        assertThat(felix.features()).contains("test.echo 1.0.0 ACTIVE", "test.echo 2.0.0 ACTIVE");
    }

    @Test
    void rollsBackByItselfWhenCallsFail() throws Exception {
        order100("1.0.0");
        order100("2.0.0");

        calls.ended("test.echo", "2.0.0", 10, 2);
        calls.ended("test.echo", "2.0.0", 10, 4);

        await().untilAsserted(() -> assertThat(calls.steered()).containsExactly("test.echo 1.0.0"));
        await().untilAsserted(() -> assertThat(one("2.0.0").reason()).isEqualTo("rolled back: 4 of 10 calls failed"));
    }

    @Test
    void givesTheCallsOfADrainingVersionOver() throws Exception {
        order100("1.0.0");
        calls.on("test.echo", "1.0.0", 1);
        order100("2.0.0");
        assertThat(felix.features()).contains("test.echo 1.0.0 ACTIVE");

        deployer().takeOver("test.echo");

        assertThat(felix.features()).containsExactly("test.echo 2.0.0 ACTIVE");
        assertThatThrownBy(() -> deployer().takeOver("test.echo")).hasMessageContaining("draining or waiting");
    }

    @Test
    void steersAHostThatComesBeforeAnythingElse() throws Exception {
        order100("1.0.0");
        Calls another = new Calls();

        deployer().addApplications(another);

        assertThat(another.steered()).containsExactly("test.echo 1.0.0");
    }

    @Test
    void knowsWhereCallsGoBeforeItHasLookedAtTheFolder() throws Exception {
        order100("1.0.0");
        deployer().end();

        Deployer next = new Deployer(felix.context(), felix.runtime(), new Quick());
        Calls another = new Calls();
        next.addApplications(another);

        assertThat(another.steered()).containsExactly("test.echo 1.0.0");
        next.end();
    }

    @Test
    void usesTheLastGoodVersionAfterARestartWhenItsJarIsOverwrittenByABrokenOne() throws Exception {
        order100("1.0.0");
        broken("2.0.0").write(jar("echo"));
        awaitRefusal("echo.jar", "no license");

        restart();

        assertThat(felix.features()).containsExactly("test.echo 1.0.0 ACTIVE");
        awaitRefusal("echo.jar", "no license");
    }

    @Test
    void forgetsAVersionWhoseJarIsDeleted() throws Exception {
        order100("1.0.0");
        order100("2.0.0");
        Files.delete(jar("echo"));
        awaitFeatures();

        restart();

        assertThat(felix.features()).isEmpty();
    }

    private void order100(String version) throws Exception {
        if (deployer == null) deploy();
        order("echo.jar", FeatureJar.of("echo", version), 100);
    }

    private List<Deployment> order(String file, FeatureJar jar, int percent) throws Exception {
        Path made = jar.write(folder.resolve("made.jar"));
        return deployer().deploy(file, Files.newInputStream(made), percent);
    }

    private static FeatureJar broken(String version) {
        return FeatureJar.of("echo", version).constructor("throw new IllegalStateException(\"no license\");");
    }

    private Object serving() {
        return felix.service(Application.class);
    }

    private Deployment one(String version) {
        return deployer().deployments().stream()
                .filter(deployment -> deployment.version().equals(version))
                .findFirst()
                .orElseThrow();
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder.resolve("deploy"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
