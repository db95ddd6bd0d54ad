package org.patchbay.sip.stack.internal.transport;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The header names that JAIN-SIP has a parser for, each in one spelling. JAIN-SIP 1.3.0-91 remembers every name that it
 * ever saw, in every mixture of cases, in a static map without bound; it must be shown these only.
 */
final class KnownHeaders {
    private static final Map<String, String> CANONICAL = Stream.of(
                    "Accept",
                    "Accept-Encoding",
                    "Accept-Language",
                    "Alert-Info",
                    "Allow",
                    "Allow-Events",
                    "Authentication-Info",
                    "Authorization",
                    "CSeq",
                    "Call-ID",
                    "Call-Info",
                    "Contact",
                    "Content-Disposition",
                    "Content-Encoding",
                    "Content-Language",
                    "Content-Length",
                    "Content-Type",
                    "Date",
                    "Error-Info",
                    "Event",
                    "Expires",
                    "From",
                    "In-Reply-To",
                    "Join",
                    "MIME-Version",
                    "Max-Forwards",
                    "Min-Expires",
                    "Min-SE",
                    "Organization",
                    "P-Access-Network-Info",
                    "P-Asserted-Identity",
                    "P-Associated-URI",
                    "P-Called-Party-ID",
                    "P-Preferred-Identity",
                    "Path",
                    "Priority",
                    "Privacy",
                    "Proxy-Authenticate",
                    "Proxy-Authorization",
                    "Proxy-Require",
                    "RAck",
                    "RSeq",
                    "Reason",
                    "Record-Route",
                    "Refer-To",
                    "References",
                    "Referred-By",
                    "Replaces",
                    "Reply-To",
                    "Require",
                    "Retry-After",
                    "Route",
                    "SIP-ETag",
                    "SIP-If-Match",
                    "Server",
                    "Service-Route",
                    "Session-Expires",
                    "Subject",
                    "Subscription-State",
                    "Supported",
                    "Timestamp",
                    "To",
                    "Unsupported",
                    "User-Agent",
                    "Via",
                    "WWW-Authenticate",
                    "Warning")
            .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), Function.identity()));

    // RFC 3261 section 7.3.3 and the registry of header fields
    private static final Map<String, String> COMPACT = Map.ofEntries(
            Map.entry("b", "Referred-By"),
            Map.entry("c", "Content-Type"),
            Map.entry("e", "Content-Encoding"),
            Map.entry("f", "From"),
            Map.entry("i", "Call-ID"),
            Map.entry("k", "Supported"),
            Map.entry("l", "Content-Length"),
            Map.entry("m", "Contact"),
            Map.entry("o", "Event"),
            Map.entry("r", "Refer-To"),
            Map.entry("s", "Subject"),
            Map.entry("t", "To"),
            Map.entry("u", "Allow-Events"),
            Map.entry("v", "Via"),
            Map.entry("x", "Session-Expires"));

    private KnownHeaders() {}

    /** Returns the one spelling of {@code name}; empty when it is unknown. */
    static Optional<String> canonical(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(lower.length() == 1 ? COMPACT.get(lower) : CANONICAL.get(lower));
    }
}
