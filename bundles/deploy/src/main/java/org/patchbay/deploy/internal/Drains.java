package org.patchbay.deploy.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Versions on their way out: each is taken away when its last call has ended. Used by one thread. */
final class Drains {
    private static final Logger LOG = LoggerFactory.getLogger(Drains.class);
    private static final Duration LOG_AT_MOST_EVERY = Duration.ofMinutes(1);
    // a call that was on its way to the old version when the new one came is counted by the second look
    private static final int QUIET_LOOKS = 2;
    private final Host host;
    private final InstantSource clock;
    private final Duration limit;
    private final Map<Long, Drain> byBundle = new HashMap<>();

    private record Drain(Instant since, int quietLooks, Instant said, int saidCalls) {}

    Drains(Host host, InstantSource clock, Duration limit) {
        this.host = host;
        this.clock = clock;
        this.limit = limit;
    }

    /** Looks at the calls of the versions that are on their way out now, and takes away those that can go. */
    void look(List<Installed> draining) {
        byBundle.keySet().retainAll(draining.stream().map(Installed::id).toList());
        for (Installed bundle : new ArrayList<>(draining)) look(bundle);
    }

    private void look(Installed bundle) {
        Instant now = clock.instant();
        OptionalInt calls = calls(bundle);
        Drain before = byBundle.computeIfAbsent(bundle.id(), id -> begin(bundle, calls, now));
        int quiet = calls.isPresent() && calls.getAsInt() == 0 ? before.quietLooks() + 1 : 0;
        boolean overdue = !now.isBefore(before.since().plus(limit));
        if (quiet >= QUIET_LOOKS) {
            LOG.info("{}: no calls are left on it", bundle);
        } else if (overdue) {
            LOG.warn(
                    "{}: {} calls are still on it after {} min, and are given over",
                    bundle,
                    words(calls),
                    limit.toMinutes());
        } else {
            byBundle.put(bundle.id(), said(bundle, before, quiet, calls, now));
            return;
        }
        byBundle.remove(bundle.id());
        host.retire(bundle);
    }

    /** Gives the calls of these versions over to what is in use now. */
    void end(List<Installed> draining) {
        for (Installed bundle : draining) {
            LOG.info("{}: its {} calls are given over", bundle, words(calls(bundle)));
            byBundle.remove(bundle.id());
            host.retire(bundle);
        }
    }

    private OptionalInt calls(Installed bundle) {
        return host.tally(bundle).map(tally -> OptionalInt.of(tally.calls())).orElse(OptionalInt.empty());
    }

    private static Drain begin(Installed bundle, OptionalInt calls, Instant now) {
        LOG.info("{}: goes when its calls have ended; {} now", bundle, words(calls));
        return new Drain(now, 0, now, calls.orElse(-1));
    }

    private static Drain said(Installed bundle, Drain before, int quiet, OptionalInt calls, Instant now) {
        boolean due = !now.isBefore(before.said().plus(LOG_AT_MOST_EVERY));
        if (!due || calls.orElse(-1) == before.saidCalls()) {
            return new Drain(before.since(), quiet, before.said(), before.saidCalls());
        }
        LOG.info("{}: {} calls are left on it", bundle, words(calls));
        return new Drain(before.since(), quiet, now, calls.orElse(-1));
    }

    private static String words(OptionalInt calls) {
        return calls.isPresent() ? String.valueOf(calls.getAsInt()) : "an unknown number of";
    }
}
