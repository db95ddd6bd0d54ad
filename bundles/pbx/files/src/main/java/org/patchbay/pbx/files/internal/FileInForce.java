package org.patchbay.pbx.files.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.patchbay.pbx.DataFile;
import org.patchbay.pbx.FileHistory;

/**
 * One file that this server is told its data by: where it is, how its last reading went, what becomes of its earlier versions, and the
 * thread that looks at it. What is in it is a subclass's.
 */
abstract class FileInForce implements DataFile {
    private final Path home;
    private final WatchedFile watched;
    private final Report report;
    private final KeptFile kept;
    private @Nullable Polling polling;

    /** {@code configured} is below the folder of the server, or absolute. */
    FileInForce(BundleContext context, String configured) {
        Path file = Home.resolve(context, configured);
        this.home = Home.resolve(context, "");
        this.watched = new WatchedFile(file);
        this.report = new Report(Path.of(configured));
        this.kept = new KeptFile(home, file, this::history);
    }

    /** Returns where earlier versions go; empty while that is away. */
    abstract Optional<FileHistory> history();

    /** Reads the file when it has changed. Called by one thread, again and again. */
    abstract void look();

    /** Begins to look. */
    final void watch(String thread, int everyMillis) {
        polling = new Polling(thread, everyMillis, () -> {
            look();
            kept.look();
        });
    }

    /** Looks no longer. */
    final void unwatch() {
        Polling ending = polling;
        if (ending != null) ending.close();
    }

    final Path home() {
        return home;
    }

    final WatchedFile watched() {
        return watched;
    }

    final Report report() {
        return report;
    }

    final KeptFile kept() {
        return kept;
    }

    @Override
    public final Path path() {
        return report.path();
    }

    @Override
    public final Optional<Instant> loaded() {
        return report.state().loaded();
    }

    @Override
    public final int entries() {
        return report.state().entries();
    }

    @Override
    public final Optional<String> generation() {
        return report.state().generation();
    }

    @Override
    public final Optional<String> refusal() {
        return report.state().refusal();
    }
}
