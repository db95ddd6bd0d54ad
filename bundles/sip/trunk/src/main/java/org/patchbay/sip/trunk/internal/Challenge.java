package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.header.AuthenticationHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;

/**
 * A challenge that we can answer.
 *
 * @param proxy whether a proxy asks (407) and not the server itself (401)
 * @param opaque empty when there is none
 * @param quality whether {@code qop=auth} is offered; without it the answer is that of RFC 2069
 * @param stale whether what we sent before was right but for its age
 */
record Challenge(
        boolean proxy,
        String realm,
        String nonce,
        String opaque,
        Algorithm algorithm,
        boolean namesAlgorithm,
        boolean quality,
        boolean stale) {

    /** Whose challenge it is: there is one answer to each. */
    record Asker(boolean proxy, String realm) {}

    Asker asker() {
        return new Asker(proxy, realm);
    }

    /** Returns the strongest challenge of each who asks that we can answer. */
    static List<Challenge> strongest(SIPResponse response) {
        Map<Asker, Challenge> chosen = new LinkedHashMap<>();
        for (Challenge challenge : all(response)) {
            chosen.merge(challenge.asker(), challenge, (a, b) -> b.algorithm.compareTo(a.algorithm) < 0 ? b : a);
        }
        return List.copyOf(chosen.values());
    }

    private static List<Challenge> all(SIPResponse response) {
        List<Challenge> all = new ArrayList<>();
        headers(response, WWWAuthenticateHeader.NAME)
                .forEach(header -> read(header, false).ifPresent(all::add));
        headers(response, ProxyAuthenticateHeader.NAME)
                .forEach(header -> read(header, true).ifPresent(all::add));
        return all;
    }

    static List<AuthenticationHeader> headers(SIPMessage message, String name) {
        List<AuthenticationHeader> found = new ArrayList<>();
        message.getHeaders(name).forEachRemaining(header -> {
            if (header instanceof AuthenticationHeader authentication) found.add(authentication);
        });
        return found;
    }

    /** Reads a challenge, or what it was of an answer of ours; empty when it is none that we can answer. */
    static Optional<Challenge> read(AuthenticationHeader header, boolean proxy) {
        Optional<Algorithm> algorithm = Algorithm.of(parameter(header, "algorithm"));
        String nonce = parameter(header, "nonce");
        String realm = header.getParameter("realm");
        String offered = parameter(header, "qop");
        boolean quality = Arrays.stream(offered.split(","))
                .anyMatch(option -> option.strip().equalsIgnoreCase("auth"));
        boolean ours = "Digest".equalsIgnoreCase(header.getScheme())
                && realm != null
                && !nonce.isEmpty()
                && (offered.isBlank() || quality);
        if (algorithm.isEmpty() || !ours) return Optional.empty();
        return Optional.of(new Challenge(
                proxy,
                Objects.requireNonNull(realm),
                nonce,
                parameter(header, "opaque"),
                algorithm.get(),
                !parameter(header, "algorithm").isEmpty(),
                quality,
                parameter(header, "stale").equalsIgnoreCase("true")));
    }

    private static String parameter(AuthenticationHeader header, String name) {
        return Objects.requireNonNullElse(header.getParameter(name), "");
    }
}
