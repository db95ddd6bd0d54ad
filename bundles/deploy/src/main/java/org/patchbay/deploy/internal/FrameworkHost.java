package org.patchbay.deploy.internal;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.patchbay.application.Applications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The OSGi framework, as a rollout uses it. */
final class FrameworkHost implements Host {
    private static final Logger LOG = LoggerFactory.getLogger(FrameworkHost.class);
    private final BundleContext context;
    private final Requirements requirements;
    private final Components components;
    private final Supplier<Optional<Applications>> applications;
    private final Limited limited;

    FrameworkHost(
            BundleContext context,
            ServiceComponentRuntime runtime,
            Supplier<Optional<Applications>> applications,
            Limited limited) {
        this.context = context;
        this.requirements = new Requirements(context);
        this.components = new Components(context, runtime);
        this.applications = applications;
        this.limited = limited;
    }

    @Override
    public List<Installed> bundles(String feature) {
        return installed().filter(bundle -> bundle.feature().equals(feature)).toList();
    }

    @Override
    public List<Installed> ours() {
        return installed().filter(Installed::ours).toList();
    }

    private Stream<Installed> installed() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName() != null && bundle.getState() != Bundle.UNINSTALLED)
                .map(FrameworkHost::describe);
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
                bundle.getState() == Bundle.ACTIVE);
    }

    @Override
    public Installed raise(Artifact artifact) {
        Bundle bundle = limited.call("install", () -> install(artifact));
        if (!bundle.getVersion().equals(artifact.version())) {
            throw Refusal.forNow("version " + bundle.getVersion() + " of it is still being taken away");
        }
        tryOut(bundle);
        try {
            start(bundle);
            return describe(bundle);
        } catch (Refusal refusal) {
            remove(bundle);
            throw refusal;
        }
    }

    /** Starts and stops a bundle unseen; it is gone again before anybody else sees it when that fails. */
    private void tryOut(Bundle bundle) {
        try (var _ = new Trial(context, bundle)) {
            try {
                requirements.check(bundle);
                start(bundle);
                limited.call("be stopped", () -> stop(bundle));
            } catch (Refusal refusal) {
                remove(bundle);
                throw refusal;
            }
        }
    }

    private Bundle install(Artifact artifact) throws Exception {
        try (InputStream jar = new ByteArrayInputStream(artifact.bytes())) {
            return context.installBundle(artifact.location(), jar);
        }
    }

    private void start(Bundle bundle) {
        limited.call("start", () -> {
            // transient: after a crash only a deployer that has looked at it starts it again
            bundle.start(Bundle.START_TRANSIENT);
            components.check(bundle);
            components.construct(bundle);
            return bundle;
        });
    }

    private static Bundle stop(Bundle bundle) throws Exception {
        bundle.stop(Bundle.STOP_TRANSIENT);
        return bundle;
    }

    @Override
    public void resume(Installed installed) {
        bundle(installed).ifPresent(this::start);
    }

    @Override
    public void retire(Installed installed) {
        Optional<Bundle> bundle = bundle(installed);
        if (bundle.isEmpty()) return;
        if (installed.ours()) {
            remove(bundle.get());
        } else {
            limited.call("stop", () -> stop(bundle.get()));
        }
    }

    private void remove(Bundle bundle) {
        try {
            limited.call("be uninstalled", () -> {
                bundle.uninstall();
                return bundle;
            });
            if (requirements.pending(bundle))
                LOG.warn("{} is still wired to other bundles, and stays in memory", bundle);
        } catch (Refusal stuck) {
            LOG.error("{} can't be taken away: {}; it is gone after the next start", bundle, stuck.reason());
        }
    }

    private Optional<Bundle> bundle(Installed installed) {
        return Optional.ofNullable(context.getBundle(installed.id()));
    }

    @Override
    public OptionalInt calls(Installed bundle) {
        Optional<Applications> host = applications.get();
        if (host.isEmpty()) return OptionalInt.empty();
        return OptionalInt.of(host.get().versions().stream()
                .filter(version -> version.bundle().equals(bundle.feature()))
                .filter(version ->
                        version.bundleVersion().equals(bundle.version().toString()))
                .mapToInt(Applications.Version::calls)
                .sum());
    }

    @Override
    public int surroundings() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !Artifact.isLocation(bundle.getLocation()))
                .mapToInt(bundle -> Objects.hash(bundle.getBundleId(), bundle.getState(), bundle.getLastModified()))
                .reduce(1, (sum, hash) -> 31 * sum + hash);
    }
}
