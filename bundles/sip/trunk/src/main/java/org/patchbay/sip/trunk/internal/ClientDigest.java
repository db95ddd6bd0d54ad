package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.header.AuthenticationHeader;
import gov.nist.javax.sip.header.Authorization;
import gov.nist.javax.sip.header.ProxyAuthorization;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import org.patchbay.pbx.Trunk.Login;

/** Answers challenges with one login (RFC 3261 section 22.2, RFC 7616, RFC 8760). Thread-safe. */
final class ClientDigest {
    private static final int MAX_NONCES = 1_000;

    private final Login login;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    ClientDigest(Login login) {
        this.login = login;
    }

    /**
     * Returns {@code refused} with answers to all challenges of {@code response}; empty when there is none that we can answer, or one
     * says that the answer before was wrong.
     */
    Optional<SIPRequest> answer(SIPRequest refused, SIPResponse response) {
        List<Challenge> challenges = Challenge.strongest(response);
        List<Challenge> answered = answered(refused);
        if (challenges.isEmpty() || challenges.stream().anyMatch(challenge -> wrong(challenge, answered))) {
            return Optional.empty();
        }
        List<Challenge> all = new ArrayList<>(challenges);
        // RFC 3261 section 22.3: a proxy's credentials go along when the server behind it asks as well
        answered.stream()
                .filter(before ->
                        challenges.stream().noneMatch(now -> now.asker().equals(before.asker())))
                .forEach(all::add);
        return signed((SIPRequest) refused.clone(), all);
    }

    private Optional<SIPRequest> signed(SIPRequest again, List<Challenge> challenges) {
        try {
            authorize(again, challenges);
            return Optional.of(again);
        } catch (IllegalArgumentException unquotable) {
            return Optional.empty(); // as good as a challenge of a kind that we don't have
        }
    }

    /** RFC 7616 section 3.3: without stale=true it is the user or the password that is wrong. */
    private static boolean wrong(Challenge challenge, List<Challenge> answered) {
        return !challenge.stale()
                && answered.stream().anyMatch(before -> before.asker().equals(challenge.asker()));
    }

    private static List<Challenge> answered(SIPRequest request) {
        List<Challenge> answered = new ArrayList<>();
        Challenge.headers(request, AuthorizationHeader.NAME)
                .forEach(header -> Challenge.read(header, false).ifPresent(answered::add));
        Challenge.headers(request, ProxyAuthorizationHeader.NAME)
                .forEach(header -> Challenge.read(header, true).ifPresent(answered::add));
        return answered;
    }

    /** Puts answers to {@code challenges} into {@code request}, in place of those that it has. */
    void authorize(SIPRequest request, List<Challenge> challenges) {
        clear(request);
        for (Challenge challenge : challenges) {
            try {
                request.addHeader(header(challenge, request));
            } catch (ParseException unquotable) {
                throw new IllegalArgumentException("realm or nonce can't be repeated", unquotable);
            }
        }
    }

    static void clear(SIPRequest request) {
        request.removeHeader(AuthorizationHeader.NAME);
        request.removeHeader(ProxyAuthorizationHeader.NAME);
    }

    private AuthenticationHeader header(Challenge challenge, SIPRequest request) throws ParseException {
        AuthenticationHeader header = challenge.proxy() ? new ProxyAuthorization() : new Authorization();
        header.setScheme("Digest");
        String uri = request.getRequestURI().toString();
        header.setParameter("username", login.authenticationUser());
        header.setParameter("realm", challenge.realm());
        header.setParameter("nonce", challenge.nonce());
        header.setParameter("uri", uri);
        if (challenge.namesAlgorithm()) {
            header.setParameter("algorithm", challenge.algorithm().token());
        }
        if (!challenge.opaque().isEmpty()) header.setParameter("opaque", challenge.opaque());
        String middle = challenge.quality() ? quality(challenge, header) : "";
        header.setParameter("response", response(challenge, request.getMethod(), uri, middle));
        return header;
    }

    /** Adds what {@code qop=auth} needs, and returns its part of what is hashed. */
    private String quality(Challenge challenge, AuthenticationHeader header) throws ParseException {
        String count = HexFormat.of().toHexDigits(count(challenge.nonce()));
        String own = nonce();
        header.setParameter("qop", "auth");
        header.setParameter("nc", count);
        header.setParameter("cnonce", own);
        return count + ':' + own + ":auth:";
    }

    /** RFC 7616 section 3.4.1. */
    private String response(Challenge challenge, String method, String uri, String middle) {
        Algorithm algorithm = challenge.algorithm();
        String a1 = algorithm.hex(login.authenticationUser() + ':' + challenge.realm() + ':' + login.password());
        String a2 = algorithm.hex(method + ':' + uri);
        return algorithm.hex(a1 + ':' + challenge.nonce() + ':' + middle + a2);
    }

    private int count(String nonce) {
        // a count that begins again is at worst refused as stale
        if (counts.size() >= MAX_NONCES) counts.clear();
        return counts.computeIfAbsent(nonce, _ -> new AtomicInteger()).incrementAndGet();
    }

    private String nonce() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
