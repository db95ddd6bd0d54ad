package org.patchbay.sip.digest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.sip.RequestVerifier.Verdict;

class DigestVerifierTest {
    private static final Duration LIFETIME = Duration.ofSeconds(300);
    private static final String NOISE = "\",=%\\ ax0\u00fc:;?";
    private static final String URI = "sip:patchbay";
    private static final Pattern OLD_PHONES = Pattern.compile("oldphone v[0-2]\\..*");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private DigestVerifier verifier;

    @BeforeEach
    void create() {
        verifier = new DigestVerifier(now::get, LIFETIME, List.of(Algorithm.SHA256, Algorithm.MD5), OLD_PHONES, 1000);
        verifier.use(TestDirectory.of("1001", "1002"));
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private Verdict verify(String... headers) {
        return verifier.verify(TestRequest.of("REGISTER", URI, headers));
    }

    private SIPResponse challenge() {
        return refused(verify()).response();
    }

    private static Verdict.Refused refused(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        return (Verdict.Refused) verdict;
    }

    private static String nonce(SIPResponse challenge) {
        var matcher = Pattern.compile("nonce=\"([^\"]+)\"").matcher(challenge.toString());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String answer(Algorithm algorithm, String user, String password, String nonce, int count) {
        var hash = algorithm.hash();
        var a1 = hash.hex(user + ":" + TestDirectory.REALM + ":" + password);
        var a2 = hash.hex("REGISTER:" + URI);
        var nc = "%08x".formatted(count);
        var response = hash.hex(String.join(":", a1, nonce, nc, "cn", "auth", a2));
        return ("Authorization: Digest username=\"%s\", realm=\"patchbay\", nonce=\"%s\", uri=\"%s\", response=\"%s\","
                        + " algorithm=%s, cnonce=\"cn\", qop=auth, nc=%s")
                .formatted(user, nonce, URI, response, algorithm.token(), nc);
    }

    private static String right(String nonce, int count) {
        return answer(Algorithm.SHA256, "1001", TestDirectory.password("1001"), nonce, count);
    }

    @Test
    void offersMd5AloneToAPhoneThatFailsOnAnythingElse() {
        var challenge = refused(verify("User-Agent: oldphone v1.0.0 (x86_64/linux)"))
                .response()
                .toString();

        assertThat(challenge).contains("algorithm=MD5").doesNotContain("SHA-256");
        assertThat(refused(verify("User-Agent: oldphone v3.1")).response().toString())
                .contains("SHA-256");
    }

    @Test
    void offersSha256BeforeMd5() { // RFC 8760 section 2.4
        var headers = challenge()
                .toString()
                .lines()
                .filter(line -> line.startsWith("WWW-Authenticate:"))
                .toList();

        assertThat(headers).hasSize(2);
        assertThat(headers.get(0))
                .contains("realm=\"patchbay\"", "algorithm=SHA-256", "qop=\"auth\"")
                .doesNotContain("stale");
        assertThat(headers.get(1)).contains("algorithm=MD5");
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void knowsWhoHasTheRightPassword(Algorithm algorithm) {
        var verdict = verify(answer(algorithm, "1001", TestDirectory.password("1001"), nonce(challenge()), 1));

        assertThat(verdict).isInstanceOf(Verdict.Verified.class);
        assertThat(((Verdict.Verified) verdict).subscriber().number()).isEqualTo("1001");
    }

    @Test
    void takesAProxyAuthorization() {
        var verdict = verify("Proxy-" + right(nonce(challenge()), 1));

        assertThat(verdict).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void answersAnUnknownUserExactlyLikeAWrongPassword() {
        var wrong = refused(verify(answer(Algorithm.SHA256, "1001", "wrong", nonce(challenge()), 1)));
        var unknown = refused(verify(answer(Algorithm.SHA256, "4711", "wrong", nonce(challenge()), 1)));

        assertThat(unknown.failed()).isEqualTo(wrong.failed()).isPresent();
        assertThat(withoutNonce(unknown.response()))
                .isEqualTo(withoutNonce(wrong.response()))
                .startsWith("SIP/2.0 401 ");
    }

    private static String withoutNonce(SIPResponse response) {
        return response.toString().replaceAll("nonce=\"[^\"]+\"", "nonce");
    }

    @Test
    void refusesACountThatWasUsed() { // RFC 7616 section 3.4
        var nonce = nonce(challenge());
        assertThat(verify(right(nonce, 1))).isInstanceOf(Verdict.Verified.class);
        assertThat(verify(right(nonce, 3))).isInstanceOf(Verdict.Verified.class);
        assertThat(verify(right(nonce, 2))).isInstanceOf(Verdict.Verified.class);

        for (int used = 1; used <= 3; used++) {
            var replayed = refused(verify(right(nonce, used)));
            assertThat(replayed.response().toString())
                    .startsWith("SIP/2.0 401 ")
                    .contains("stale=true");
            assertThat(replayed.failed()).contains("nonce count used twice");
        }
    }

    @Test
    void tellsARightAnswerToAnExpiredNonceApart() { // RFC 7616 section 3.3
        var nonce = nonce(challenge());
        pass(LIFETIME);

        var stale = refused(verify(right(nonce, 1)));
        var wrong = refused(verify(answer(Algorithm.SHA256, "1001", "wrong", nonce, 1)));

        assertThat(stale.response().toString()).contains("stale=true");
        assertThat(stale.failed()).isEmpty();
        assertThat(wrong.response().toString()).doesNotContain("stale");
    }

    @Test
    void refusesANonceThatIsNotItsOwn() {
        var other = new DigestVerifier(now::get, LIFETIME, List.of(Algorithm.MD5), OLD_PHONES, 10);
        other.use(TestDirectory.of("1001"));
        var foreign =
                nonce(refused(other.verify(TestRequest.of("REGISTER", URI))).response());

        assertThat(verify(right(foreign, 1))).isInstanceOf(Verdict.Refused.class);
        assertThat(verify(right("made up", 1))).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {", qop=auth", ", nc=00000001", ", cnonce=\"cn\"", "realm=\"patchbay\", "})
    void challengesAnAnswerThatIsNotWhole(String missing) {
        var refused = refused(verify(right(nonce(challenge()), 1).replace(missing, "")));

        assertThat(refused.response().getStatusCode()).isEqualTo(401);
    }

    @Test
    void refusesADigestOfAnotherUri() {
        var header = right(nonce(challenge()), 1).replace("uri=\"sip:patchbay\"", "uri=\"sip:2000@patchbay\"");

        assertThat(refused(verify(header)).response().getStatusCode()).isEqualTo(400);
    }

    @Test
    void refusesADigestOfAnotherMethod() {
        var header = right(nonce(challenge()), 1);

        assertThat(refused(verifier.verify(TestRequest.of("MESSAGE", URI, header)))
                        .response()
                        .getStatusCode())
                .isEqualTo(401);
    }

    @Test
    void challengesAnUnknownScheme() { // RFC 4475 section 3.3.7
        assertThat(refused(verify("Authorization: NoOneKnowsThisScheme opaque-data=here"))
                        .response()
                        .getStatusCode())
                .isEqualTo(401);
    }

    @Test
    void asksToTryAgainWithoutADirectory() {
        verifier.use(null);

        var response = refused(verify()).response();

        assertThat(response.toString()).startsWith("SIP/2.0 503 ").contains("Retry-After: 5");
    }

    @Test
    void offersOnlyWhatEveryUserCanAnswer() {
        verifier.use(TestDirectory.of("1001", "1009"));

        var challenge = challenge();

        assertThat(challenge.toString()).contains("algorithm=MD5").doesNotContain("SHA-256");
        var answer = answer(Algorithm.MD5, "1009", TestDirectory.password("1009"), nonce(challenge), 1);
        assertThat(verify(answer)).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void toleratesTheEscapesOfAUser() {
        var request = TestRequest.of("INVITE", "sip:%2A97@patchbay");
        var hash = Algorithm.MD5.hash();
        var nonce = nonce(refused(verifier.verify(request)).response());
        var a1 = hash.hex("1001:patchbay:" + TestDirectory.password("1001"));
        var response =
                hash.hex(String.join(":", a1, nonce, "00000001", "cn", "auth", hash.hex("INVITE:sip:*97@patchbay")));
        var header =
                ("Authorization: Digest username=\"1001\",realm=\"patchbay\",nonce=\"%s\",uri=\"sip:*97@patchbay\","
                                + "response=\"%s\",cnonce=\"cn\",qop=auth,nc=00000001")
                        .formatted(nonce, response);

        assertThat(verifier.verify(TestRequest.of("INVITE", "sip:%2A97@patchbay", header)))
                .isInstanceOf(Verdict.Verified.class);
    }

    private static String nonceOf(String header) {
        return header.split(" nonce=\"")[1].split("\"")[0];
    }

    @Test
    void neverThrowsAtAndNeverBelievesAMutatedAnswer() {
        var random = new Random(7616);
        for (int i = 0; i < 3000; i++) {
            var header = right(nonce(challenge()), 1);
            var mutated = new StringBuilder(header);
            for (int j = random.nextInt(5); j >= 0; j--) {
                int at = "Authorization: ".length() + random.nextInt(header.length() - "Authorization: ".length());
                mutated.setCharAt(at, NOISE.charAt(random.nextInt(NOISE.length())));
            }
            if (mutated.toString().equals(header)) continue;

            var verdict = verify(mutated.toString());

            if (verdict instanceof Verdict.Verified) {
                // what the digest covers is as it was
                var response = header.split("response=")[1].substring(1, 65);
                assertThat(mutated).contains("\"1001\"", nonceOf(header), response, "\"cn\"", "00000001");
            }
        }
    }
}
