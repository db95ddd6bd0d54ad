package org.patchbay.pbx.files.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.application.Applications;
import org.patchbay.pbx.DataFile;
import org.patchbay.pbx.Dialplan;
import org.patchbay.pbx.Extension;
import org.patchbay.pbx.FileHistory;

/** The extensions of {@code etc/dialplan.yaml}. */
@Component(
        immediate = true, // what is in force must outlive whoever asks for it
        configurationPid = FilesConfig.PID,
        service = {Dialplan.class, DataFile.class, KnownContexts.class})
public final class FileDialplan extends FileInForce implements Dialplan, KnownContexts {
    private final LoadedPlan plan;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Applications applications;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FileHistory history;

    /** Reads the file and begins to watch it. */
    @Activate
    public FileDialplan(BundleContext context, FilesConfig config) {
        super(context, config.dialplan_path());
        plan = new LoadedPlan(
                watched(),
                report(),
                new EarlierPlans(kept()),
                this::applicationNames,
                InstantSource.system(),
                Duration.ofSeconds(config.startup_seconds()));
        plan.read();
        watch("patchbay-dialplan", config.poll_millis());
    }

    @Deactivate
    void close() {
        unwatch();
    }

    @Override
    Optional<FileHistory> history() {
        return Optional.ofNullable(history);
    }

    @Override
    void look() {
        plan.look();
    }

    private Optional<Set<String>> applicationNames() {
        Applications known = applications;
        return known == null ? Optional.empty() : Optional.of(known.names());
    }

    @Override
    public Optional<Extension> match(String context, String number) {
        return plan.plan().match(context, number);
    }

    @Override
    public Optional<Extension> match(String context, String number, String generation) {
        return plan.plan(generation).match(context, number);
    }

    @Override
    public Optional<Set<String>> contexts() {
        return plan.contexts();
    }

    @Override
    public Optional<Names> names() {
        return plan.names();
    }
}
