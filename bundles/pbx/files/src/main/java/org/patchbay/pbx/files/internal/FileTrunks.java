package org.patchbay.pbx.files.internal;

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
public final class FileTrunks extends FileInForce implements Trunks {
    private final LoadedTrunks trunks;

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
        super(context, config.trunks_path());
        var secrets = new Secrets(home(), name -> Objects.requireNonNullElse(context.getProperty(name), ""));
        trunks = new LoadedTrunks(watched(), report(), secrets, InstantSource.system(), kept()::keep);
        trunks.begin();
        watch("patchbay-trunks", config.poll_millis());
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
        trunks.look(this::names);
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
}
