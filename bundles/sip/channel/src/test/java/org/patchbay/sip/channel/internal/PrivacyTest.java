package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Messages.OFFER;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Diversion;
import org.patchbay.channel.Origin;
import org.patchbay.channel.Party;
import org.patchbay.sip.PeerRecognizer.Peer;
import org.patchbay.sip.PeerRoute;
import org.patchbay.sip.SipTransactions.Hop;

/** Callers who don't want to be known. */
class PrivacyTest {
    private static final Party HIDDEN = new Party("1001", "Ann", true);
    private static final Origin ORIGIN =
            new Origin(HIDDEN, List.of(new Diversion(new Party("1005", "Eve"), Diversion.Reason.BUSY, 1)));
    private static final String URI = "sip:1002@192.0.2.1";
    private static final String NOBODY = "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=";

    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    // ---- what callers ask for

    @ParameterizedTest
    @ValueSource(strings = {"id", "user", "header", "ID", "id;critical", "user; header; session", "id, none", "what"})
    void withholdsWhoAsksForIt(String values) { // RFC 3323 section 4.2, RFC 3325 section 9.3
        caller.invite(URI, "Privacy: " + values, OFFER);

        assertThat(harness.channel().caller()).isEqualTo(HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "session", "history", "critical"})
    void showsWhoAsksForNothingOfTheKind(String values) { // RFC 3323 section 4.2
        caller.invite(URI, "Privacy: " + values, OFFER);

        assertThat(harness.channel().caller().withheld()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=caller",
                "From: <sip:Anonymous@192.0.2.1>;tag=caller",
                "From: <sip:thisis@anonymous.invalid>;tag=caller",
            })
    void takesAnAnonymousFromOfAVerifiedUser(String from) { // RFC 3323 section 4.1.1.3
        FakeRequest invite = receive(from, "");

        assertThat(invite.statuses()).isEmpty();
        assertThat(harness.channel().caller()).isEqualTo(HIDDEN);
        assertThat(harness.channel().subscriber()).isPresent();
    }

    @Test
    void showsAnAnonymousFromThatAsksForNoPrivacy() { // RFC 3323 section 4.2: none
        receive("From: <sip:anonymous@anonymous.invalid>;tag=caller", "Privacy: none");

        assertThat(harness.channel().caller()).isEqualTo(new Party("1001", "Ann"));
    }

    @Test
    void refusesACallWhosePrivacyCantBeHad() { // RFC 3323 section 5
        assertThat(caller.invite(URI, "Privacy: invisible;critical", OFFER).status())
                .isEqualTo(500);
        assertThat(harness.offered()).isFalse();
    }

    @Test
    void withholdsForAPeerThatIsNotTrustedToo() {
        var peer = new Peer("carrier", new Party("+49301", "Zoe"), "1002", "incoming", OptionalInt.empty());
        harness.handler.setRecognizer(_ -> Optional.of(peer));

        caller.invite(URI, "Privacy: id", OFFER);

        assertThat(harness.channel().caller()).isEqualTo(new Party("+49301", "Zoe", true));
    }

    @Test
    void survivesAThousandValuesAndManyBytes() {
        caller.invite(URI, "Privacy: " + "id;".repeat(1_000) + "x".repeat(60_000), OFFER);

        assertThat(harness.channel().caller().withheld()).isTrue();
    }

    @Test
    void withholdsWhenTheWishIsBroken() {
        caller.invite(URI, "Privacy: \"id", OFFER);

        assertThat(harness.channel().caller().withheld()).isTrue();
    }

    // ---- what others are told

    @Test
    void showsAPhoneNobody() { // RFC 3323 section 5.3, RFC 3325 section 5
        String invite = harness.callPhone(ORIGIN).text();

        assertThat(invite)
                .contains(NOBODY)
                .contains("Contact: <sip:anonymous@192.0.2.1:5060>")
                .doesNotContain("1001@")
                .doesNotContain("Ann ")
                .doesNotContain("1005@")
                .doesNotContain("Identity")
                .doesNotContain("Diversion")
                .doesNotContain("History-Info");
    }

    @Test
    void tellsATrustedPhoneWhoItIsAndThatNobodyElseMayKnow() { // RFC 3325 section 9.1
        harness.trustPhones();

        assertThat(harness.callPhone(ORIGIN).text())
                .contains(NOBODY)
                .contains("P-Asserted-Identity: \"Ann\" <sip:1001@192.0.2.1>")
                .contains("Privacy: id\r\n");
    }

    @Test
    void tellsATrustedPeerWhoItIsAndThatNobodyElseMayKnow() { // RFC 3325 section 9.1
        assertThat(peer(true))
                .contains(NOBODY)
                .contains("P-Asserted-Identity: \"Ann\" <sip:1001@example.net>")
                .contains("Contact: <sip:anonymous@")
                .contains("Privacy: id\r\n");
    }

    @Test
    void asksAnUntrustedPeerNotToTellOurAccountEither() { // RFC 3325 section 9.3
        assertThat(peer(false))
                .contains(NOBODY)
                .contains("Privacy: id\r\n")
                .doesNotContain("sip:acc@")
                .doesNotContain("1001@")
                .doesNotContain("1005@")
                .doesNotContain("P-Asserted-Identity");
    }

    @Test
    void showsAPhoneWhoCallsWithoutSuchAWish() {
        assertThat(harness.callPhone(new Origin(new Party("1001", "Ann"), List.of()))
                        .text())
                .contains("From: \"Ann\" <sip:1001@192.0.2.1>;tag=")
                .doesNotContain("Privacy");
    }

    @Test
    void assertsNobodyWhoIsUnknown() {
        var unknown = new Origin(new Party("anonymous", "", true), List.of());
        harness.trustPhones();

        assertThat(harness.callPhone(unknown).text())
                .contains("Privacy: id\r\n")
                .doesNotContain("P-Asserted-Identity");
    }

    @Test
    void staysAnonymousWithinTheDialog() {
        FakeStack.Sent invite = harness.callPhone(ORIGIN);
        invite.answer(200, "callee", "Contact: <sip:1002@10.0.0.9>", OFFER);

        harness.call(channel -> channel.hangup(org.patchbay.channel.Cause.NORMAL_CLEARING));

        assertThat(harness.stack.last().text())
                .startsWith("BYE")
                .contains(NOBODY)
                .doesNotContain("1001@");
    }

    private String peer(boolean trusted) {
        var hop = new Hop("udp", new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 5060));
        var route =
                new PeerRoute("carrier", List.of(hop), List.of(), "acc", "example.net", trusted, OptionalInt.empty());
        return harness.call(route.toBinding("sip:030123@sip.example.net"), ORIGIN, "030123")
                .text();
    }

    private FakeRequest receive(String from, String headers) {
        String text = caller.text("INVITE", URI, 1, "z9hG4bK1", "", headers, "application/sdp", OFFER);
        return harness.receive(new FakeRequest(text.replaceFirst("From: [^\r]*", from), "udp"));
    }
}
