package org.patchbay.pbx.files.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
public final class FileDialplan implements Dialplan, DataFile, KnownContexts {
    private final Report report;
    private final LoadedPlan plan;
    private final KeptFile kept;
    private final Polling polling;

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
        report = new Report(Path.of(config.dialplan_path()));
        Path file = Home.resolve(context, config.dialplan_path());
        kept = new KeptFile(Home.resolve(context, ""), file, () -> Optional.ofNullable(history));
        plan = new LoadedPlan(
                new WatchedFile(file),
                report,
                new EarlierPlans(kept),
                this::applicationNames,
                InstantSource.system(),
                Duration.ofSeconds(config.startup_seconds()));
        plan.read();
        polling = new Polling("patchbay-dialplan", config.poll_millis(), this::look);
    }

    @Deactivate
    void close() {
        polling.close();
    }

    private void look() {
        plan.look();
        kept.look();
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

    @Override
    public Path path() {
        return report.path();
    }

    @Override
    public Optional<Instant> loaded() {
        return report.state().loaded();
    }

    @Override
    public int entries() {
        return report.state().entries();
    }

    @Override
    public Optional<String> generation() {
        return report.state().generation();
    }

    @Override
    public Optional<String> refusal() {
        return report.state().refusal();
    }
}
