package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Channel;
import org.patchbay.channel.Party;
import org.patchbay.sip.PeerRecognizer.Peer;

/** Whom callers are believed to be, and who was reached. */
class IdentityTest {
    private static final Party ANN = new Party("1001", "Ann");
    private static final String URI = "sip:1002@192.0.2.1";

    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P-Asserted-Identity: \"Boss\" <sip:1000@192.0.2.1>",
                "P-Asserted-Identity: <sip:1000@192.0.2.1>, <tel:+4930>",
                "P-Preferred-Identity: \"Boss\" <sip:1000@192.0.2.1>",
                "P-Preferred-Identity: \"Ann\" <sip:1001@192.0.2.1>",
                "P-Preferred-Identity: <tel:+49301>",
                "Remote-Party-ID: <sip:1000@192.0.2.1>;party=calling",
            })
    void believesNoPhoneThatItIsSomebodyElse(String header) { // RFC 3325 sections 5, 9.2
        caller.invite(URI, header, OFFER);

        assertThat(harness.channel().caller()).isEqualTo(ANN);
        assertThat(harness.channel().subscriber().orElseThrow().user()).isEqualTo("1001");
    }

    @Test
    void believesATrustedPhone() { // RFC 3325 section 9.1
        harness.trustPhones();

        caller.invite(URI, "P-Asserted-Identity: \"Boss\" <sip:1000@192.0.2.1>", OFFER);

        assertThat(harness.channel().caller()).isEqualTo(new Party("1000", "Boss"));
        assertThat(harness.channel().subscriber().orElseThrow().user()).isEqualTo("1001");
    }

    @Test
    void takesTheFirstIdentityThatNamesSomebody() { // RFC 5876 section 4.5
        harness.trustPhones();

        caller.invite(URI, "P-Asserted-Identity: <sip:192.0.2.1>, <tel:+49301>", OFFER);

        assertThat(harness.channel().caller()).isEqualTo(new Party("+49301", ""));
    }

    @Test
    void letsATrustedPhoneCallForOthersWhoAreInFrom() {
        harness.trustPhones();

        receive("From: <sip:+49309@192.0.2.1>;tag=caller", "P-Asserted-Identity: <sip:+49309@192.0.2.1>");

        assertThat(harness.channel().caller().number()).isEqualTo("+49309");
    }

    @Test
    void refusesAFromThatIsSomebodyElse() {
        FakeRequest invite =
                receive("From: <sip:1000@192.0.2.1>;tag=caller", "P-Asserted-Identity: <sip:1000@192.0.2.1>");

        assertThat(invite.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\\u0000\" <sip:1000@h>",
                "\"broken <sip:1000@h>",
                "<sip:%00@h>",
                "<sip:@h>",
                "<mailto:x@h>",
                "<tel:>",
                ";;;",
                "<<<>>>",
            })
    void readsNoIdentityOutOfGarbage(String garbage) {
        harness.trustPhones();

        FakeRequest invite = caller.invite(URI, "P-Asserted-Identity: " + garbage, OFFER);

        assertThat(invite.statuses()).isEmpty();
        assertThat(harness.channel().caller().number()).isIn("1001", "1000");
    }

    @Test
    void readsNoNumberThatIsEndless() {
        harness.trustPhones();

        caller.invite(URI, "P-Asserted-Identity: <sip:" + "9".repeat(60_000) + "@h>", OFFER);

        assertThat(harness.channel().caller()).isEqualTo(ANN);
    }

    // ---- who was reached

    @Test
    void tellsATrustedCallerWhoWasReached() { // RFC 3325 section 9.1, RFC 5876 section 4.2
        harness.trustPhones();
        FakeRequest invite = caller.invite(OFFER);

        harness.call(channel -> channel.connected(new Party("1003", "Cat")));
        harness.call(Channel::ring);
        assertThat(invite.answer().toString()).contains("P-Asserted-Identity: \"Cat\" <sip:1003@192.0.2.1>");

        harness.call(channel -> channel.connected(new Party("1004", "", true)));
        harness.call(channel -> channel.answer(PCMU));
        assertThat(invite.answer().toString())
                .contains("P-Asserted-Identity: <sip:1004@192.0.2.1>")
                .contains("Privacy: id");
    }

    @Test
    void tellsAnUntrustedCallerNothing() { // RFC 3325 section 5
        FakeRequest invite = caller.invite(OFFER);

        harness.call(channel -> channel.connected(new Party("1003", "Cat")));
        harness.call(channel -> channel.answer(PCMU));

        assertThat(invite.answer().toString())
                .doesNotContain("P-Asserted-Identity")
                .doesNotContain("1003@");
    }

    @Test
    void tellsATrustedPeerWhoWasReached() {
        var peer = new Peer("carrier", new Party("+49301", ""), "1002", "incoming", OptionalInt.empty(), true, false);
        harness.handler.setRecognizer(_ -> Optional.of(peer));
        FakeRequest invite = caller.invite(OFFER);

        harness.call(channel -> channel.connected(new Party("1003", "")));
        harness.call(channel -> channel.answer(PCMU));

        assertThat(invite.answer().toString()).contains("P-Asserted-Identity: <sip:1003@192.0.2.1>");
    }

    @Test
    void keepsWhatATrustedCalleeSays() {
        harness.trustPhones();
        FakeStack.Sent invite = harness.originate(PCMU);
        invite.answer(180, "callee", "P-Asserted-Identity: <sip:1009@h>", "");
        assertThat(harness.channel().reached()).contains(new Party("1009", ""));

        invite.answer(180, "callee", "P-Asserted-Identity: <sip:1009@h>\nPrivacy: id", "");
        assertThat(harness.channel().reached()).contains(new Party("1009", "", true));
    }

    @Test
    void believesNoUntrustedCallee() {
        harness.originate(PCMU).answer(180, "callee", "P-Asserted-Identity: <sip:1009@h>", "");

        assertThat(harness.channel().reached()).isEmpty();
        assertThat(harness.channel().diversions()).isEqualTo(List.of());
    }

    private FakeRequest receive(String from, String headers) {
        String text = caller.text("INVITE", URI, 1, "z9hG4bK1", "", headers, "application/sdp", OFFER);
        return harness.receive(new FakeRequest(text.replaceFirst("From: [^\r]*", from), "udp"));
    }
}
