package org.patchbay.deploy.internal;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceEvent;
import org.patchbay.application.Application;
import org.patchbay.application.Applications;
import org.patchbay.application.Arguments;
import org.patchbay.application.Deployment;
import org.patchbay.application.Deployment.State;
import org.patchbay.application.Steering;
import org.patchbay.application.StuckRun;
import org.patchbay.application.Users;
import org.patchbay.channel.Call;
import org.patchbay.deploy.testing.Felix;

/** A deployer in a real Felix, with application hosts that only count. */
abstract class OnFelix {
    @TempDir
    Path folder;

    final Calls calls = new Calls();
    Felix felix;

    @Nullable
    Deployer deployer;

    int startSeconds = 20; // a loaded machine may need some
    boolean signatures;

    @BeforeEach
    void startFelix() throws Exception {
        Files.createDirectories(folder.resolve("deploy"));
        felix = new Felix(folder.resolve("cache"), folder);
    }

    @AfterEach
    void stopFelix() throws Exception {
        if (deployer != null) deployer.end();
        felix.close();
    }

    void deploy() throws InterruptedException {
        Deployer made = new Deployer(felix.context(), felix.runtime(), new Quick());
        made.addApplications(calls);
        made.begin();
        deployer = made;
    }

    /** Ends the server, as far as the framework's cache knows, and starts it again. */
    void restart() throws Exception {
        deployer().end();
        felix.close();
        felix = new Felix(folder.resolve("cache"), folder);
        deploy();
    }

    Deployer deployer() {
        if (deployer == null) throw new IllegalStateException("none was started");
        return deployer;
    }

    Path jar(String name) {
        return folder.resolve("deploy").resolve(name + ".jar");
    }

    Deployment told(String file) {
        return deployer().deployments().stream()
                .filter(one -> one.file().equals(file))
                .findFirst()
                .orElse(new Deployment(
                        file, "", "", State.DRAINING, 0, Instant.EPOCH, Optional.empty(), "not seen yet"));
    }

    void awaitFeatures(String... expected) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(felix.features()).containsExactly(expected));
    }

    void awaitCurrent(String file) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> told(file).state() == State.CURRENT);
    }

    void awaitRefusal(String file, String reason) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    assertThat(deployer().deployments())
                            .filteredOn(one -> one.file().equals(file) && one.state() == State.REFUSED)
                            .singleElement()
                            .extracting(Deployment::reason, as(STRING))
                            .contains(reason);
                });
    }

    static String describe(ServiceEvent event) {
        String what = event.getType() == ServiceEvent.REGISTERED ? "registered" : "changed or gone";
        return what + " " + event.getServiceReference().getProperty(Application.NAME) + " "
                + event.getServiceReference().getBundle().getVersion();
    }

    final class Quick implements DeployConfig {
        @Override
        public String folder() {
            return "deploy";
        }

        @Override
        public int poll_millis() {
            return 50;
        }

        @Override
        public int start_seconds() {
            return startSeconds;
        }

        @Override
        public int drain_minutes() {
            return 1;
        }

        @Override
        public int trial_minutes() {
            return 10;
        }

        @Override
        public int trial_failures() {
            return 3;
        }

        @Override
        public int trial_failed_percent() {
            return 20;
        }

        @Override
        public boolean require_signatures() {
            return signatures;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return DeployConfig.class;
        }
    }

    static final class Calls implements Applications {
        private final Map<String, Version> versions = new ConcurrentHashMap<>();
        private final List<Steering> steered = new CopyOnWriteArrayList<>();

        void on(String bundle, String version, int calls) {
            versions.put(bundle + version, new Version(bundle, bundle, version, false, calls, 0, 0));
        }

        void ended(String bundle, String version, long runs, long failures) {
            versions.put(bundle + version, new Version(bundle, bundle, version, false, 0, runs, failures));
        }

        /** Returns what was said last, such as {@code test.echo 1.0.0} or {@code test.echo 1.0.0, 10 % 1.1.0}. */
        List<String> steered() {
            return steered.stream().map(Calls::words).toList();
        }

        private static String words(Steering one) {
            return one.feature() + " " + one.version()
                    + one.canary()
                            .map(canary -> ", " + canary.percent() + " % " + canary.version())
                            .orElse("");
        }

        @Override
        public List<Version> versions() {
            return List.copyOf(versions.values());
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public void steer(Collection<Steering> steering) {
            steered.clear();
            steered.addAll(steering);
        }

        @Override
        public List<StuckRun> stuck() {
            return List.of();
        }

        @Override
        public boolean end(String call) {
            return false;
        }

        @Override
        public void run(String name, Arguments arguments, Call call, Users users) {
            throw new UnsupportedOperationException();
        }
    }
}
