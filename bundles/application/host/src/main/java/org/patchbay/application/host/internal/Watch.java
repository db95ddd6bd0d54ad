package org.patchbay.application.host.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.patchbay.application.StuckRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the watchdog knows of one run that stays where it is. Belongs to the watchdog's thread, but for what a probe of
 * the call has found out.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration REMINDER = Duration.ofMinutes(1);
    private static final Duration COMPUTES = Duration.ofSeconds(1);

    private final Run run;
    private final Run.Stay stay;
    private final Duration limit;
    private final InstantSource clock;
    private @Nullable Instant reported;
    private @Nullable Instant interrupted;
    private @Nullable Instant probed;
    private volatile @Nullable Instant silent;
    private volatile @Nullable Instant cleared;

    Watch(Run run, Duration limit, InstantSource clock) {
        this.run = run;
        this.stay = run.stay();
        this.limit = limit;
        this.clock = clock;
    }

    /** Tells whether the run is still where it was when this began. */
    boolean holds() {
        return run.stay() == stay && !run.left().isDone();
    }

    /** Tells whether the run keeps a carrier thread for itself. */
    boolean computes(Instant now) {
        return stay.outside()
                && past(stay.since(), COMPUTES, now)
                && run.thread().getState() == Thread.State.RUNNABLE;
    }

    /** Returns the run as one that is stuck; empty when it isn't. */
    Optional<StuckRun> stuck(Instant now) {
        if (!past(stay.since(), limit, now)) return Optional.empty();
        if (stay.outside()) {
            boolean computes = run.thread().getState() == Thread.State.RUNNABLE;
            return Optional.of(run.describe(stay.since(), (computes ? "computes" : "waits") + " outside of any verb"));
        }
        return past(silent, limit, now)
                ? Optional.of(run.describe(stay.since(), "its call does not answer to " + stay.verb()))
                : Optional.empty();
    }

    /** Looks at the run: says what there is to say, and interrupts it when its call is over. */
    void look(Instant now) {
        probe(now);
        if (due(reported, REMINDER, now)) stuck(now).ifPresent(stuck -> report(stuck, now));
        if (stay.outside() && past(cleared, limit, now) && due(interrupted, limit, now)) {
            interrupted = now;
            LOG.warn(
                    "call {}: is over, but {} goes on; interrupted",
                    run.call().id(),
                    run.version().origin());
            run.interrupt();
        }
    }

    private void report(StuckRun stuck, Instant now) {
        reported = now;
        LOG.warn(
                "call {}: {} of {} {} is stuck, since {}: {}\n\tat {}",
                stuck.call(),
                stuck.application(),
                stuck.feature(),
                stuck.version(),
                stuck.since(),
                stuck.doing(),
                String.join("\n\tat ", stuck.stack()));
    }

    /** Asks the call for an answer, on a thread that may get stuck in it. */
    private void probe(Instant now) {
        Duration half = limit.dividedBy(2);
        if (!past(stay.since(), half, now) || !due(probed, half, now)) return;
        probed = now;
        Thread.ofVirtual().name("probe-" + run.call().id()).start(this::ask);
    }

    private void ask() {
        switch (activity()) {
            case "unknown" -> silent = silent == null ? clock.instant() : silent;
            case "cleared" -> cleared = cleared == null ? clock.instant() : cleared;
            default -> silent = null;
        }
    }

    private String activity() {
        try {
            return run.call().snapshot().activity();
        } catch (RejectedExecutionException full) {
            return "unknown"; // nobody takes the tasks of its mailbox
        }
    }

    /** Says that the run has moved on, if it was said that it did not. */
    void end() {
        if (reported != null) {
            LOG.info("call {}: {} moves on", run.call().id(), run.version().origin());
        }
    }

    private static boolean past(@Nullable Instant since, Duration time, Instant now) {
        return since != null && Duration.between(since, now).compareTo(time) > 0;
    }

    /** Tells whether something is to be done again that was last done at {@code last}. */
    private static boolean due(@Nullable Instant last, Duration every, Instant now) {
        return last == null || past(last, every, now);
    }
}
