package org.patchbay.application.host.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patchbay.application.Steering;
import org.patchbay.channel.Call;

/** What was said about where new calls go, by feature. */
record Steers(Map<String, Steering> byFeature) {
    static final Steers NONE = new Steers(Map.of());

    private static final Comparator<RunningVersion> BY_VERSION = Comparator.comparing(
                    (RunningVersion version) -> version.origin().version())
            .thenComparing(version -> version.origin().feature())
            .thenComparing(version -> version.origin().bundle());

    static Steers of(Collection<Steering> steering) {
        return new Steers(steering.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Steering::feature, Function.identity(), (before, after) -> after)));
    }

    /** Chooses the version for {@code call}; empty when there is none at all. */
    Optional<RunningVersion> choose(List<RunningVersion> offered, Call call) {
        return choose(offered, (feature, versions) -> canary(feature, versions, call));
    }

    /** Chooses the version for a call that no canary takes. */
    Optional<RunningVersion> choose(List<RunningVersion> offered) {
        return choose(offered, (feature, versions) -> Optional.empty());
    }

    /** Says which of a feature's versions is chosen before the others, if any. */
    private interface Preference {
        Optional<RunningVersion> of(Steering steering, List<RunningVersion> versions);
    }

    private Optional<RunningVersion> choose(List<RunningVersion> offered, Preference preference) {
        Stream<RunningVersion> ofEachFeature =
                offered.stream()
                        .collect(Collectors.groupingBy(
                                version -> version.origin().feature()))
                        .entrySet()
                        .stream()
                        .map(feature -> ofFeature(feature.getKey(), feature.getValue(), preference));
        return ofEachFeature.max(BY_VERSION);
    }

    private RunningVersion ofFeature(String feature, List<RunningVersion> versions, Preference preference) {
        RunningVersion highest = versions.stream().max(BY_VERSION).orElseThrow();
        Steering steering = byFeature.get(feature);
        if (steering == null) return highest;
        return preference
                .of(steering, versions)
                .or(() -> named(versions, steering.version()))
                .orElse(highest);
    }

    private static Optional<RunningVersion> canary(Steering steering, List<RunningVersion> versions, Call call) {
        return steering.canary()
                .filter(canary ->
                        canary.users().contains(call.caller().number()) || share(call.id()) < canary.percent())
                .flatMap(canary -> named(versions, canary.version()));
    }

    private static Optional<RunningVersion> named(List<RunningVersion> versions, String version) {
        return versions.stream()
                .filter(one -> one.origin().version().toString().equals(version))
                .max(BY_VERSION);
    }

    /** Returns a number from 0 to 99, always the same for a call: its id, mixed so that neighbours differ. */
    static int share(String callId) {
        int hash = callId.hashCode() * 0x9E3779B9;
        hash ^= hash >>> 15;
        hash *= 0x85EBCA6B;
        hash ^= hash >>> 13;
        return Math.floorMod(hash, 100);
    }
}
