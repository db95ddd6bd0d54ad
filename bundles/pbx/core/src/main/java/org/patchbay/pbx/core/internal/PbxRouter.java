package org.patchbay.pbx.core.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.application.Applications;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Call;
import org.patchbay.channel.CallRouter;
import org.patchbay.channel.Channels;
import org.patchbay.channel.Channels.Attachment;
import org.patchbay.pbx.Dialplan;
import org.patchbay.pbx.Directory;
import org.patchbay.pbx.Subscriber;

/** Attaches the dialplan to the channel core. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.patchbay.pbx.core")
@Designate(ocd = PbxRouter.Config.class)
public final class PbxRouter implements CallRouter {
    private final Channels channels;
    private final Providers<Dialplan> dialplans = new Providers<>();
    private final Providers<Directory> directories = new Providers<>();
    private final Providers<Applications> applications = new Providers<>();
    private final Duration patience;
    private volatile Attachment attachment = () -> {};

    /** Settings of the PBX. */
    @ObjectClassDefinition(name = "Patchbay dialplan", description = "How the dialplan is run on calls.")
    public @interface Config {
        @AttributeDefinition(
                name = "Wait for what is away (seconds)",
                description = "How long a call that was not answered waits while the application host or the dialplan"
                        + " is being replaced. 1 to 60.")
        int wait_seconds() default 10;
    }

    /** Attaches nothing yet: what it runs is bound after this. */
    @Activate
    public PbxRouter(@Reference Channels channels, Config config) {
        this(channels, patience(config.wait_seconds()));
    }

    PbxRouter(Channels channels, Duration patience) {
        this.channels = channels;
        this.patience = patience;
    }

    private static Duration patience(int seconds) {
        if (seconds < 1 || seconds > 60)
            throw new IllegalArgumentException("wait.seconds " + seconds + " is not 1 to 60");
        return Duration.ofSeconds(seconds);
    }

    @Activate
    void attach() {
        attachment = channels.attach(this);
    }

    @Deactivate
    void detach() {
        attachment.close();
    }

    @Override
    public void route(Call call) {
        var around = new PlanRun.Surroundings(dialplans, applications, this::find, patience);
        new PlanRun(call, around).run();
    }

    private Optional<AddressOfRecord> find(String user) {
        return directories.all().stream()
                .map(directory -> directory.subscriber(user))
                .flatMap(Optional::stream)
                .map(Subscriber::address)
                .findFirst();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addDialplan(Dialplan dialplan, Map<String, ?> properties) {
        dialplans.add(dialplan, properties);
    }

    void removeDialplan(Dialplan dialplan) {
        dialplans.remove(dialplan);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addDirectory(Directory directory, Map<String, ?> properties) {
        directories.add(directory, properties);
    }

    void removeDirectory(Directory directory) {
        directories.remove(directory);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addApplications(Applications host, Map<String, ?> properties) {
        applications.add(host, properties);
    }

    void removeApplications(Applications host) {
        applications.remove(host);
    }
}
