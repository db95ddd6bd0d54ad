package org.patchbay.deploy.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.patchbay.application.Steering;

/** Which bundle of a feature new calls go to, and which is its canary. Used by one thread. */
final class Pointers {
    private final Host host;
    private final Jars jars;
    private final Histories histories;
    private final Steerings steerings;
    private final Map<String, Long> byFeature = new TreeMap<>();

    Pointers(Host host, Jars jars, Histories histories, Steerings steerings) {
        this.host = host;
        this.jars = jars;
        this.histories = histories;
        this.steerings = steerings;
    }

    /** Returns the bundle that is in use: what was pointed to, or what an earlier deployer or the server's start has left. */
    Optional<Installed> current(String feature) {
        History history = histories.of(feature);
        Long pointed = byFeature.get(feature);
        return active(feature)
                .filter(bundle -> pointed != null && bundle.id() == pointed)
                .findFirst()
                .or(() -> active(feature)
                        .filter(bundle -> history.current()
                                .filter(build -> build.is(bundle))
                                .isPresent())
                        .findFirst())
                .or(() -> active(feature)
                        .filter(bundle -> !bundle.ours() || jars.holds(bundle.digest()))
                        .filter(bundle -> !history.isTakenBack(bundle.key()) && !history.isCanary(bundle.key()))
                        .max(Comparator.comparing(Installed::version)));
    }

    Optional<Installed> canary(String feature) {
        History history = histories.of(feature);
        return active(feature).filter(bundle -> history.isCanary(bundle.key())).findFirst();
    }

    /** Returns the bundles that are on their way out: those that are neither in use nor tried. */
    List<Installed> draining(String feature) {
        Optional<Installed> current = current(feature);
        Optional<Installed> canary = canary(feature);
        boolean currentIsOurs = current.filter(Installed::ours).isPresent();
        return active(feature)
                .filter(bundle -> bundle.ours() || currentIsOurs)
                .filter(bundle -> !current.equals(Optional.of(bundle)) && !canary.equals(Optional.of(bundle)))
                .toList();
    }

    Stream<Installed> active(String feature) {
        return host.bundles(feature).stream().filter(Installed::active);
    }

    void point(String feature, Installed bundle) {
        byFeature.put(feature, bundle.id());
    }

    void drop(String feature) {
        byFeature.remove(feature);
    }

    /** Tells the application hosts how it stands. */
    void steer(Iterable<String> features) {
        List<Steering> all = new ArrayList<>();
        for (String feature : features) {
            Optional<Steering.Canary> canary = canary(feature)
                    .flatMap(bundle -> histories.of(feature).canary())
                    .map(History.Trying::who);
            current(feature)
                    .ifPresent(bundle ->
                            all.add(new Steering(feature, bundle.version().toString(), canary)));
        }
        steerings.say(all);
    }
}
