package org.patchbay.deploy.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.application.Steering;

/**
 * What is remembered of a feature across restarts.
 *
 * @param current what new calls are to go to
 * @param earlier what was current before, the latest first; each is lower than what came after it
 * @param takenBack builds that are not used again unless they are deployed again, by key
 * @param attempts how often a build was begun to be deployed without an end, by key
 */
record History(
        Optional<Build> current,
        List<Build> earlier,
        Optional<Trying> canary,
        Map<String, Taken> takenBack,
        Map<String, Integer> attempts) {
    static final History EMPTY = new History(Optional.empty(), List.of(), Optional.empty(), Map.of(), Map.of());
    private static final int EARLIER = 2;
    private static final int TAKEN = 20;

    History {
        earlier = List.copyOf(earlier.subList(0, Math.min(EARLIER, earlier.size())));
        takenBack = newest(takenBack);
        attempts = Map.copyOf(attempts);
    }

    /** A build that some calls try. */
    record Trying(Build build, Steering.Canary who) {}

    /** Why and when a build was taken back. */
    record Taken(Build build, String reason, Instant since) {}

    private static Map<String, Taken> newest(Map<String, Taken> all) {
        Map<String, Taken> kept = new LinkedHashMap<>();
        all.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((a, b) -> a.since().compareTo(b.since())))
                .skip(Math.max(0, all.size() - TAKEN))
                .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        return Map.copyOf(kept);
    }

    boolean isTakenBack(String key) {
        return takenBack.containsKey(key);
    }

    boolean isCanary(String key) {
        return canary.filter(one -> one.build().key().equals(key)).isPresent();
    }

    /** All new calls go to {@code build}. */
    History raised(Build build) {
        if (current.filter(now -> now.key().equals(build.key())).isPresent()) {
            Build renamed = current.get().under(build.file());
            return new History(Optional.of(renamed), earlier, canary, without(build.key()), attempts);
        }
        List<Build> before = new ArrayList<>(earlier);
        current.ifPresent(before::addFirst);
        before.removeIf(one -> one.version().compareTo(build.version()) >= 0);
        Optional<Trying> above = canary.filter(one -> one.build().version().compareTo(build.version()) > 0);
        return new History(Optional.of(build), before, above, without(build.key()), attempts);
    }

    /** Remembers what was in use before this deployer did anything. */
    History begunWith(Build build) {
        return current.isPresent() ? this : new History(Optional.of(build), earlier, canary, takenBack, attempts);
    }

    /** Nothing of the feature is to run any more. */
    History gone() {
        return new History(Optional.empty(), earlier, Optional.empty(), takenBack, attempts);
    }

    /** New calls go back to {@code target}; the others named are not used again. */
    History takenBackTo(Build target, Collection<Taken> taken) {
        Map<String, Taken> all = new LinkedHashMap<>(takenBack);
        taken.forEach(one -> all.put(one.build().key(), one));
        List<Build> left = earlier.stream()
                .filter(one -> one.version().compareTo(target.version()) < 0)
                .toList();
        all.remove(target.key());
        return new History(Optional.of(target), left, Optional.empty(), all, attempts);
    }

    History taken(Taken one) {
        Map<String, Taken> all = new LinkedHashMap<>(takenBack);
        all.put(one.build().key(), one);
        Optional<Trying> left =
                canary.filter(trying -> !trying.build().key().equals(one.build().key()));
        return new History(current, earlier, left, all, attempts);
    }

    History tried(Trying trying) {
        return new History(
                current, earlier, Optional.of(trying), without(trying.build().key()), attempts);
    }

    History untried() {
        return new History(current, earlier, Optional.empty(), takenBack, attempts);
    }

    /** Lets a build be used again that was taken back or ended the server. */
    History forgiven(String key) {
        return new History(current, earlier, canary, without(key), attempts).settled(key);
    }

    /** A build is about to be started. */
    History attempted(String key) {
        Map<String, Integer> more = new LinkedHashMap<>(attempts);
        more.merge(key, 1, Integer::sum);
        return new History(current, earlier, canary, takenBack, more);
    }

    /** A build was started, or refused in good order. */
    History settled(String key) {
        Map<String, Integer> less = new LinkedHashMap<>(attempts);
        less.remove(key);
        return new History(current, earlier, canary, takenBack, less);
    }

    private Map<String, Taken> without(String key) {
        Map<String, Taken> all = new LinkedHashMap<>(takenBack);
        all.remove(key);
        return all;
    }
}
