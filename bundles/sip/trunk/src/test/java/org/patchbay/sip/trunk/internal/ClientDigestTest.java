package org.patchbay.sip.trunk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.header.AuthenticationHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.pbx.Trunk.Login;

class ClientDigestTest {
    private static final String MD5 = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\", qop=\"auth\", algorithm=MD5";
    private static final String SHA =
            "WWW-Authenticate: Digest realm=\"r\", nonce=\"n2\", qop=\"auth,auth-int\", algorithm=SHA-256,"
                    + " opaque=\"o\"";

    private final ClientDigest digest = new ClientDigest(new Login("030123", "acc", "secret"));
    private final SIPRequest register = request("REGISTER");

    @Test
    void answersWithoutQualityAsRfc2069Does() { // RFC 3261 section 22.4
        var alone = new ClientDigest(new Login("bob", "bob", "zanzibar"));
        SIPRequest invite =
                Messages.request("INVITE", "sip:bob@biloxi.com", "From: <sip:a@b>;tag=1", "To: <sip:bob@biloxi.com>");

        SIPRequest again = alone.answer(
                        invite,
                        Messages.response(
                                invite, 401, "WWW-Authenticate: Digest realm=\"biloxi.com\", nonce=\"dcd98b7102dd\""))
                .orElseThrow();

        AuthenticationHeader header = credentials(again).getFirst();
        String a1 = Algorithm.MD5.hex("bob:biloxi.com:zanzibar");
        String a2 = Algorithm.MD5.hex("INVITE:sip:bob@biloxi.com");
        assertThat(header.getParameter("response")).isEqualTo(Algorithm.MD5.hex(a1 + ":dcd98b7102dd:" + a2));
        assertThat(header.getParameter("qop")).isNull();
        assertThat(header.getParameter("nc")).isNull();
        assertThat(header.getParameter("algorithm")).isNull();
    }

    @Test
    void hashesAsTheExamplesOfRfc7616() { // section 3.9.1: the user's and the request's part of what is hashed
        String middle = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v:00000001:"
                + "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ:auth:";
        String a1 = "Mufasa:http-auth@example.org:Circle of Life";
        String a2 = "GET:/dir/index.html";

        assertThat(Algorithm.MD5.hex(Algorithm.MD5.hex(a1) + ":" + middle + Algorithm.MD5.hex(a2)))
                .isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
        assertThat(Algorithm.SHA256.hex(Algorithm.SHA256.hex(a1) + ":" + middle + Algorithm.SHA256.hex(a2)))
                .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }

    @Test
    void takesTheStrongestAlgorithmThatIsOffered() { // RFC 8760 section 2.4
        AuthenticationHeader header = only(answer(MD5, SHA));

        assertThat(header.getParameter("algorithm")).isEqualTo("SHA-256");
        assertThat(header.getParameter("nonce")).isEqualTo("n2");
        assertThat(header.getParameter("opaque")).isEqualTo("o");
        assertThat(header.getParameter("username")).isEqualTo("acc");
        assertThat(header.getParameter("response")).isEqualTo(expected(header, Algorithm.SHA256));
    }

    @Test
    void writesWhatMustNotBeQuotedWithoutQuotes() { // RFC 7616 section 3.4
        String text = answer(MD5).orElseThrow().toString();

        assertThat(text)
                .contains("algorithm=MD5")
                .contains("qop=auth,")
                .contains("nc=00000001")
                .contains("username=\"acc\"")
                .contains("uri=\"sip:sip.example.net\"")
                .doesNotContain("secret");
    }

    @Test
    void passesOverAlgorithmsAndSchemesThatItDoesntHave() {
        assertThat(only(answer("WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", algorithm=AKAv1-MD5", MD5))
                        .getParameter("algorithm"))
                .isEqualTo("MD5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", algorithm=AKAv1-MD5",
                "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
                "WWW-Authenticate: Digest realm=\"r\"",
                "WWW-Authenticate: Digest nonce=\"n\"",
                "Server: x"
            })
    void hasNoAnswerTo(String challenge) {
        assertThat(answer(challenge)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Digest realm=\"\\\"r\\\\\", nonce=\"\\\"\"",
                "Digest realm=\"\", nonce=\"n\"",
                "Digest realm=\"r\", nonce=\"n\", qop=auth, algorithm=\"MD5\"",
                "Digest realm=r, nonce=n, qop=\",,auth ,\", opaque=\"\"",
                "Digest realm=\"r\", nonce=\"n\", nonce=\"m\", stale=maybe",
                "Basic realm=\"r\"",
            })
    void survivesWhatAServerMayWrite(String challenge) {
        Optional<SIPRequest> again = answer("WWW-Authenticate: " + challenge);

        assertThat(again.map(Messages::sent).stream())
                .allSatisfy(request -> assertThat(credentials(request)).hasSize(1));
    }

    @Test
    void countsTheUsesOfANonce() { // RFC 7616 section 3.4
        assertThat(only(answer(MD5)).getParameter("nc")).isEqualTo("00000001");
        assertThat(only(answer(MD5)).getParameter("nc")).isEqualTo("00000002");
        assertThat(only(answer(SHA)).getParameter("nc")).isEqualTo("00000001");
    }

    @Test
    void givesUpWhenWhatItSentWasWrong() { // RFC 3261 section 22.2
        SIPRequest again = answer(MD5).orElseThrow();

        assertThat(digest.answer(again, Messages.response(again, 401, MD5.replace("n1", "n9"))))
                .isEmpty();
    }

    @Test
    void answersOnceMoreWhenTheNonceWasStale() { // RFC 7616 section 3.3
        SIPRequest again = answer(MD5).orElseThrow();

        AuthenticationHeader header =
                only(digest.answer(again, Messages.response(again, 401, MD5.replace("n1", "n9") + ", stale=TRUE")));

        assertThat(header.getParameter("nonce")).isEqualTo("n9");
    }

    @Test
    void answersAProxyAndTheServerBehindIt() { // RFC 3261 section 22.3
        String proxy = MD5.replace("WWW-", "Proxy-").replace("\"r\"", "\"p\"");
        SIPRequest invite = request("INVITE");
        SIPRequest past =
                digest.answer(invite, Messages.response(invite, 407, proxy)).orElseThrow();

        SIPRequest both = digest.answer(past, Messages.response(past, 401, SHA)).orElseThrow();

        List<AuthenticationHeader> proxys = Challenge.headers(both, "Proxy-Authorization");
        assertThat(proxys).singleElement().satisfies(header -> {
            assertThat(header.getParameter("realm")).isEqualTo("p");
            assertThat(header.getParameter("nc")).isEqualTo("00000002");
        });
        assertThat(credentials(both))
                .singleElement()
                .satisfies(header -> assertThat(header.getParameter("realm")).isEqualTo("r"));
    }

    @Test
    void answersEachProxyOfOneResponse() { // RFC 3261 section 22.3
        SIPRequest invite = request("INVITE");
        String first = "Proxy-Authenticate: Digest realm=\"a\", nonce=\"1\", qop=\"auth\"";
        String second = "Proxy-Authenticate: Digest realm=\"b\", nonce=\"2\", qop=\"auth\"";

        SIPRequest again = digest.answer(invite, Messages.response(invite, 407, first, second))
                .orElseThrow();

        assertThat(Challenge.headers(again, "Proxy-Authorization"))
                .extracting(header -> header.getParameter("realm"))
                .containsExactly("a", "b");
        assertThat(Messages.sent(again).toString()).contains("realm=\"a\"").contains("realm=\"b\"");
    }

    @Test
    void leavesTheRefusedRequestAsItIs() {
        answer(MD5);

        assertThat(credentials(register)).isEmpty();
    }

    private static SIPRequest request(String method) {
        return Messages.request(
                method,
                "sip:sip.example.net",
                "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1",
                "From: <sip:030123@sip.example.net>;tag=1",
                "To: <sip:030123@sip.example.net>");
    }

    private Optional<SIPRequest> answer(String... challenges) {
        return digest.answer(register, Messages.response(register, 401, challenges));
    }

    private static AuthenticationHeader only(Optional<SIPRequest> request) {
        assertThat(credentials(request.orElseThrow())).hasSize(1);
        return credentials(request.orElseThrow()).getFirst();
    }

    private static List<AuthenticationHeader> credentials(SIPRequest request) {
        return Challenge.headers(request, "Authorization");
    }

    private static String expected(AuthenticationHeader header, Algorithm algorithm) {
        String a1 = algorithm.hex("acc:r:secret");
        String a2 = algorithm.hex("REGISTER:sip:sip.example.net");
        return algorithm.hex(String.join(
                ":",
                a1,
                header.getParameter("nonce"),
                header.getParameter("nc"),
                header.getParameter("cnonce"),
                "auth",
                a2));
    }
}
