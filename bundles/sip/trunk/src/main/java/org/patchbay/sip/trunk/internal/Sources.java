package org.patchbay.sip.trunk.internal;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses that a trunk's {@code match} allows; its host names are looked up again and again, so that no call waits. */
final class Sources {
    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
    private static final Duration LOOKED_UP_EVERY = Duration.ofSeconds(60);

    private final Surroundings around;
    private final Sequence own;
    private final List<SourceRange> ranges;
    private final List<String> hosts;
    private final Map<String, List<InetAddress>> found = new ConcurrentHashMap<>();

    Sources(Surroundings around, Sequence own, List<String> written) {
        this.around = around;
        this.own = own;
        this.ranges =
                written.stream().flatMap(text -> SourceRange.of(text).stream()).toList();
        this.hosts =
                written.stream().filter(text -> SourceRange.of(text).isEmpty()).toList();
    }

    void start() {
        hosts.forEach(this::lookUp);
    }

    private void lookUp(String host) {
        around.names()
                .addresses(host)
                .whenComplete((addresses, failure) -> own.post(() -> {
                    if (failure != null) LOG.debug("{} is not found: {}", host, failure.getMessage());
                    else
                        found.put(
                                host,
                                List.copyOf(addresses)); // while the name system is away, the addresses before stay
                    own.after(LOOKED_UP_EVERY, () -> lookUp(host));
                }));
    }

    boolean contains(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address))
                || found.values().stream().anyMatch(addresses -> addresses.contains(address));
    }
}
