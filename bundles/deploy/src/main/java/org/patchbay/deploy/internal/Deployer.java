package org.patchbay.deploy.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.application.Applications;
import org.patchbay.application.Deployment;
import org.patchbay.application.DeploymentException;
import org.patchbay.application.Deployments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that looks at the folder. When it ends, the features stay: the next deployer finds them again. */
@Component(immediate = true, configurationPid = DeployConfig.PID)
@Designate(ocd = DeployConfig.class)
public final class Deployer implements Deployments {
    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);
    private static final Duration CLOSE_WAIT = Duration.ofMillis(400);
    private final Folder folder;
    private final Jars jars = new Jars();
    private final Host host;
    private final Rollout rollout;
    private final int pollMillis;
    private final int startSeconds;
    private final ScheduledExecutorService thread;
    private volatile List<Deployment> deployments = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Applications applications;

    /** Prepares the work, and does nothing yet. */
    @Activate
    public Deployer(BundleContext context, @Reference ServiceComponentRuntime components, DeployConfig config) {
        String home = Optional.ofNullable(context.getProperty("patchbay.home")).orElse("");
        folder = new Folder(Path.of(home).resolve(config.folder()));
        pollMillis = within("poll.millis", config.poll_millis(), 50, 60_000);
        startSeconds = within("start.seconds", config.start_seconds(), 1, 300);
        Limited limited = new Limited(Duration.ofSeconds(startSeconds));
        host = new FrameworkHost(context, components, () -> Optional.ofNullable(applications), limited);
        Duration drain = Duration.ofMinutes(within("drain.minutes", config.drain_minutes(), 1, 10_080));
        rollout = new Rollout(host, jars, new Drains(host, InstantSource.system(), drain));
        thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("patchbay-deploy").factory());
    }

    /** Starts what is in the folder before it returns, within a limit, so that a dialplan finds its applications. */
    @Activate
    void begin() throws InterruptedException {
        Future<?> first = thread.submit(() -> look(true));
        var _ = thread.scheduleWithFixedDelay(() -> look(false), pollMillis, pollMillis, TimeUnit.MILLISECONDS);
        try {
            first.get(startSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("the features of the folder are still starting after {} s", startSeconds);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Deactivate
    void end() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a feature is still being deployed at the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(boolean atOnce) {
        try {
            jars.update(folder.look(atOnce), host.surroundings(), file -> JarCheck.check(folder.path(file)));
            rollout.look();
            deployments = rollout.deployments();
        } catch (IOException | RuntimeException e) {
            // an exception would end the polling for good
            LOG.error("looking at the deploy folder failed", e);
        }
    }

    @Override
    public List<Deployment> deployments() {
        return deployments;
    }

    @Override
    public List<Deployment> deploy(String file, InputStream content, int canaryPercent) throws DeploymentException {
        throw new DeploymentException("not yet");
    }

    @Override
    public Deployment rollBack(String feature) throws DeploymentException {
        throw new DeploymentException("not yet");
    }

    @Override
    public Deployment canary(String feature, int percent, Set<String> users) throws DeploymentException {
        throw new DeploymentException("not yet");
    }

    @Override
    public Deployment promote(String feature) throws DeploymentException {
        throw new DeploymentException("not yet");
    }

    @Override
    public void takeOver(String feature) throws DeploymentException {
        throw new DeploymentException("not yet");
    }

    private static int within(String name, int value, int from, int to) {
        if (value >= from && value <= to) return value;
        throw new IllegalArgumentException(name + " " + value + " is not from " + from + " to " + to);
    }
}
