package org.patchbay.pbx.files.internal;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.patchbay.pbx.Trunk;
import org.patchbay.pbx.Trunks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trunks in force, and how a new version of their file replaces them. {@link #look} is for one thread at a time. */
final class LoadedTrunks {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedTrunks.class);

    private final WatchedFile file;
    private final Report report;
    private final Secrets secrets;
    private final LastGood versions;
    private final List<Consumer<List<Trunk>>> listeners = new CopyOnWriteArrayList<>();
    private volatile List<Trunk> trunks = List.of();
    private boolean saidReadable;
    private Set<String> saidContexts = Set.of();
    private Set<String> saidTrunks = Set.of();

    /** {@code kept} is told the text of each version that is put in force. */
    LoadedTrunks(WatchedFile file, Report report, Secrets secrets, InstantSource clock, Consumer<String> kept) {
        this.file = file;
        this.report = report;
        this.secrets = secrets;
        this.versions = new LastGood(file, report, clock, kept);
    }

    List<Trunk> trunks() {
        return trunks;
    }

    Trunks.Watch watch(Consumer<List<Trunk>> listener) {
        listeners.add(listener);
        List<Trunk> told;
        do {
            told = trunks;
            listener.accept(told);
        } while (!told.equals(trunks)); // they changed meanwhile, and what was told last must be what is in force
        return () -> listeners.remove(listener);
    }

    /** Reads the file for the first time; a server without one has no trunks, and nobody need be told. */
    void begin() {
        if (file.exists()) read();
    }

    private void read() {
        versions.read(
                        "trunks",
                        yaml -> TrunksFile.read(yaml, secrets),
                        content -> content.enabled().size())
                .ifPresent(content -> {
                    if (!saidReadable && content.passwords()) saidReadable = versions.warnOfReaders();
                    put(content.enabled());
                });
    }

    private void put(List<Trunk> now) {
        if (now.equals(trunks)) return;
        trunks = now;
        listeners.forEach(listener -> listener.accept(now));
    }

    /** Reads the file when it has changed, and says what it and the dialplan name that the other doesn't have. */
    void look(Supplier<Optional<KnownContexts.Names>> dialplan) {
        boolean some = file.exists() || report.state().loaded().isPresent();
        if (some && file.changed()) read();
        dialplan.get().ifPresent(this::compare);
    }

    private void compare(KnownContexts.Names dialplan) {
        Set<String> contexts = new TreeSet<>();
        for (Trunk trunk : trunks) contexts.add(trunk.entry().context());
        contexts.removeAll(dialplan.contexts());
        if (!contexts.isEmpty() && !contexts.equals(saidContexts)) {
            LOG.warn("{}: the dialplan file has no context {}", report.path(), String.join(", ", contexts));
        }
        saidContexts = contexts;
        Set<String> missing = new TreeSet<>(dialplan.trunks());
        trunks.forEach(trunk -> missing.remove(trunk.name()));
        if (!missing.isEmpty() && !missing.equals(saidTrunks)) {
            LOG.warn(
                    "the dialplan dials by way of {}, which {} has not, or not enabled",
                    String.join(", ", missing),
                    report.path());
        }
        saidTrunks = missing;
    }
}
