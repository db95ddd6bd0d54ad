package org.patchbay.console.view.internal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.patchbay.application.Applications;
import org.patchbay.application.Deployments;
import org.patchbay.channel.Channels;
import org.patchbay.channel.LocationService;
import org.patchbay.io.Listener;
import org.patchbay.io.RtpPorts;
import org.patchbay.media.Conferences;
import org.patchbay.media.MediaSessions;
import org.patchbay.pbx.DataFile;
import org.patchbay.pbx.Directory;
import org.patchbay.pbx.FileHistory;
import org.patchbay.pbx.TrunkStates;
import org.patchbay.sip.SipTransactions;

/** Follows the modules' services. */
@Component
public final class LiveModules implements Modules {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Channels channels;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable LocationService locations;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable SipTransactions transactions;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable RtpPorts ports;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable MediaSessions media;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Conferences conferences;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ServiceComponentRuntime components;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Applications applications;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Deployments deployments;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FileHistory history;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable TrunkStates trunks;

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Listener> listeners = List.of();

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Directory> directories = List.of();

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<DataFile> files = List.of();

    @Override
    public Optional<Channels> channels() {
        return Optional.ofNullable(channels);
    }

    @Override
    public Optional<LocationService> locations() {
        return Optional.ofNullable(locations);
    }

    @Override
    public Optional<SipTransactions> transactions() {
        return Optional.ofNullable(transactions);
    }

    @Override
    public List<Listener> listeners() {
        return listeners;
    }

    @Override
    public Optional<RtpPorts> ports() {
        return Optional.ofNullable(ports);
    }

    @Override
    public Optional<TrunkStates> trunks() {
        return Optional.ofNullable(trunks);
    }

    @Override
    public Optional<Conferences> conferences() {
        return Optional.ofNullable(conferences);
    }

    @Override
    public Optional<MediaSessions> media() {
        return Optional.ofNullable(media);
    }

    @Override
    public Optional<ServiceComponentRuntime> components() {
        return Optional.ofNullable(components);
    }

    @Override
    public Optional<Applications> applications() {
        return Optional.ofNullable(applications);
    }

    @Override
    public Optional<Deployments> deployments() {
        return Optional.ofNullable(deployments);
    }

    @Override
    public Optional<FileHistory> history() {
        return Optional.ofNullable(history);
    }

    @Override
    public List<Directory> directories() {
        return directories;
    }

    @Override
    public List<DataFile> files() {
        return files;
    }
}
