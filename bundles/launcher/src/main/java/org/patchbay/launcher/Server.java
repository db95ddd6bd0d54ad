package org.patchbay.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The framework with the bundles of an installation. */
final class Server {
    private static final Duration POLL = Duration.ofMillis(20);

    private final Framework framework;
    private final BundleFolder folder;

    private Server(Framework framework, BundleFolder folder) {
        this.framework = framework;
        this.folder = folder;
    }

    /** Makes a framework that is not yet started; one whose bundles changed since the last start begins with an empty cache. */
    static Server of(Installation installation, Map<String, String> properties, boolean shell) throws IOException {
        BundleFolder folder = BundleFolder.read(installation.bundles());
        Path mark = installation.data().resolve("cache.build");
        String fingerprint = folder.fingerprint();
        boolean changed = !Files.exists(mark) || !Files.readString(mark).equals(fingerprint);
        Map<String, String> all =
                new TreeMap<>(FrameworkProperties.of(installation, folder.highestStartLevel(), shell));
        all.putAll(properties);
        if (changed) {
            all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
            Files.deleteIfExists(mark);
        }
        Server server = new Server(new FrameworkFactory().newFramework(all), folder);
        server.install();
        Files.writeString(mark, fingerprint);
        return server;
    }

    private void install() {
        try {
            framework.init();
            BundleContext context = framework.getBundleContext();
            for (BundleFile file : folder.bundles()) {
                if (context.getBundle(file.location()) == null) {
                    install(context, file);
                }
            }
        } catch (BundleException e) {
            throw new IllegalStateException("the framework can't be prepared: " + e.getMessage(), e);
        }
    }

    /** The framework is not active yet: start() only marks the bundle, to be started when its level is reached. */
    private static void install(BundleContext context, BundleFile file) throws BundleException {
        Bundle bundle = context.installBundle(file.location());
        bundle.adapt(BundleStartLevel.class).setStartLevel(file.startLevel());
        if (!file.fragment()) {
            bundle.start();
        }
    }

    /** Starts the bundles, level by level; returns when the last level is reached. */
    void start() {
        try {
            framework.start();
        } catch (BundleException e) {
            throw new IllegalStateException("the framework can't be started: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until each of {@code services} is there and was activated without a fault.
     *
     * @return those that are still missing after {@code limit}
     */
    List<String> awaitServices(List<String> services, Duration limit) throws InterruptedException {
        Instant end = Instant.now().plus(limit);
        List<String> missing = missing(services);
        while (!missing.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(POLL);
            missing = missing(services);
        }
        return missing;
    }

    private List<String> missing(List<String> services) {
        BundleContext context = framework.getBundleContext();
        return services.stream().filter(service -> !works(context, service)).toList();
    }

    private static boolean works(BundleContext context, String service) {
        ServiceReference<?> reference = context.getServiceReference(service);
        if (reference == null || context.getService(reference) == null) return false;
        context.ungetService(reference);
        return true;
    }

    /** Waits until the framework has stopped; one that was told to restart does so. */
    void awaitStop() throws InterruptedException {
        while (framework.waitForStop(0).getType() == FrameworkEvent.STOPPED_UPDATE) {
            start();
        }
    }

    /** Stops all bundles in reverse order; returns when they have stopped or {@code limit} has passed. */
    void stop(Duration limit) {
        try {
            framework.stop();
            framework.waitForStop(limit.toMillis());
        } catch (BundleException e) {
            throw new IllegalStateException("the framework can't be stopped: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
