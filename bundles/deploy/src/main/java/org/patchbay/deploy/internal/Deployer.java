package org.patchbay.deploy.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
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
import org.patchbay.application.Deployment.State;
import org.patchbay.application.DeploymentException;
import org.patchbay.application.Deployments;
import org.patchbay.channel.Channels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that looks at the folder and does what it is told. When it ends, the features stay: the next deployer finds them. */
@Component(immediate = true, configurationPid = DeployConfig.PID)
@Designate(ocd = DeployConfig.class)
public final class Deployer implements Deployments {
    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);
    private static final Duration CLOSE_WAIT = Duration.ofMillis(400);
    private static final Set<State> IN_USE = Set.of(State.CURRENT, State.WAITING);
    private final Host host;
    private final Loaders loaders;
    private final Steerings steerings;
    private final Works works;
    private final int pollMillis;
    private final Duration startLimit;
    private final ScheduledExecutorService thread;
    private volatile List<Deployment> deployments = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Channels channels;

    /** Prepares the work, and does nothing yet. */
    @Activate
    public Deployer(BundleContext context, @Reference ServiceComponentRuntime components, DeployConfig config) {
        Limits limits = Limits.of(config);
        Path home = Path.of(
                Optional.ofNullable(context.getProperty("patchbay.home")).orElse(""));
        InstantSource clock = InstantSource.system();
        Works.Places places =
                new Works.Places(home.resolve(config.folder()), home.resolve("data/deploy"), home.resolve("etc"));
        Works.Memory memory = Works.Memory.read(places.data());
        steerings = memory.steerings();
        loaders = new Loaders(clock);
        FrameworkHost.Counters counters =
                new FrameworkHost.Counters(steerings::hosts, () -> Optional.ofNullable(channels));
        host = new FrameworkHost(context, components, counters, new Limited(limits.start()), loaders);
        JarCheck check = new JarCheck(new Trust(config.require_signatures(), home.resolve("etc/trust")));
        works = Works.of(host, places, check, memory, limits, clock);
        pollMillis = limits.pollMillis();
        startLimit = limits.start();
        thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("patchbay-deploy").factory());
    }

    /** Steers a host that comes, in the thread that brings it: before anybody else can send it a call. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addApplications(Applications applications) {
        steerings.add(applications);
    }

    void removeApplications(Applications applications) {
        steerings.remove(applications);
    }

    /** Starts what is in the folder before it returns, within a limit, so that a dialplan finds its applications. */
    @Activate
    void begin() throws InterruptedException {
        Future<?> first = thread.submit(() -> {
            works.placing().tidy();
            look(file -> true);
        });
        var _ = thread.scheduleWithFixedDelay(() -> look(file -> false), pollMillis, pollMillis, TimeUnit.MILLISECONDS);
        try {
            first.get(startLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("the features of the folder are still starting after {} s", startLimit.toSeconds());
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

    private void look(Predicate<String> atOnce) {
        try {
            Folder folder = works.folder();
            Map<String, Folder.Seen> seen = folder.look(atOnce);
            works.shelf()
                    .jars()
                    .update(seen, host.surroundings(), file -> works.archive().read(file, folder.path(file)));
            works.rollout().look();
            works.waysBack().judge();
            var _ = loaders.look();
            list();
        } catch (IOException | RuntimeException e) {
            // an exception would end the polling for good
            LOG.error("looking at the deploy folder failed", e);
        }
    }

    private void list() {
        SortedSet<String> all = works.rollout().features();
        all.addAll(host.shipped());
        deployments = works.listing().all(all);
    }

    @Override
    public List<Deployment> deployments() {
        return deployments;
    }

    @Override
    public List<Deployment> deploy(String file, InputStream content, int canaryPercent)
            throws DeploymentException, IOException {
        if (canaryPercent < 0 || canaryPercent > 100) {
            throw new DeploymentException("the canary's share is " + canaryPercent + " %, and must be 0 to 100");
        }
        Path upload = works.placing().upload(file, content);
        return onThread(() -> works.placing().place(upload, file, canaryPercent, this::lookAt));
    }

    private List<Deployment> lookAt(String file) {
        look(file::equals);
        return deployments.stream().filter(one -> one.file().equals(file)).toList();
    }

    @Override
    public Deployment rollBack(String feature) throws DeploymentException {
        return changed(feature, IN_USE, () -> works.waysBack().rollBack(feature, "rolled back by an operator"));
    }

    @Override
    public Deployment canary(String feature, int percent, Set<String> users) throws DeploymentException {
        if (percent < 0 || percent > 100) {
            throw new DeploymentException("the canary's share is " + percent + " %, and must be 0 to 100");
        }
        return changed(feature, Set.of(State.CANARY), () -> works.waysBack().canary(feature, percent, users));
    }

    @Override
    public Deployment promote(String feature) throws DeploymentException {
        return changed(feature, IN_USE, () -> works.waysBack().promote(feature));
    }

    @Override
    public void takeOver(String feature) throws DeploymentException {
        boolean done = waitingFor(() -> {
            boolean changed = works.rollout().takeOver(feature);
            list();
            return changed;
        });
        if (!done) throw new DeploymentException("no version of " + feature + " is draining or waiting");
    }

    /** Something that changes which version is in use. */
    @FunctionalInterface
    private interface Change {
        void make() throws DeploymentException;
    }

    private Deployment changed(String feature, Set<State> states, Change change) throws DeploymentException {
        return waitingFor(() -> {
            try {
                change.make();
            } finally {
                list();
            }
            return deployments.stream()
                    .filter(one -> one.feature().equals(feature) && states.contains(one.state()))
                    .max((a, b) -> a.state().compareTo(b.state()))
                    .orElseThrow(() -> new DeploymentException("no version of " + feature + " is in use now"));
        });
    }

    private <T> T waitingFor(Callable<T> work) throws DeploymentException {
        try {
            return onThread(work);
        } catch (IOException e) {
            throw new DeploymentException(e.toString());
        }
    }

    private <T> T onThread(Callable<T> work) throws DeploymentException, IOException {
        Duration limit = startLimit.multipliedBy(3).plusSeconds(5);
        try {
            return thread.submit(work).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new DeploymentException("it is not done after " + limit.toSeconds() + " s, and goes on");
        } catch (RejectedExecutionException e) {
            throw new DeploymentException("the deployer is being stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeploymentException("nobody waited for the end of it");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case DeploymentException refused -> throw refused;
                case IOException failed -> throw failed;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
