package org.patchbay.pbx.files.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.pbx.DataFile;
import org.patchbay.pbx.FileHistory;
import org.patchbay.pbx.Trunk;
import org.patchbay.pbx.Trunks;

/** The trunks of {@code etc/trunks.yaml}. */
@Component(
        immediate = true,
        configurationPid = FilesConfig.PID,
        service = {Trunks.class, DataFile.class})
public final class FileTrunks implements Trunks, DataFile {
    private final Report report;
    private final LoadedTrunks trunks;
    private final KeptFile kept;
    private final Polling polling;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable KnownContexts dialplan;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable FileHistory history;

    /** Reads the file and begins to watch it. */
    @Activate
    public FileTrunks(BundleContext context, FilesConfig config) {
        report = new Report(Path.of(config.trunks_path()));
        Path home = Home.resolve(context, "");
        Path file = Home.resolve(context, config.trunks_path());
        kept = new KeptFile(home, file, () -> Optional.ofNullable(history));
        var secrets = new Secrets(home, name -> Objects.requireNonNullElse(context.getProperty(name), ""));
        trunks = new LoadedTrunks(new WatchedFile(file), report, secrets, InstantSource.system(), kept::keep);
        trunks.begin();
        polling = new Polling("patchbay-trunks", config.poll_millis(), this::look);
    }

    @Deactivate
    void close() {
        polling.close();
    }

    private void look() {
        trunks.look(this::names);
        kept.look();
    }

    private Optional<KnownContexts.Names> names() {
        KnownContexts known = dialplan;
        return known == null ? Optional.empty() : known.names();
    }

    @Override
    public List<Trunk> trunks() {
        return trunks.trunks();
    }

    @Override
    public Watch watch(Consumer<List<Trunk>> listener) {
        return trunks.watch(listener);
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
