package org.patchbay.application.host.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
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
import org.patchbay.channel.Cause;
import org.patchbay.sound.Sounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the application of a name, and runs it on a call until it is done or replaced. */
@Component(configurationPid = "org.patchbay.application.host", service = Applications.class)
@Designate(ocd = ApplicationHost.Config.class)
public final class ApplicationHost implements Applications, SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationHost.class);

    private final Catalogue catalogue;
    private final Prompts prompts;
    private final Watchdog watchdog;
    private final @Nullable BundleContext context;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Sounds sounds;

    /** Settings of the application host. */
    @ObjectClassDefinition(name = "Patchbay applications", description = "How applications are run on calls.")
    public @interface Config {
        @AttributeDefinition(
                name = "Wait for an application (seconds)",
                description = "How long a call waits for an application that is being replaced. 1 to 60.")
        int wait_seconds() default 10;

        @AttributeDefinition(
                name = "Stuck after (seconds)",
                description = "How long an application may go without a verb before it is named as stuck. 1 to 600.")
        int stuck_seconds() default 5;
    }

    @Activate
    public ApplicationHost(BundleContext context, Config config) {
        this(
                context,
                seconds("wait.seconds", config.wait_seconds(), 60),
                seconds("stuck.seconds", config.stuck_seconds(), 600));
        context.addBundleListener(this);
        watchdog.start();
    }

    /** Makes a host outside of a framework, with a watchdog that doesn't run. */
    ApplicationHost(Sounds sounds, Duration wait, Duration stuck) {
        this((BundleContext) null, wait, stuck);
        this.sounds = sounds;
    }

    private ApplicationHost(@Nullable BundleContext context, Duration wait, Duration stuck) {
        this.context = context;
        this.prompts = new Prompts(() -> sounds);
        this.catalogue = new Catalogue(wait, InstantSource.system());
        this.watchdog = new Watchdog(catalogue::liveRuns, stuck, InstantSource.system(), new Carriers());
    }

    private static Duration seconds(String key, int value, int most) {
        if (value < 1 || value > most) throw new IllegalArgumentException(key + " " + value + " is not 1 to " + most);
        return Duration.ofSeconds(value);
    }

    @Deactivate
    void deactivate() {
        if (context != null) context.removeBundleListener(this);
        catalogue.close();
        watchdog.close();
    }

    @Reference(
            service = Application.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            scope = ReferenceScope.PROTOTYPE)
    void addApplication(ComponentServiceObjects<Application> objects) {
        var reference = objects.getServiceReference();
        if (reference.getProperty(Application.NAME) instanceof String name && !name.isBlank()) {
            offer(name, Origin.of(reference.getBundle()), Instances.of(objects));
        } else {
            LOG.warn("{} offers an Application without the property {}", reference.getBundle(), Application.NAME);
        }
    }

    /** Calls that are in it stay: a changed setting makes a component anew. They leave when its bundle stops. */
    void removeApplication(ComponentServiceObjects<Application> objects) {
        var reference = objects.getServiceReference();
        catalogue.withdraw(instances -> instances.areOf(reference));
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING)
            bundleStops(event.getBundle().getBundleId());
    }

    void offer(String name, Origin origin, Instances instances) {
        catalogue.offer(name, origin, instances);
        LOG.info("application {} of {} is there", name, origin);
    }

    void withdraw(Instances instances) {
        catalogue.withdraw(instances::equals);
    }

    void bundleStops(long bundle) {
        catalogue.bundleStops(bundle);
    }

    Watchdog watchdog() {
        return watchdog;
    }

    @Override
    public Set<String> names() {
        return catalogue.names();
    }

    @Override
    public List<Version> versions() {
        return catalogue.describe();
    }

    @Override
    public void steer(Collection<Steering> steering) {
        catalogue.steer(Steers.of(steering));
    }

    @Override
    public List<StuckRun> stuck() {
        return watchdog.stuck();
    }

    @Override
    public boolean end(String call) {
        List<Run> runs =
                catalogue.runs().filter(run -> run.call().id().equals(call)).toList();
        runs.forEach(run -> {
            run.call().clear(Cause.NORMAL_CLEARING);
            run.interrupt();
        });
        return !runs.isEmpty();
    }

    @Override
    public void run(String name, Arguments arguments, Call call, Users users) {
        new StepRun(catalogue, prompts, new Request(name, arguments, call, users)).run();
    }
}
