package org.patchbay.store.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.patchbay.pbx.FileHistory;
import org.patchbay.store.internal.Generations.Kept;
import org.patchbay.store.internal.InstanceFiles.Signature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code etc/*.config}, {@code etc/*.yaml} and each file that somebody has kept, and keeps their last 20 generations
 * in {@code data/history}. A file that has changed is read once it has stayed the same from one look to the next.
 */
@Component(immediate = true, service = FileHistory.class)
public final class StoredFileHistory implements FileHistory {
    static final String FOLDER = "data/history";
    private static final Logger LOG = LoggerFactory.getLogger(StoredFileHistory.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration CLOSING = Duration.ofMillis(400);

    private final ReentrantLock disk = new ReentrantLock(); // never held while foreign code runs
    private final InstanceFiles files;
    private final Generations generations;
    private final InstantSource clock;
    private final Map<String, Optional<Signature>> seen = new HashMap<>();
    private final Map<String, Optional<Signature>> done = new HashMap<>();
    private final ScheduledExecutorService thread;

    @Activate
    public StoredFileHistory(BundleContext context) {
        this(Path.of(Optional.ofNullable(context.getProperty("patchbay.home")).orElse("")), InstantSource.system());
        thread.execute(this::begin);
        var _ = thread.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    StoredFileHistory(Path home, InstantSource clock) {
        this.clock = clock;
        files = new InstanceFiles(home);
        generations = new Generations(home.resolve(FOLDER));
        thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("file-history").factory());
    }

    @Deactivate
    void stop() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) thread.shutdownNow();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Follows what has been kept before, and keeps what all files hold now, as what the first change can be undone to. */
    void begin() {
        for (String file : files()) follow(file);
        look();
        look();
    }

    private void follow(String file) {
        disk.lock();
        try {
            seen.putIfAbsent(file, Optional.empty());
        } finally {
            disk.unlock();
        }
    }

    /** Keeps what has changed and has stayed so since the last look. */
    void look() {
        disk.lock();
        try {
            var names = new TreeSet<>(files.settings());
            names.addAll(seen.keySet());
            names.forEach(this::look);
        } catch (IOException | RuntimeException failed) {
            // an exception would end the looking for good
            LOG.warn("no history is being kept: {}", failed.toString());
        } finally {
            disk.unlock();
        }
    }

    private void look(String file) {
        try {
            Optional<Signature> now = files.signature(file);
            boolean settled = now.equals(seen.put(file, now));
            if (!settled || now.equals(done.get(file))) return;
            done.put(file, now);
            Optional<byte[]> content = files.content(file);
            if (content.isPresent()) generations.take(file, content.get(), clock.instant());
        } catch (IOException failed) {
            LOG.warn("this change of {} can't be undone: {}", file, failed.getMessage());
        }
    }

    @Override
    public List<String> files() {
        disk.lock();
        try {
            return generations.files();
        } catch (IOException unreadable) {
            LOG.warn("the history can't be read: {}", unreadable.toString());
            return List.of();
        } finally {
            disk.unlock();
        }
    }

    @Override
    public List<Generation> generations(String file) {
        disk.lock();
        try {
            files.path(file);
            Optional<String> present = present(file);
            return generations.of(file).stream()
                    .map(kept -> kept.generation(present))
                    .toList();
        } catch (IOException unreadable) {
            LOG.debug("no history of {}", file, unreadable);
            return List.of();
        } finally {
            disk.unlock();
        }
    }

    /** What a file holds is nothing that the history knows when it is too large for it. */
    private Optional<String> present(String file) {
        try {
            return files.content(file).map(Generation::id);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> text(String file, String id) {
        disk.lock();
        try {
            files.path(file);
            Optional<Kept> kept = generations.find(file, id);
            return kept.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new String(kept.get().content(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            LOG.debug("no generation {} of {}", id, file, unreadable);
            return Optional.empty();
        } finally {
            disk.unlock();
        }
    }

    @Override
    public String keep(String file, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        InstanceFiles.refuseLarge(file, content);
        disk.lock();
        try {
            files.path(file);
            String id = Generation.id(content);
            follow(file);
            if (generations.find(file, id).isEmpty()) generations.take(file, content, clock.instant());
            return id;
        } finally {
            disk.unlock();
        }
    }

    @Override
    public Generation undo(String file) throws IOException {
        disk.lock();
        try {
            Optional<String> present = keepPresent(file);
            Kept before = generations.of(file).stream()
                    .filter(kept -> !present.equals(Optional.of(kept.id())))
                    .findFirst()
                    .orElseThrow(() -> new IOException("nothing is known of " + file + " before what it holds now"));
            return put(file, before);
        } finally {
            disk.unlock();
        }
    }

    @Override
    public Generation restore(String file, String id) throws IOException {
        disk.lock();
        try {
            keepPresent(file);
            Optional<Kept> kept = generations.find(file, id);
            if (kept.isEmpty()) throw new IOException("there is no generation " + id + " of " + file);
            return put(file, kept.get());
        } finally {
            disk.unlock();
        }
    }

    /** Keeps a change that nobody has looked at yet, so that it can be brought back. */
    private Optional<String> keepPresent(String file) throws IOException {
        files.path(file);
        if (generations.of(file).isEmpty()) throw new IOException(file + " has no history");
        Optional<byte[]> content = files.content(file);
        if (content.isEmpty()) return Optional.empty();
        return Optional.of(
                generations.take(file, content.get(), clock.instant()).id());
    }

    private Generation put(String file, Kept kept) throws IOException {
        byte[] content = kept.content();
        SafeWrite.write(files.path(file), content);
        Kept taken = generations.take(file, content, clock.instant());
        LOG.info("{} was given back its content of generation {}", file, taken.id());
        return taken.generation(Optional.of(taken.id()));
    }
}
