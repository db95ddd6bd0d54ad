package org.patchbay.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceEvent;
import org.patchbay.application.Application;
import org.patchbay.application.Deployment;
import org.patchbay.application.Deployment.State;
import org.patchbay.channel.Channels;
import org.patchbay.deploy.testing.FeatureJar;

/** Modules that say in their manifest how they are exchanged. */
class ModuleTest extends OnFelix {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger live = new AtomicInteger();

    @Test
    void takesOverBeforeTheOldOneIsStopped() throws Exception {
        withShipped("take-over");

        order(module("1.1.0", "take-over"));

        assertThat(seen).containsExactly("registered echo 1.1.0", "gone echo 1.0.0");
        assertThat(felix.features()).containsExactly("test.echo 1.0.0 RESOLVED", "test.echo 1.1.0 ACTIVE");
    }

    @Test
    void neverTouchesTheOldOneWhenTheOneThatTakesOverFails() throws Exception {
        withShipped("take-over");
        Object serving = felix.service(Application.class);

        assertThatThrownBy(() -> order(broken("1.1.0", "take-over"))).hasMessageContaining("no license");

        assertThat(felix.features()).containsExactly("test.echo 1.0.0 ACTIVE");
        assertThat(felix.service(Application.class)).isSameAs(serving);
        assertThat(seen).doesNotContain("gone echo 1.0.0");
    }

    @Test
    void startsARestartedOneOnlyWhenTheOldOneHasStopped() throws Exception {
        withShipped("restart");

        order(module("1.1.0", "restart"));

        assertThat(seen).containsExactly("gone echo 1.0.0", "registered echo 1.1.0");
    }

    @Test
    void startsTheOldOneAgainWhenTheNewOneFails() throws Exception {
        withShipped("restart");

        assertThatThrownBy(() -> order(broken("1.1.0", "restart"))).hasMessageContaining("no license");

        assertThat(felix.features()).containsExactly("test.echo 1.0.0 ACTIVE");
        assertThat(felix.applications()).containsExactly("echo 1.0.0");
    }

    @Test
    void startsAnOldOneOfTheFolderAgainWhenTheNewOneFails() throws Exception {
        deploy();
        order(module("1.0.0", "restart"));

        assertThatThrownBy(() -> order(broken("1.1.0", "restart"))).hasMessageContaining("no license");

        assertThat(felix.features()).containsExactly("test.echo 1.0.0 ACTIVE");
        assertThat(felix.applications()).containsExactly("echo 1.0.0");
    }

    @Test
    void waitsForAMomentWithoutACall() throws Exception {
        live.set(3);
        withShipped("quiet");

        List<Deployment> outcome = order(module("1.1.0", "quiet"));

        assertThat(outcome)
                .extracting(Deployment::version, Deployment::state, Deployment::reason)
                .containsExactly(tuple("1.1.0", State.WAITING, "3 calls are up"));
        assertThat(seen).isEmpty();

        live.set(0);
        awaitFeatures("test.echo 1.0.0 RESOLVED", "test.echo 1.1.0 ACTIVE");
        await().until(() -> told("echo.jar").state() == State.CURRENT);
    }

    @Test
    void exchangesAWaitingOneUnderItsCallsWhenTold() throws Exception {
        live.set(1);
        withShipped("quiet");
        order(module("1.1.0", "quiet"));

        deployer().takeOver("test.echo");

        assertThat(felix.features()).containsExactly("test.echo 1.0.0 RESOLVED", "test.echo 1.1.0 ACTIVE");
    }

    @Test
    void rollsAModuleBackInTheSameWay() throws Exception {
        withShipped("take-over");
        order(module("1.1.0", "take-over"));
        order(module("1.2.0", "take-over"));
        seen.clear();

        assertThat(deployer().rollBack("test.echo").version()).isEqualTo("1.1.0");
        assertThat(seen).containsExactly("registered echo 1.1.0", "gone echo 1.2.0");
        assertThat(deployer().rollBack("test.echo").version()).isEqualTo("1.0.0");
        assertThat(felix.features()).containsExactly("test.echo 1.0.0 ACTIVE");
    }

    @Test
    void letsARollBackOfAQuietOneWait() throws Exception {
        withShipped("quiet");
        order(module("1.1.0", "quiet"));
        live.set(2);

        Deployment next = deployer().rollBack("test.echo");

        assertThat(next.version()).isEqualTo("1.0.0");
        assertThat(next.state()).isEqualTo(State.WAITING);
        assertThat(felix.applications()).containsExactly("echo 1.1.0");
        live.set(0);
        awaitFeatures("test.echo 1.0.0 ACTIVE");
    }

    @Test
    void bringsAModuleOfTheFolderUpAgainAfterARestart() throws Exception {
        withShipped("take-over");
        order(module("1.1.0", "take-over"));

        restart();

        assertThat(felix.features()).containsExactly("test.echo 1.0.0 RESOLVED", "test.echo 1.1.0 ACTIVE");
    }

    @Test
    void hasNoCanaryOfAModule() throws Exception {
        withShipped("take-over");
        Path made = module("1.1.0", "take-over").write(folder.resolve("made.jar"));

        assertThatThrownBy(() -> deployer().deploy("echo.jar", Files.newInputStream(made), 10))
                .hasMessage("it is a module, and serves all calls or none");
    }

    private void withShipped(String replace) throws Exception {
        Path shipped = module("1.0.0", replace).write(folder.resolve("shipped.jar"));
        felix.context().installBundle(shipped.toUri().toString()).start();
        deploy();
        deployer().channels = (Channels) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Channels.class}, (proxy, m, args) -> {
                    if (m.getName().equals("counters")) return new Channels.CallCounters(0, 0, 0, live.get());
                    throw new UnsupportedOperationException(m.getName());
                });
        felix.bystander()
                .addServiceListener(
                        event -> seen.add((event.getType() == ServiceEvent.REGISTERED ? "registered" : "gone")
                                + " echo "
                                + event.getServiceReference().getBundle().getVersion()),
                        "(application.name=*)");
    }

    private List<Deployment> order(FeatureJar jar) throws Exception {
        return deployer().deploy("echo.jar", Files.newInputStream(jar.write(folder.resolve("made.jar"))), 100);
    }

    private static FeatureJar module(String version, String replace) {
        return FeatureJar.of("echo", version).header(Replacement.HEADER, replace);
    }

    private static FeatureJar broken(String version, String replace) {
        return module(version, replace).constructor("throw new IllegalStateException(\"no license\");");
    }
}
