package org.patchbay.pbx;

import java.time.Instant;
import java.util.List;

/**
 * How a trunk stands.
 *
 * @param servers in the order in which calls try them
 */
public record TrunkState(String name, Registration registration, List<Server> servers) {
    public TrunkState {
        servers = List.copyOf(servers);
    }

    /** Tells whether a call can be tried: some server isn't known to be down. */
    public boolean usable() {
        return servers.stream().anyMatch(server -> server.health() != Health.DOWN);
    }

    /** Whether the trunk's calls reach us. */
    public sealed interface Registration {
        /** We don't register with this trunk. */
        record None() implements Registration {}

        /** The first answer is awaited. */
        record Trying() implements Registration {}

        /** The server sends us calls until then; it is renewed long before. */
        record Registered(Instant until) implements Registration {}

        /** It failed, {@code why} in a few words; it is tried again then. */
        record Failing(String why, Instant next) implements Registration {}
    }

    /** What is known of a server. */
    public enum Health {
        /** It was not asked, or has not answered yet. */
        UNKNOWN,
        /** It has answered. */
        UP,
        /** It hasn't answered several times in a row. */
        DOWN
    }

    /** One server: its transport and literal address, such as {@code udp 192.0.2.7:5060}. */
    public record Server(String address, Health health) {}
}
