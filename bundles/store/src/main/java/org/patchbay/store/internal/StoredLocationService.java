package org.patchbay.store.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.LocationService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers from memory and writes what changed to disk each second, so that a crash costs at most the registrations of
 * that second. What has expired is never given out, and removed within a minute.
 */
@Component(configurationPid = StoreConfig.PID)
@Designate(ocd = StoreConfig.class)
public final class StoredLocationService implements LocationService {
    private static final Logger LOG = LoggerFactory.getLogger(StoredLocationService.class);
    private static final String HOME = "patchbay.home";
    private static final Duration WRITE_BEHIND = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofSeconds(60);
    private static final Duration CLOSING = Duration.ofMillis(400);
    private static final Comparator<Binding> BEST_FIRST =
            Comparator.comparingDouble(Binding::q).reversed();

    private final Map<AddressOfRecord, List<Binding>> bindings = new ConcurrentHashMap<>();
    private final Set<AddressOfRecord> changed = ConcurrentHashMap.newKeySet();
    private final InstantSource clock;
    private final BindingFile file;
    private final ScheduledExecutorService writer;
    private volatile boolean failing;

    @Activate
    public StoredLocationService(BundleContext context, StoreConfig config) throws IOException {
        this(
                Path.of(Optional.ofNullable(context.getProperty(HOME)).orElse(""))
                        .resolve(config.path()),
                InstantSource.system());
        writer.scheduleWithFixedDelay(
                this::write, WRITE_BEHIND.toMillis(), WRITE_BEHIND.toMillis(), TimeUnit.MILLISECONDS);
        writer.scheduleWithFixedDelay(this::sweep, SWEEP.toSeconds(), SWEEP.toSeconds(), TimeUnit.SECONDS);
    }

    StoredLocationService(Path path, InstantSource clock) throws IOException {
        this.clock = clock;
        this.file = BindingFile.open(path, clock);
        this.writer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("location-store").factory());
        bindings.putAll(file.readAll());
        sweep();
        LOG.info("{} users are registered, as kept in {}", bindings.size(), path);
    }

    @Override
    public List<Binding> update(AddressOfRecord aor, UnaryOperator<List<Binding>> change) {
        // no lock while foreign code runs: when another change came in between, it runs again on what that left
        while (true) {
            var before = bindings.get(aor);
            var after = ordered(change.apply(before == null ? List.of() : live(before)));
            if (replace(aor, before, after)) {
                changed.add(aor);
                return live(after);
            }
        }
    }

    private boolean replace(AddressOfRecord aor, @Nullable List<Binding> before, List<Binding> after) {
        if (before == null) return after.isEmpty() || bindings.putIfAbsent(aor, after) == null;
        return after.isEmpty() ? bindings.remove(aor, before) : bindings.replace(aor, before, after);
    }

    private static List<Binding> ordered(List<Binding> list) {
        return list.size() < 2
                ? List.copyOf(list)
                : list.stream().sorted(BEST_FIRST).toList();
    }

    private List<Binding> live(List<Binding> list) {
        var now = clock.instant();
        for (var binding : list) {
            if (!isLive(binding, now)) return live(list, now);
        }
        return list;
    }

    private static List<Binding> live(List<Binding> list, Instant now) {
        return list.stream().filter(binding -> isLive(binding, now)).toList();
    }

    private static boolean isLive(Binding binding, Instant now) {
        return now.isBefore(binding.expires());
    }

    @Override
    public List<Binding> lookup(AddressOfRecord aor) {
        var found = bindings.get(aor);
        return found == null ? List.of() : live(found);
    }

    @Override
    public Map<AddressOfRecord, List<Binding>> all() {
        var all = new HashMap<AddressOfRecord, List<Binding>>();
        bindings.forEach((aor, list) -> {
            var live = live(list);
            if (!live.isEmpty()) all.put(aor, live);
        });
        return Map.copyOf(all);
    }

    /** Removes what has expired. */
    void sweep() {
        for (var entry : bindings.entrySet()) {
            if (live(entry.getValue()).size() < entry.getValue().size())
                update(entry.getKey(), UnaryOperator.identity());
        }
    }

    /** Writes what has changed since the last time. */
    void write() {
        var written = List.copyOf(changed);
        if (written.isEmpty()) return;
        // before they are read: a change that comes now is written now or the next time
        written.forEach(changed::remove);
        try {
            written.forEach(aor -> file.put(aor, bindings.getOrDefault(aor, List.of())));
            file.commit();
            failing = false;
        } catch (RuntimeException failed) {
            // the disk is full or gone: calls go on from memory, and the next second tries again
            changed.addAll(written);
            if (!failing) LOG.warn("registrations can't be written: {}", failed.toString());
            failing = true;
        }
    }

    @Deactivate
    void stop() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) writer.shutdownNow();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        write();
        file.close();
    }
}
