package org.patchbay.deploy.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.patchbay.application.Applications;
import org.patchbay.application.Steering;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every application host which versions new calls go to. Thread-safe. */
final class Steerings {
    private static final Logger LOG = LoggerFactory.getLogger(Steerings.class);
    private final List<Applications> hosts = new CopyOnWriteArrayList<>();
    private volatile List<Steering> said;

    /** Says what an earlier deployer has said, until something changes. */
    Steerings(Histories histories) {
        said = histories.features().stream()
                .flatMap(feature -> remembered(feature, histories.of(feature)))
                .toList();
    }

    private static Stream<Steering> remembered(String feature, History history) {
        return history.current().stream().map(build -> {
            Optional<Steering.Canary> canary = history.canary().map(History.Trying::who);
            return new Steering(feature, build.version().toString(), canary);
        });
    }

    /** Steers a host before it is used. */
    void add(Applications host) {
        hosts.add(host);
        List<Steering> now;
        do { // another thread may say something new meanwhile, and what it says must be the last word
            now = said;
            steer(host, now);
        } while (now != said);
    }

    void remove(Applications host) {
        hosts.remove(host);
    }

    List<Applications> hosts() {
        return hosts;
    }

    /** Tells all hosts, when it is something new. */
    void say(List<Steering> steering) {
        if (steering.equals(said)) return;
        said = List.copyOf(steering);
        List<Steering> now = said;
        hosts.forEach(host -> steer(host, now));
    }

    private static void steer(Applications host, List<Steering> steering) {
        try {
            host.steer(steering);
        } catch (RuntimeException e) {
            // a host that fails must not keep a version from being replaced
            LOG.error("an application host can't be told where calls go", e);
        }
    }
}
