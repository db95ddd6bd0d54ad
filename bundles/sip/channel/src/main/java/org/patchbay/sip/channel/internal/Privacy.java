package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sip.address.URI;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.dialog.HeaderText;

/**
 * The privacy that a caller asks for (RFC 3323, RFC 3325 section 9.3).
 *
 * @param withheld whether only those who are trusted may be told who calls
 * @param history whether only those may be told who has diverted the call (RFC 7044 section 10.1)
 * @param unmet whether something is asked for that we can't do, and the call must fail without it
 */
record Privacy(boolean withheld, boolean history, boolean unmet) {
    /** The name of the header. */
    static final String NAME = "Privacy";

    private static final String ANONYMOUS = "anonymous";
    private static final String ANONYMOUS_HOST = "anonymous.invalid";
    private static final String NONE = "none";
    private static final String CRITICAL = "critical";
    // every call is carried on by new messages and through our own media ports, so that header and session are always
    // met
    private static final Set<String> KNOWN = Set.of("id", "user", "header", "session", "history", NONE, CRITICAL);
    private static final Set<String> WITHHOLDING = Set.of("id", "user", "header");

    /** Tells whether the sender of a response asks not to be named, whatever From says, which is the caller's there. */
    static boolean asked(SIPMessage response) {
        return asked(HeaderText.of(response, NAME)).stream().anyMatch(value -> !value.equals(NONE));
    }

    static Privacy of(SIPMessage message) {
        List<String> headers = HeaderText.of(message, NAME);
        boolean anonymous = message.getFrom() != null
                && anonymous(message.getFrom().getAddress().getURI());
        Set<String> asked = asked(headers);
        if (asked.isEmpty()) return new Privacy(anonymous, false, false);
        if (asked.equals(Set.of(NONE))) return new Privacy(false, false, false); // section 4.2: nothing is to be hidden
        boolean unknown = !KNOWN.containsAll(asked);
        boolean withheld = anonymous || unknown || asked.stream().anyMatch(WITHHOLDING::contains);
        boolean history = asked.contains("history") || asked.contains("header");
        return new Privacy(withheld, history, unknown && asked.contains(CRITICAL));
    }

    private static Set<String> asked(List<String> headers) {
        var asked = new HashSet<String>();
        for (String header : headers) {
            for (String value : header.toLowerCase(Locale.ROOT).split("[;,\\s]+")) {
                if (!value.isEmpty()) asked.add(value);
            }
        }
        return asked;
    }

    /** Tells whether the URI names nobody (RFC 3323 section 4.1.1.3). */
    static boolean anonymous(URI uri) {
        return ANONYMOUS.equalsIgnoreCase(Addresses.user(uri))
                || uri instanceof SipUri sip && ANONYMOUS_HOST.equalsIgnoreCase(sip.getHost());
    }
}
