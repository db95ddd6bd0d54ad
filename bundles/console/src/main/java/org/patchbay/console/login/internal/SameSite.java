package org.patchbay.console.login.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other web sites from using the console through the browser of somebody who is logged in. Holds for every page of
 * the console, the framework's own too, as they bring no such check.
 */
final class SameSite {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private SameSite() {}

    /** Tells whether a request comes from the console itself, from a person's click, or from no browser at all. */
    static boolean allows(HttpServletRequest request) {
        boolean reads = READING.contains(request.getMethod());
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return switch (site) {
                case "same-origin", "none" -> true;
                default -> reads && "navigate".equals(request.getHeader("Sec-Fetch-Mode")); // a link to the console
            };
        }
        // Browsers leave Sec-Fetch-Site out on plain http to another machine, but give a POST its Origin always.
        return reads || sameOrigin(request.getHeader("Origin"), request.getHeader("Host"));
    }

    private static boolean sameOrigin(@Nullable String origin, @Nullable String host) {
        if (origin == null) return true; // no browser
        try {
            return host != null && host.equalsIgnoreCase(new URI(origin).getAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
