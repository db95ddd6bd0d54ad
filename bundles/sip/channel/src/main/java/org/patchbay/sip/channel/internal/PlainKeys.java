package org.patchbay.sip.channel.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.sip.SipTransactions.Hop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of keys of SRTP that anybody on the way can read (RFC 4568 section 8.2), once for each user and trunk. */
final class PlainKeys {
    private static final Logger LOG = LoggerFactory.getLogger(PlainKeys.class);
    private static final List<String> ENCRYPTED = List.of("tls", "wss");

    // of those that are configured, so it is bounded by them
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Notes that keys go from or to {@code whom} by {@code hop}; returns whether that is to be warned of, and has been. */
    boolean travel(String whom, Hop hop) {
        if (ENCRYPTED.contains(hop.transport()) || !told.add(whom)) return false;
        LOG.warn("the SRTP keys of {} can be read on the way: its signalling is by {}, not TLS", whom, hop.transport());
        return true;
    }
}
