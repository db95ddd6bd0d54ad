package org.patchbay.deploy.internal;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches whether the class loaders of versions that were taken away are collected. Used by one thread. */
final class Loaders {
    private static final Logger LOG = LoggerFactory.getLogger(Loaders.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private final InstantSource clock;
    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final List<Watched> watched = new ArrayList<>();

    private static final class Watched extends PhantomReference<ClassLoader> {
        private final String version;
        private final Instant since;
        private boolean said;

        Watched(String version, ClassLoader loader, ReferenceQueue<ClassLoader> queue, Instant since) {
            super(loader, queue);
            this.version = version;
            this.since = since;
        }
    }

    Loaders(InstantSource clock) {
        this.clock = clock;
    }

    void watch(String version, ClassLoader loader) {
        watched.add(new Watched(version, loader, collected, clock.instant()));
    }

    /** Returns how many are in memory still, and warns once of each version whose classes have been for long. */
    int look() {
        for (var gone = collected.poll(); gone != null; gone = collected.poll()) {
            if (gone instanceof Watched one && watched.remove(one)) LOG.debug("{}: its classes are gone", one.version);
        }
        Instant old = clock.instant().minus(PATIENCE);
        for (Watched one : watched) {
            if (one.said || one.since.isAfter(old)) continue;
            one.said = true;
            LOG.warn(
                    "{}: its classes are still in memory {} min after it was taken away; a thread of its own, a"
                            + " ThreadLocal or something that it registered holds them",
                    one.version,
                    PATIENCE.toMinutes());
        }
        return watched.size();
    }
}
