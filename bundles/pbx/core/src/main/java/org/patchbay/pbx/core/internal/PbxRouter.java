package org.patchbay.pbx.core.internal;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
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
        immediate = true)
public final class PbxRouter implements CallRouter {
    private final Channels channels;
    private final Providers<Dialplan> dialplans = new Providers<>();
    private final Providers<Directory> directories = new Providers<>();
    private final Providers<Applications> applications = new Providers<>();
    private volatile Attachment attachment = () -> {};

    /** Attaches nothing yet: what it runs is bound after this. */
    @Activate
    public PbxRouter(@Reference Channels channels) {
        this.channels = channels;
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
        new PlanRun(call, dialplans, applications, this::find).run();
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
