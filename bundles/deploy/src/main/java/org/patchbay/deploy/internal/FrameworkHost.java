package org.patchbay.deploy.internal;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.patchbay.application.Applications;
import org.patchbay.channel.Channels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The OSGi framework, as a rollout uses it. */
final class FrameworkHost implements Host {
    private static final Logger LOG = LoggerFactory.getLogger(FrameworkHost.class);
    private final BundleContext context;
    private final Requirements requirements;
    private final Components components;
    private final Counters counters;
    private final Limited limited;
    private final Loaders loaders;
    // bundles whose own code holds up their end, each with what hides it
    private final Map<Long, Optional<Trial>> stuck = new HashMap<>();

    /** Where calls are counted. */
    record Counters(Supplier<List<Applications>> applications, Supplier<Optional<Channels>> channels) {}

    FrameworkHost(
            BundleContext context,
            ServiceComponentRuntime runtime,
            Counters counters,
            Limited limited,
            Loaders loaders) {
        this.context = context;
        this.requirements = new Requirements(context);
        this.components = new Components(context, runtime);
        this.counters = counters;
        this.limited = limited;
        this.loaders = loaders;
    }

    @Override
    public List<Installed> bundles(String feature) {
        return installed(bundle -> feature.equals(bundle.getSymbolicName()));
    }

    @Override
    public List<Installed> ours() {
        return installed(bundle -> Artifact.isLocation(bundle.getLocation()));
    }

    @Override
    public List<String> shipped() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName() != null && !Artifact.isLocation(bundle.getLocation()))
                .filter(bundle ->
                        bundle.getHeaders("").get(Replacement.HEADER) != null || components.offersApplication(bundle))
                .map(Bundle::getSymbolicName)
                .toList();
    }

    private List<Installed> installed(Predicate<Bundle> which) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName() != null && bundle.getState() != Bundle.UNINSTALLED)
                .filter(bundle -> which.test(bundle) && !stuck.containsKey(bundle.getBundleId()))
                .map(FrameworkHost::describe)
                .toList();
    }

    private static Installed describe(Bundle bundle) {
        String location = bundle.getLocation();
        boolean ours = Artifact.isLocation(location);
        return new Installed(
                bundle.getBundleId(),
                bundle.getSymbolicName(),
                bundle.getVersion(),
                ours,
                ours ? Artifact.fileOf(location) : "",
                ours ? Artifact.digestOf(location) : "",
                bundle.getState() == Bundle.ACTIVE,
                Replacement.of(bundle.getHeaders("").get(Replacement.HEADER)));
    }

    @Override
    public Installed install(Artifact artifact) {
        Bundle bundle = limited.call("install", () -> {
            try (InputStream jar = new ByteArrayInputStream(artifact.bytes())) {
                return context.installBundle(artifact.location(), jar);
            }
        });
        if (!bundle.getVersion().equals(artifact.version())) {
            throw Refusal.forNow("version " + bundle.getVersion() + " of it is still being taken away");
        }
        try {
            requirements.check(bundle);
            return describe(bundle);
        } catch (Refusal refusal) {
            remove(bundle);
            throw refusal;
        }
    }

    @Override
    public void tryOut(Installed installed) {
        Bundle bundle = bundle(installed);
        Trial trial = new Trial(context, bundle);
        try {
            start(bundle, true);
            limited.call("be stopped", () -> stop(bundle));
        } catch (Refusal refusal) {
            // what can't be taken away is never seen
            if (!remove(bundle)) stuck.put(bundle.getBundleId(), Optional.of(trial));
            throw refusal;
        } finally {
            if (!stuck.containsKey(bundle.getBundleId())) trial.close();
        }
    }

    @Override
    public Installed start(Installed installed) {
        Bundle bundle = bundle(installed);
        try {
            // a module or a feature of the server was not tried before
            start(bundle, installed.replacement() != Replacement.SIDE_BY_SIDE);
            return describe(bundle);
        } catch (Refusal refusal) {
            retire(installed);
            throw refusal;
        }
    }

    private void start(Bundle bundle, boolean test) {
        limited.call("start", () -> {
            // transient: after a crash only a deployer that has looked at it starts it again
            bundle.start(Bundle.START_TRANSIENT);
            components.awaitConfiguration(bundle);
            components.check(bundle);
            components.construct(bundle, test);
            return bundle;
        });
    }

    private static Bundle stop(Bundle bundle) throws Exception {
        bundle.stop(Bundle.STOP_TRANSIENT);
        return bundle;
    }

    @Override
    public void stop(Installed installed) {
        Bundle bundle = bundle(installed);
        limited.call("stop", () -> stop(bundle));
    }

    @Override
    public void retire(Installed installed) {
        Optional<Bundle> bundle = Optional.ofNullable(context.getBundle(installed.id()));
        if (bundle.isEmpty()) return;
        if (installed.ours()) {
            if (!remove(bundle.get())) stuck.put(installed.id(), Optional.empty());
            return;
        }
        try {
            stop(installed);
        } catch (Refusal late) {
            LOG.error("{} does not stop: {}", installed, late.reason());
        }
    }

    /** Returns whether the bundle is gone. */
    private boolean remove(Bundle bundle) {
        Optional<ClassLoader> loader =
                Optional.ofNullable(bundle.adapt(BundleWiring.class)).map(BundleWiring::getClassLoader);
        try {
            limited.call("be uninstalled", () -> {
                bundle.uninstall();
                return bundle;
            });
            if (requirements.pending(bundle))
                LOG.warn("{} is still wired to other bundles, and stays in memory", bundle);
            loader.ifPresent(one -> loaders.watch(bundle.getSymbolicName() + " " + bundle.getVersion(), one));
            return true;
        } catch (Refusal late) {
            LOG.error("{} can't be taken away: {}; it is gone after the next start", bundle, late.reason());
            return false;
        }
    }

    private Bundle bundle(Installed installed) {
        Bundle bundle = context.getBundle(installed.id());
        if (bundle == null) throw Refusal.forNow(installed + " was uninstalled by somebody else");
        return bundle;
    }

    @Override
    public Optional<Tally> tally(Installed bundle) {
        List<Applications> hosts = counters.applications().get();
        if (hosts.isEmpty()) return Optional.empty();
        return Optional.of(hosts.stream()
                .flatMap(host -> host.versions().stream())
                .filter(version -> version.bundle().equals(bundle.feature()))
                .filter(version ->
                        version.bundleVersion().equals(bundle.version().toString()))
                .map(version -> new Tally(version.calls(), version.runs(), version.failures()))
                .reduce(new Tally(0, 0, 0), Tally::plus));
    }

    @Override
    public boolean starting() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STARTING;
    }

    @Override
    public int liveCalls() {
        return counters.channels()
                .get()
                .map(channels -> channels.counters().live())
                .orElse(0);
    }

    @Override
    public int surroundings() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !Artifact.isLocation(bundle.getLocation()))
                .mapToInt(bundle -> Objects.hash(bundle.getBundleId(), bundle.getState(), bundle.getLastModified()))
                .reduce(1, (sum, hash) -> 31 * sum + hash);
    }
}
