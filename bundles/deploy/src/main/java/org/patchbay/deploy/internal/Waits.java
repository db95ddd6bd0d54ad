package org.patchbay.deploy.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Versions that can't be brought into use just now, because of calls. Used by one thread. */
final class Waits {
    private static final Logger LOG = LoggerFactory.getLogger(Waits.class);
    private final Host host;
    private final InstantSource clock;
    private final Duration limit;
    private final Map<String, Wait> byFeature = new HashMap<>();
    private final Set<String> hurried = new HashSet<>();

    private record Wait(String key, Instant since, String reason) {}

    Waits(Host host, InstantSource clock, Duration limit) {
        this.host = host;
        this.clock = clock;
        this.limit = limit;
    }

    /** Tells whether {@code next} has to wait; throws {@link Refusal} when waiting would not help. */
    boolean mustWait(Candidate next, Optional<Installed> used) {
        Optional<Installed> twin = host.bundles(next.feature()).stream()
                .filter(bundle ->
                        bundle.active() && bundle.version().equals(next.build().version()))
                .filter(bundle -> !next.is(bundle))
                .findFirst();
        if (twin.isPresent() && twin.equals(used)) {
            throw Refusal.forGood("another build of the same version is in use; give it a higher version");
        }
        if (twin.isPresent()) return waits(next, "another build of the same version still has calls");
        boolean module = next.replacement() != Replacement.SIDE_BY_SIDE;
        if (module && host.starting()) return waits(next, "the server is starting");
        int calls = next.replacement() == Replacement.QUIET && used.isPresent() ? host.liveCalls() : 0;
        return calls > 0 && !hurried.contains(next.feature()) && waits(next, words(calls));
    }

    private static String words(int calls) {
        return calls == 1 ? "1 call is up" : calls + " calls are up";
    }

    private boolean waits(Candidate next, String reason) {
        Optional<Wait> before = Optional.ofNullable(byFeature.get(next.feature()))
                .filter(wait -> wait.key().equals(next.key()));
        Instant since = before.map(Wait::since).orElseGet(clock::instant);
        if (before.isEmpty()) LOG.info("{}: {} waits, because {}", next.origin(), next, reason);
        byFeature.put(next.feature(), new Wait(next.key(), since, reason));
        return clock.instant().isBefore(since.plus(limit));
    }

    /** The version that waits is not to wait any longer. */
    void hurry(String feature) {
        hurried.add(feature);
    }

    void end(String feature) {
        byFeature.remove(feature);
        hurried.remove(feature);
    }

    boolean any(String feature) {
        return byFeature.containsKey(feature);
    }

    /** Returns why that build waits; empty when it doesn't. */
    Optional<String> reason(String feature, String key) {
        return Optional.ofNullable(byFeature.get(feature))
                .filter(wait -> wait.key().equals(key))
                .map(Wait::reason);
    }
}
