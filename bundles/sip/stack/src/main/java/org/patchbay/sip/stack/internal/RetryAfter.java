package org.patchbay.sip.stack.internal;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads Retry-After (RFC 3261 section 20.33). */
final class RetryAfter {
    // more digits are more seconds than anybody waits
    private static final Pattern SECONDS = Pattern.compile("\\s*(\\d{1,9})(?!\\d).*", Pattern.DOTALL);

    private RetryAfter() {}

    /** Returns how long the sender of {@code response} wants to be left alone; empty when it doesn't say, or unreadably. */
    static Optional<Duration> of(SIPResponse response) {
        if (!(response.getHeader("Retry-After") instanceof SIPHeader header)) return Optional.empty();
        var seconds = SECONDS.matcher(header.getHeaderValue());
        return seconds.matches() ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1)))) : Optional.empty();
    }
}
