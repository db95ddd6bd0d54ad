package org.patchbay.sip.digest.internal;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AuthenticationHeader;
import gov.nist.javax.sip.header.RetryAfter;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.pbx.Directory;
import org.patchbay.pbx.Subscriber;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.RequestVerifier;

/**
 * Verifies by digest. A user that nobody knows costs the same work and gets the same answer as a wrong password, so
 * that numbers can't be found out.
 */
@Component(configurationPid = DigestConfig.PID)
@Designate(ocd = DigestConfig.class)
public final class DigestVerifier implements RequestVerifier {
    private static final int RETRY_AFTER_SECONDS = 5;

    private final Nonces nonces;
    private final NonceCounts counts;
    private final Challenges challenges;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Directory directory;

    @Activate
    public DigestVerifier(DigestConfig config) {
        this(
                InstantSource.system(),
                Duration.ofSeconds(Math.clamp(config.nonce_lifetime_seconds(), 10, 86_400)),
                algorithms(config.algorithms()),
                Pattern.compile(config.md5_only_agents()),
                config.nonces_max());
    }

    DigestVerifier(
            InstantSource clock, Duration lifetime, List<Algorithm> algorithms, Pattern md5Only, int nonceLimit) {
        this.nonces = new Nonces(clock, lifetime);
        this.counts = new NonceCounts(clock, lifetime, nonceLimit);
        this.challenges = new Challenges(nonces, algorithms, md5Only, clock);
    }

    private static List<Algorithm> algorithms(String[] tokens) {
        var algorithms = Arrays.stream(tokens)
                .map(token -> Algorithm.of(token)
                        .orElseThrow(() -> new IllegalArgumentException("algorithms: unknown " + token)))
                .toList();
        if (algorithms.isEmpty()) throw new IllegalArgumentException("algorithms: none");
        return algorithms;
    }

    void use(@Nullable Directory directory) {
        this.directory = directory;
    }

    @Override
    public Verdict verify(IncomingRequest request) {
        var users = directory;
        if (users == null) return new Verdict.Refused(unavailable(request), Optional.empty());
        var answer = answer(request.message(), users.realm());
        if (answer.isEmpty()) return challenge(request, users, false, null);
        return verify(request, users, answer.get());
    }

    private Verdict verify(IncomingRequest request, Directory users, Answer answer) {
        if (!namesTheSame(answer, request.message())) {
            // RFC 7616 section 3.4.6: what was digested is not what is asked for
            return new Verdict.Refused(request.response(SIPResponse.BAD_REQUEST), Optional.of("digest of another URI"));
        }
        var subscriber = users.subscriber(answer.username());
        var hash = subscriber.flatMap(user -> answer.algorithm().hashOf(user.credentials()));
        var expected = answer.expected(request.message().getMethod(), hash.orElseGet(answer.algorithm()::dummyHash));
        boolean right = same(expected, answer.response());
        if (!right || subscriber.isEmpty() || hash.isEmpty()) {
            return challenge(request, users, false, "wrong user or password");
        }
        return fresh(request, users, answer, subscriber.get());
    }

    private Verdict fresh(IncomingRequest request, Directory users, Answer answer, Subscriber subscriber) {
        var nonce = nonces.read(answer.nonce());
        // stale=true: the password is right, the phone must not ask its user for another (RFC 7616 section 3.3)
        if (nonce.isEmpty()) return challenge(request, users, true, null);
        if (!counts.use(nonce.get(), answer.countNumber()))
            return challenge(request, users, true, "nonce count used twice");
        return new Verdict.Verified(subscriber);
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8),
                given.toLowerCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Compares whom the digested URI and the request URI name. Their hosts differ in honest requests (behind a NAT or an outbound
     * proxy) and one server has one directory; the user is what a man in the middle would have to change.
     */
    private static boolean namesTheSame(Answer answer, SIPRequest message) {
        var user = message.getRequestURI() instanceof SipUri uri ? uri.getUser() : null;
        return unescaped(answer.uriUser()).equals(unescaped(Objects.requireNonNullElse(user, "")));
    }

    private static String unescaped(String user) {
        try {
            return user.indexOf('%') < 0 ? user : URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEscape) {
            return user;
        }
    }

    private static Optional<Answer> answer(SIPRequest message, String realm) {
        var answer = answer(message, AuthorizationHeader.NAME, realm);
        return answer.isPresent() ? answer : answer(message, ProxyAuthorizationHeader.NAME, realm);
    }

    private static Optional<Answer> answer(SIPMessage message, String name, String realm) {
        for (var headers = message.getHeaders(name); headers.hasNext(); ) {
            var answer = Answer.of((AuthenticationHeader) headers.next());
            if (answer.isPresent() && answer.get().realm().equals(realm)) return answer;
        }
        return Optional.empty();
    }

    private Verdict challenge(IncomingRequest request, Directory users, boolean stale, @Nullable String failed) {
        return new Verdict.Refused(challenges.challenge(request, users, stale), Optional.ofNullable(failed));
    }

    // the directory is being replaced: to refuse anybody now would be wrong
    private static SIPResponse unavailable(IncomingRequest request) {
        var response = request.response(SIPResponse.SERVICE_UNAVAILABLE);
        try {
            var retry = new RetryAfter();
            retry.setRetryAfter(RETRY_AFTER_SECONDS);
            response.setHeader(retry);
        } catch (InvalidArgumentException impossible) {
            throw new IllegalStateException(impossible);
        }
        return response;
    }
}
