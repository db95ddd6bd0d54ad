package org.patchbay.console.login.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The user and password of an Authorization header (RFC 7617 section 2). */
record BasicCredentials(String user, String password) {
    private static final int LONGEST_HEADER = 1_024;
    private static final String SCHEME = "Basic ";

    /** Reads a header; empty when there is none, or it is another scheme, malformed, or too long to be a password. */
    static Optional<BasicCredentials> of(@Nullable String header) {
        if (header == null || header.length() > LONGEST_HEADER) return Optional.empty();
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) return Optional.empty();
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).trim());
            return split(new String(decoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not base64
        }
    }

    private static Optional<BasicCredentials> split(String pair) {
        int colon = pair.indexOf(':');
        if (colon < 0) return Optional.empty();
        return Optional.of(new BasicCredentials(pair.substring(0, colon), pair.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return "BasicCredentials[hidden]";
    }
}
