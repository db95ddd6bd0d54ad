package org.patchbay.sip.digest.internal;

import gov.nist.core.NameValue;
import gov.nist.javax.sip.header.WWWAuthenticate;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import javax.sip.header.UserAgentHeader;
import org.patchbay.pbx.Directory;
import org.patchbay.sip.IncomingRequest;

/** Writes challenges: one header an algorithm, best first (RFC 8760 section 2.4). */
final class Challenges {
    private static final Duration RECHECK = Duration.ofSeconds(5);

    private record Offer(List<Algorithm> algorithms, Instant until) {}

    private final Nonces nonces;
    private final List<Algorithm> algorithms;
    private final Pattern md5Only;
    private final InstantSource clock;
    private volatile Offer offer = new Offer(List.of(), Instant.MIN);

    Challenges(Nonces nonces, List<Algorithm> algorithms, Pattern md5Only, InstantSource clock) {
        this.nonces = nonces;
        this.algorithms = algorithms;
        this.md5Only = md5Only;
        this.clock = clock;
    }

    SIPResponse challenge(IncomingRequest request, Directory directory, boolean stale) {
        var response = request.response(SIPResponse.UNAUTHORIZED);
        var nonce = nonces.next();
        boolean old = knowsOnlyMd5(request);
        for (var algorithm : offered(directory)) {
            if (old && algorithm != Algorithm.MD5) continue;
            response.addHeader(header(directory.realm(), nonce, algorithm, stale));
        }
        return response;
    }

    /**
     * Tells whether the phone is of a make that fails on an algorithm it doesn't know, where RFC 8760 section 2.4 has it pass on to
     * the next. Whoever claims to be one gains nothing: MD5 is offered to all.
     */
    private boolean knowsOnlyMd5(IncomingRequest request) {
        return request.message().getHeader(UserAgentHeader.NAME) instanceof UserAgentHeader agent
                && agent.getProduct() != null
                && md5Only.matcher(product(agent)).matches();
    }

    private static String product(UserAgentHeader agent) {
        var words = new StringJoiner(" ");
        agent.getProduct().forEachRemaining(word -> words.add(word.toString().trim()));
        return words.toString();
    }

    /**
     * Returns the algorithms that every user can be verified with. A phone takes the first it knows, so one without that hash
     * could never register; and an offer made to measure would tell who exists.
     */
    private List<Algorithm> offered(Directory directory) {
        var current = offer;
        var now = clock.instant();
        if (now.isBefore(current.until)) return current.algorithms;
        var usable = algorithms.stream()
                .filter(algorithm -> directory.subscribers().stream()
                        .allMatch(user -> algorithm.hashOf(user.credentials()).isPresent()))
                .toList();
        offer = new Offer(usable.isEmpty() ? algorithms : usable, now.plus(RECHECK));
        return offer.algorithms;
    }

    private static WWWAuthenticate header(String realm, String nonce, Algorithm algorithm, boolean stale) {
        var header = new WWWAuthenticate();
        header.setScheme("Digest");
        header.setParameter(quoted("realm", realm));
        header.setParameter(quoted("nonce", nonce));
        header.setParameter(new NameValue("algorithm", algorithm.token()));
        header.setParameter(quoted("qop", "auth"));
        if (stale) header.setParameter(new NameValue("stale", "true"));
        return header;
    }

    private static NameValue quoted(String name, String value) {
        var parameter = new NameValue(name, value);
        parameter.setQuotedValue();
        return parameter;
    }
}
