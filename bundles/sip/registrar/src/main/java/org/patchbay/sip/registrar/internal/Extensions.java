package org.patchbay.sip.registrar.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import org.patchbay.sip.dialog.HeaderText;
import org.patchbay.sip.registrar.internal.RejectedException.Reason;

/**
 * What the phone and the proxies on its way say about themselves in a REGISTER.
 *
 * @param outbound whether the phone keeps flows (RFC 5626)
 * @param gruu whether it wants URIs that lead to it alone (RFC 5627)
 * @param direct whether no proxy is in between
 * @param path the proxies that requests to the phone must visit, in that order (RFC 3327)
 */
record Extensions(boolean outbound, boolean gruu, boolean direct, List<String> path) {
    private static final int MAX_PROXIES = 16;
    private static final int MAX_PATH = 2048;

    Extensions {
        path = List.copyOf(path);
    }

    static Extensions of(SIPRequest message) {
        var supported = HeaderText.list(message, "Supported").stream()
                .map(tag -> tag.toLowerCase(Locale.ROOT))
                .toList();
        var path = HeaderText.list(message, "Path");
        // RFC 3327 section 5.3 recommends it: a phone that knows nothing of a path should learn that a proxy adds one
        if (!path.isEmpty() && !supported.contains("path")) throw new RejectedException(Reason.PATH_UNKNOWN);
        if (path.size() > MAX_PROXIES || path.stream().mapToInt(String::length).sum() > MAX_PATH) {
            throw new RejectedException(Reason.BAD_PATH);
        }
        path.forEach(Extensions::proxy);
        boolean direct = message.getViaHeaders().size() == 1;
        return new Extensions(supported.contains("outbound"), supported.contains("gruu"), direct, path);
    }

    /** Tells whether flows to the phone are kept up all the way: by us, or by the proxy next to it (RFC 5626 section 6). */
    boolean firstHopKeepsFlows() {
        return path.isEmpty() ? direct : proxy(path.getLast()).hasParameter("ob");
    }

    /** Reads one address of a Path. */
    static SipUri proxy(String address) {
        try {
            var uri = new StringMsgParser().parseAddress(address).getURI();
            if (uri instanceof SipUri sip && sip.getHost() != null) return sip;
        } catch (ParseException | RuntimeException unreadable) {
            // answered below
        }
        throw new RejectedException(Reason.BAD_PATH);
    }
}
