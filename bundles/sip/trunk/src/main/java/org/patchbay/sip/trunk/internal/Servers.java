package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.address.SipUri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.patchbay.pbx.Trunk;
import org.patchbay.pbx.TrunkState;
import org.patchbay.pbx.TrunkState.Health;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.dialog.Addresses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of a trunk: where they are, looked up again and again so that no call waits for it, and which of them are there.
 * What is read may be read from any thread; all else are tasks of the trunk's {@link Sequence}.
 */
final class Servers {
    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);
    private static final Duration LOOKED_UP_EVERY = Duration.ofSeconds(60);
    private static final Duration LOOKED_UP_AGAIN = Duration.ofSeconds(10);
    private static final int MAX_HOPS = 8;

    private final Trunk trunk;
    private final Probe.Asking asking;
    private final Runnable changed;
    private final List<SipUri> uris;
    private final Map<Hop, Probe> probes = new LinkedHashMap<>();
    private final Map<Hop, Health> health = new ConcurrentHashMap<>();
    private final Set<String> saidMissing = new TreeSet<>();
    private volatile List<Server> all;

    /** {@code changed} runs when a server has appeared, or has come up or gone down. */
    Servers(Trunk trunk, Probe.Asking asking, Runnable changed) {
        this.trunk = trunk;
        this.asking = asking;
        this.changed = changed;
        this.uris = trunk.servers().stream().map(Addresses::uri).toList();
        this.all = uris.stream().map(uri -> new Server(uri, List.of())).toList();
    }

    /** Looks the servers up, now and from now on. */
    void start() {
        for (int i = 0; i < uris.size(); i++) lookUp(i);
    }

    void stop() {
        probes.values().forEach(Probe::stop);
    }

    // ---- what is known

    /** Returns the servers that aren't known to be down, in the order in which they are tried. */
    List<Server> usable() {
        return all.stream()
                .map(server -> new Server(
                        server.uri(),
                        server.hops().stream()
                                .filter(hop -> health(hop) != Health.DOWN)
                                .toList()))
                .filter(server -> !server.hops().isEmpty())
                .toList();
    }

    /** Returns the servers whose address is known, those that are down last. */
    List<Server> known() {
        List<Server> usable = usable();
        return Stream.concat(
                        usable.stream(),
                        all.stream()
                                .filter(server -> !server.hops().isEmpty())
                                .filter(server ->
                                        usable.stream().noneMatch(up -> up.uri().equals(server.uri()))))
                .toList();
    }

    /** Returns every address that a server of this trunk has. */
    List<Hop> hops() {
        return all.stream().flatMap(server -> server.hops().stream()).toList();
    }

    List<TrunkState.Server> states() {
        List<TrunkState.Server> states = new ArrayList<>();
        for (Server server : all) {
            if (server.hops().isEmpty())
                states.add(new TrunkState.Server(server.uri().toString(), Health.DOWN));
            for (Hop hop : server.hops()) states.add(new TrunkState.Server(text(hop), health(hop)));
        }
        return states;
    }

    private Health health(Hop hop) {
        return health.getOrDefault(hop, Health.UNKNOWN);
    }

    // ---- where they are

    private void lookUp(int index) {
        asking.around()
                .targets()
                .resolve((SipUri) uris.get(index).clone())
                .whenComplete((hops, failure) ->
                        asking.own().post(() -> found(index, failure == null ? hops : List.of())));
    }

    private void found(int index, List<Hop> hops) {
        SipUri uri = uris.get(index);
        asking.own().after(hops.isEmpty() ? LOOKED_UP_AGAIN : LOOKED_UP_EVERY, () -> lookUp(index));
        if (hops.isEmpty()) {
            // what was known of it stays in use: a name system that is away must not take calls along
            if (all.get(index).hops().isEmpty() && saidMissing.add(uri.toString())) {
                LOG.warn("trunk {}: no address of {} can be found", trunk.name(), uri);
                changed.run();
            }
            return;
        }
        saidMissing.remove(uri.toString());
        var server = new Server(uri, hops.stream().limit(MAX_HOPS).toList());
        if (server.equals(all.get(index))) return;
        var next = all.toArray(new Server[0]);
        next[index] = server;
        all = List.copyOf(Arrays.asList(next));
        watch();
        changed.run();
    }

    // ---- which are there

    private void watch() {
        if (trunk.health().isZero()) return;
        List<Hop> now = hops();
        probes.entrySet().removeIf(entry -> {
            if (now.contains(entry.getKey())) return false;
            entry.getValue().stop();
            health.remove(entry.getKey());
            return true;
        });
        for (Server server : all) {
            for (Hop hop : server.hops()) probes.computeIfAbsent(hop, fresh -> begin(server, fresh));
        }
    }

    private Probe begin(Server server, Hop hop) {
        var probe = new Probe(asking, server.uri(), hop, state -> become(server, hop, state));
        probe.ask();
        return probe;
    }

    private void become(Server server, Hop hop, Health state) {
        Health before = health(hop);
        health.put(hop, state);
        if (state == Health.DOWN) {
            LOG.warn("trunk {}: {} at {} doesn't answer", trunk.name(), server.name(), text(hop));
        } else if (before == Health.DOWN) {
            LOG.info("trunk {}: {} at {} answers again", trunk.name(), server.name(), text(hop));
        }
        changed.run();
    }

    private static String text(Hop hop) {
        return hop.transport()
                + ' '
                + Addresses.host(hop.address())
                + ':'
                + hop.address().getPort();
    }
}
