package org.patchbay.application.host.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferenceScope;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.application.Application;
import org.patchbay.application.Applications;
import org.patchbay.application.Arguments;
import org.patchbay.application.Steering;
import org.patchbay.application.StuckRun;
import org.patchbay.application.Users;
import org.patchbay.channel.Call;
import org.patchbay.channel.LogicReplaced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the application of a name, and runs it on a call until it is done or replaced. */
@Component(configurationPid = "org.patchbay.application.host")
@Designate(ocd = ApplicationHost.Config.class)
public final class ApplicationHost implements Applications {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationHost.class);

    private final Map<String, Versions> byName = new ConcurrentHashMap<>();
    private final Prompts prompts;
    private final Duration wait;

    /** Settings of the application host. */
    @ObjectClassDefinition(name = "Patchbay applications", description = "How applications are run on calls.")
    public @interface Config {
        @AttributeDefinition(
                name = "Sounds folder",
                description = "Where prompts lie as WAV files; relative to the instance's folder.")
        String sounds_folder() default "data/sounds";

        @AttributeDefinition(
                name = "Wait for an application (seconds)",
                description = "How long a call waits for an application that is being replaced. 1 to 60.")
        int wait_seconds() default 10;
    }

    @Activate
    public ApplicationHost(BundleContext context, Config config) {
        this(home(context).resolve(config.sounds_folder()), Duration.ofSeconds(seconds(config)));
    }

    ApplicationHost(Path sounds, Duration wait) {
        this.prompts = new Prompts(sounds);
        this.wait = wait;
    }

    private static int seconds(Config config) {
        int seconds = config.wait_seconds();
        if (seconds < 1 || seconds > 60)
            throw new IllegalArgumentException("wait.seconds " + seconds + " is not 1 to 60");
        return seconds;
    }

    private static Path home(BundleContext context) {
        String home = context.getProperty("patchbay.home");
        return Path.of(home == null ? "" : home);
    }

    @Deactivate
    void deactivate() {
        byName.values().forEach(Versions::leaveAll);
    }

    @Reference(
            service = Application.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            scope = ReferenceScope.PROTOTYPE)
    void addApplication(ComponentServiceObjects<Application> objects) {
        var reference = objects.getServiceReference();
        if (reference.getProperty(Application.NAME) instanceof String name && !name.isBlank()) {
            var bundle = reference.getBundle();
            add(name, new RunningVersion(bundle.getSymbolicName(), bundle.getVersion(), new Instances(objects)));
        } else {
            LOG.warn("{} offers an Application without the property {}", reference.getBundle(), Application.NAME);
        }
    }

    void removeApplication(ComponentServiceObjects<Application> objects) {
        var reference = objects.getServiceReference();
        byName.values().forEach(versions -> versions.remove(version -> version.isOf(reference)));
    }

    void add(String name, RunningVersion version) {
        byName.computeIfAbsent(name, unused -> new Versions()).add(version);
        LOG.info("application {} {} is there", name, version.bundleVersion());
    }

    void remove(String name, RunningVersion gone) {
        Versions versions = byName.get(name);
        if (versions != null) versions.remove(version -> version == gone);
    }

    @Override
    public Set<String> names() {
        var names = new TreeSet<String>();
        byName.forEach((name, versions) -> {
            if (versions.current().isDone()) names.add(name);
        });
        return names;
    }

    @Override
    public List<Version> versions() {
        return byName.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().describe(entry.getKey()).stream())
                .toList();
    }

    @Override
    public void steer(Collection<Steering> steering) {
        LOG.debug("steered {}", steering);
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
        var session = new HostedSession(call, arguments, users, prompts);
        boolean replaced;
        do replaced = runOnce(name, session, call);
        while (replaced);
    }

    /** Returns whether the version that ran has gone away, so that another is to go on. */
    private boolean runOnce(String name, HostedSession session, Call call) {
        RunningVersion version = current(name, call);
        var run = version.enter(call);
        if (run == null) return true; // it went away between the two lines
        try {
            version.run(session);
            return false;
        } catch (LogicReplaced unwound) {
            if (!version.gone() || version.hostGone()) throw unwound;
            LOG.info("call {}: goes on with the next version of {}", call.id(), name);
            return true;
        } finally {
            version.leave(run);
        }
    }

    private RunningVersion current(String name, Call call) {
        Versions versions = byName.get(name);
        if (versions == null) throw new UnknownApplicationException(name);
        CompletableFuture<RunningVersion> current = versions.current();
        if (!current.isDone() && !call.await(current, wait)) throw new UnknownApplicationException(name);
        return current.join();
    }
}
