package org.patchbay.pbx.files.internal;

import java.time.InstantSource;
import java.util.Collection;
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
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.pbx.DataFile;
import org.patchbay.pbx.Directory;
import org.patchbay.pbx.FileHistory;
import org.patchbay.pbx.Subscriber;

/** The users of {@code etc/users.yaml}. */
@Component(
        immediate = true,
        configurationPid = FilesConfig.PID,
        service = {Directory.class, DataFile.class})
@Designate(ocd = FilesConfig.class)
public final class FileDirectory extends FileInForce implements Directory {
    private final LoadedUsers users;

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
    public FileDirectory(BundleContext context, FilesConfig config) {
        super(context, config.users_path());
        users = new LoadedUsers(watched(), report(), config.realm(), InstantSource.system(), kept()::keep);
        users.read();
        watch("patchbay-users", config.poll_millis());
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
        users.look(this::contexts);
    }

    private Optional<Set<String>> contexts() {
        KnownContexts known = dialplan;
        return known == null ? Optional.empty() : known.contexts();
    }

    @Override
    public String realm() {
        return users.realm();
    }

    @Override
    public Optional<Subscriber> subscriber(String number) {
        return users.users().find(number);
    }

    @Override
    public Collection<Subscriber> subscribers() {
        return users.users().all();
    }
}
