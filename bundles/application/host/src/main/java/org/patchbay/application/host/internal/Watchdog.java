package org.patchbay.application.host.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.patchbay.application.StuckRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the calls that are in an application, four times a second, on a thread that needs no carrier: names those that
 * don't come to a verb, and keeps enough carriers for the others. It stays until the last run has left.
 */
final class Watchdog implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final Supplier<List<Run>> runs;
    private final Duration limit;
    private final InstantSource clock;
    private final Carriers carriers;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Run, Watch> watches = new HashMap<>();
    private volatile List<Watch> watched = List.of();

    /** Makes one that calls a run stuck after {@code limit}. */
    Watchdog(Supplier<List<Run>> runs, Duration limit, InstantSource clock, Carriers carriers) {
        this.runs = runs;
        this.limit = limit;
        this.clock = clock;
        this.carriers = carriers;
    }

    void start() {
        Thread.ofPlatform().daemon().name("application-watchdog").start(this);
    }

    /** Lets it end once no run is left. */
    void close() {
        closed.countDown();
    }

    @Override
    public void run() {
        try {
            boolean last = false;
            while (!last || !watches.isEmpty()) {
                last = waitAPeriod(last);
                lookOnce();
            }
        } catch (InterruptedException stopped) {
            LOG.debug("stopped");
        } finally {
            carriers.lend(0);
        }
    }

    private boolean waitAPeriod(boolean last) throws InterruptedException {
        if (!last) return closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        LockSupport.parkNanos(PERIOD.toNanos());
        return true;
    }

    private void lookOnce() {
        try {
            look();
        } catch (RuntimeException failure) {
            LOG.error("the watchdog failed, and looks again", failure);
        }
    }

    /** Looks at every run. */
    void look() {
        List<Run> now = runs.get();
        forget(now);
        now.forEach(this::watch);
        watched = List.copyOf(watches.values());
        Instant instant = clock.instant();
        watched.forEach(watch -> watch.look(instant));
        carriers.lend(
                (int) watched.stream().filter(watch -> watch.computes(instant)).count());
    }

    private void forget(Collection<Run> now) {
        Set<Run> present = new HashSet<>(now);
        watches.values().removeIf(watch -> {
            if (watch.holds()) return false;
            watch.end();
            return true;
        });
        watches.keySet().retainAll(present);
    }

    private void watch(Run run) {
        watches.computeIfAbsent(run, found -> new Watch(found, limit, clock));
    }

    /** Returns the runs that are stuck now. May be called from any thread. */
    List<StuckRun> stuck() {
        Instant now = clock.instant();
        return watched.stream()
                .filter(Watch::holds)
                .map(watch -> watch.stuck(now))
                .flatMap(Optional::stream)
                .toList();
    }
}
