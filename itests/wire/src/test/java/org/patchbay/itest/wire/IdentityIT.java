package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Loopback;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.WithServer;

/** Who calls, as others are shown it: lies, and callers who don't want to be known. */
@WithServer
class IdentityIT {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String NOBODY = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";

    @Test
    void believesNoPhoneThatItIsSomebodyElse(Phones phones) { // RFC 3325 section 5
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();

        SipMessage invite = send(
                caller,
                phones,
                OutgoingCall.newInvite(caller, callee.number())
                        .with("P-Asserted-Identity", "\"Boss\" <sip:1000@patchbay>")
                        .with("P-Preferred-Identity", "<sip:1000@patchbay>")
                        .with("Diversion", "<sip:1000@patchbay>;reason=user-busy"));
        IncomingCall incoming = callee.expectCallOf(caller.number());

        assertThat(incoming.invite().text())
                .contains("User " + caller.number())
                .doesNotContain("1000@")
                .doesNotContain("Boss")
                .doesNotContain("Diversion")
                .doesNotContain("P-Asserted-Identity");
        refuse(incoming, caller, invite);
    }

    @Test
    void hidesTheCallerFromThePhoneThatRings(Phones phones) { // RFC 3323 section 4.1.1.3
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();

        SipMessage bare = OutgoingCall.newInvite(caller, callee.number());
        SipMessage invite = send(
                caller,
                phones,
                bare.replacing("From", NOBODY + ";tag=" + SipPhone.id()).with("Privacy", "id"));
        IncomingCall incoming = callee.expectCall();

        assertThat(incoming.invite().need("From")).startsWith(NOBODY);
        assertThat(incoming.invite().text())
                .doesNotContain(caller.number())
                .doesNotContain("User ")
                .doesNotContain("P-Asserted-Identity");
        refuse(incoming, caller, invite);
    }

    @Test
    void refusesPrivacyThatCantBeHad(Phones phones) { // RFC 3323 section 5
        SipPhone caller = phones.registered();

        SipMessage invite = OutgoingCall.newInvite(caller, "9196").with("Privacy", "invisible;critical");

        assertThat(caller.askVerified(invite).status()).isEqualTo(500);
    }

    @Test
    void tellsTrustedServersAloneWhoIsHidden(PatchbayServer head, Phones phones) throws Exception { // RFC 3325 9.1
        try (PatchbayServer branch = PatchbayServer.start("identity", Loopback.address(7, 2));
                Phones branchPhones = new Phones(branch)) {
            SipPhone caller = branchPhones.udp("3902").register();
            SipPhone carrier = branchPhones.udp("3903");
            connect(branch, head, carrier);

            SipMessage first = sendHidden(caller, branchPhones, "9001");
            IncomingCall outside = carrier.expectCall();
            assertThat(outside.invite().need("From")).startsWith(NOBODY);
            assertThat(outside.invite().need("P-Asserted-Identity")).contains("<sip:3902@");
            assertThat(outside.invite().need("Privacy")).isEqualTo("id");
            assertThat(outside.invite().need("Contact")).contains("sip:anonymous@");
            refuse(outside, caller, first);

            SipPhone callee = phones.registered();
            SipMessage second = sendHidden(caller, branchPhones, callee.number());
            IncomingCall shown = callee.expectCall();
            assertThat(shown.invite().need("From")).startsWith(NOBODY);
            assertThat(shown.invite().text()).doesNotContain("3902@").doesNotContain("P-Asserted-Identity");
            refuse(shown, caller, second);
        } finally {
            head.instance().write("trunks.yaml", "trunks: []\n");
        }
    }

    /** Makes the servers trust each other, and the branch a carrier, which is a bare phone. */
    private static void connect(PatchbayServer branch, PatchbayServer head, SipPhone carrier) {
        head.instance().write("trunks.yaml", "trunks:\n" + trunk("branch", branch.sip()));
        branch.instance()
                .write("trunks.yaml", "trunks:\n" + trunk("head", head.sip()) + trunk("carrier", carrier.local()));
        branch.instance().write("dialplan.yaml", """
            internal:
              - {match: "9XXX", do: [{dial: {trunk: carrier, number: "${number}"}}]}
              - {match: "[1-4]XXX", do: [{dial: {trunk: head, number: "${number}"}}]}
            """);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> branch.log().contains("etc/dialplan.yaml: 2 extension")
                        && branch.log().contains("etc/trunks.yaml: 2 trunk")
                        && head.log().contains("etc/trunks.yaml: 1 trunk"));
    }

    private static String trunk(String name, InetSocketAddress at) {
        return """
              - {name: %s, server: "%s:%d", transport: udp, trusted: yes, context: internal, options.seconds: 0}
            """.formatted(name, at.getAddress().getHostAddress(), at.getPort());
    }

    private static SipMessage sendHidden(SipPhone caller, Phones phones, String number) {
        return send(caller, phones, OutgoingCall.newInvite(caller, number).with("Privacy", "id"));
    }

    /** Sends {@code bare} with an offer, answers the challenge, and returns the INVITE that is under way. */
    private static SipMessage send(SipPhone caller, Phones phones, SipMessage bare) {
        String offer = Sdp.offer(phones.media().address(), Sdp.PCMU).toString();
        SipMessage invite = bare.body("application/sdp", offer);
        caller.send(invite);
        SipMessage challenge = caller.expectFinal(invite);
        caller.send(OutgoingCall.ack(invite, challenge));
        SipMessage verified = caller.answer(invite, challenge);
        caller.send(verified);
        return verified;
    }

    private static void refuse(IncomingCall incoming, SipPhone caller, SipMessage invite) {
        incoming.refuse(486, "Busy Here");
        SipMessage refused = caller.expectFinal(invite);
        caller.send(OutgoingCall.ack(invite, refused));
        assertThat(refused.status()).isEqualTo(486);
        assertThat(refused.header("P-Asserted-Identity")).isEmpty();
    }
}
