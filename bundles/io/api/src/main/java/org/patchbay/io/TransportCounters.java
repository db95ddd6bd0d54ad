package org.patchbay.io;

import java.util.Map;

/**
 * What a listener has counted since it began.
 *
 * @param received whole messages that came in
 * @param sent messages handed to the kernel
 * @param connections how many are open now; 0 for datagrams
 * @param refused what was refused or dropped, by cause in a few words such as {@code too many connections of one source}; a fixed set
 */
public record TransportCounters(long received, long sent, int connections, Map<String, Long> refused) {
    public TransportCounters {
        refused = Map.copyOf(refused);
    }
}
