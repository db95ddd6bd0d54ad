package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.Digest;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Who a request comes from: digest access authentication (RFC 3261 section 22, RFC 7616, RFC 8760). */
@WithServer
class VerificationIT {
    @Test
    void offersSha256BeforeMd5(Phones phones) { // RFC 8760 section 2.4: the preferred one on top
        SipPhone phone = phones.fresh();

        SipMessage challenged = phone.ask(register(phone));

        assertThat(challenged.status()).isEqualTo(401);
        List<Digest> challenges = Digest.challenges(challenged);
        assertThat(challenges).extracting(Digest::algorithm).containsExactly("SHA-256", "MD5");
        assertThat(challenges).allSatisfy(challenge -> {
            assertThat(challenge.parameters()).containsEntry("qop", "auth");
            assertThat(challenge.nonce()).hasSizeGreaterThan(15);
            assertThat(challenge.stale()).isFalse();
        });
        assertThat(challenges)
                .extracting(Digest::realm)
                .containsOnly(challenges.getFirst().realm());
    }

    @Test
    void givesEachChallengeItsOwnNonce(Phones phones) {
        SipPhone phone = phones.fresh();

        String first = Digest.challenges(phone.ask(register(phone))).getFirst().nonce();
        String second = Digest.challenges(phone.ask(register(phone))).getFirst().nonce();

        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void verifiesSha256(Phones phones) {
        assertThat(phones.fresh().algorithm("SHA-256").register(60).status()).isEqualTo(200);
    }

    @Test
    void verifiesMd5(Phones phones) {
        assertThat(phones.fresh().algorithm("MD5").register(60).status()).isEqualTo(200);
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownUserAlike(Phones phones) {
        SipPhone wrong = phones.udp(TestUsers.next(), "guessed");
        SipPhone unknown = phones.udp("5999", "guessed");

        SipMessage forWrong = wrong.askVerified(register(wrong));
        SipMessage forUnknown = unknown.askVerified(register(unknown));

        assertThat(forWrong.status()).isEqualTo(401);
        assertThat(forUnknown.startLine()).isEqualTo(forWrong.startLine());
        assertThat(names(forUnknown)).isEqualTo(names(forWrong));
        assertThat(Digest.challenges(forUnknown))
                .extracting(challenge -> List.copyOf(challenge.parameters().keySet()))
                .isEqualTo(Digest.challenges(forWrong).stream()
                        .map(challenge -> List.copyOf(challenge.parameters().keySet()))
                        .toList());
        assertThat(forUnknown.body()).isEqualTo(forWrong.body());
    }

    @Test
    void takesOneNonceForSeveralRequestsThatCountUp(Phones phones) {
        SipPhone phone = phones.fresh();
        Digest challenge = challenge(phone);

        assertThat(register(phone, challenge, 1).status()).isEqualTo(200);
        assertThat(register(phone, challenge, 2).status()).isEqualTo(200);
        assertThat(register(phone, challenge, 7).status()).isEqualTo(200);
    }

    @Test
    void refusesANonceCountThatWasUsed(Phones phones) { // RFC 7616 section 3.4: the count is there to find replays
        SipPhone phone = phones.fresh();
        Digest challenge = challenge(phone);
        register(phone, challenge, 1);

        SipMessage replayed = register(phone, challenge, 1);

        assertThat(replayed.status()).isEqualTo(401);
        assertThat(Digest.challenge(replayed, "MD5").nonce()).isNotEqualTo(challenge.nonce());
    }

    @Test
    void tellsThatTheNonceIsToBlameWhenThePasswordWasRight(Phones phones) { // RFC 7616 section 3.3: stale
        SipPhone phone = phones.fresh();
        Digest challenge = challenge(phone);
        register(phone, challenge, 1);

        SipMessage replayed = register(phone, challenge, 1);

        assertThat(Digest.challenges(replayed)).allMatch(Digest::stale);
        assertThat(register(phone, Digest.challenge(replayed, "MD5"), 1).status())
                .isEqualTo(200);
    }

    @Test
    void refusesANonceThatItHasNotMade(Phones phones) {
        SipPhone phone = phones.fresh();
        Digest own = challenge(phone);
        String forged = own.nonce().substring(0, own.nonce().length() - 4) + "0000";
        var parameters = new java.util.LinkedHashMap<>(own.parameters());
        parameters.put("nonce", forged);

        assertThat(register(phone, new Digest(parameters), 1).status()).isEqualTo(401);
    }

    @Test
    void refusesCredentialsThatWereMadeForAnotherUri(Phones phones) { // RFC 7616 section 3.4.6
        SipPhone phone = phones.fresh();
        Digest challenge = challenge(phone);
        SipMessage request = register(phone);
        SipMessage other = SipMessage.request("REGISTER", "sip:somebody@elsewhere.example");

        SipMessage response =
                phone.ask(request.with("Authorization", challenge.answer(other, phone.number(), phone.password())));

        assertThat(response.status()).isIn(400, 401);
    }

    @Test
    void refusesCredentialsThatCannotBeRead(Phones phones) {
        SipPhone phone = phones.fresh();

        assertThat(phone.ask(register(phone).with("Authorization", "Digest username=\"" + phone.number()))
                        .status())
                .isIn(400, 401);
        assertThat(phone.ask(register(phone).with("Authorization", "Basic Zm9vOmJhcg=="))
                        .status())
                .isIn(400, 401);
    }

    @Test
    void doesNotRegisterSomebodyElse(Phones phones) { // RFC 3261 section 10.3 step 4
        SipPhone phone = phones.fresh();
        SipPhone victim = phones.fresh();
        SipMessage request = register(phone).replacing("To", "<" + victim.uri() + ">");

        assertThat(phone.askVerified(request).status()).isEqualTo(403);
        assertThat(victim.registeredContacts()).isEmpty();
    }

    @Test
    void challengesAnInvite(Phones phones) {
        SipPhone phone = phones.fresh();
        SipMessage invite = OutgoingCall.newInvite(phone, "9196");

        SipMessage response = phone.ask(invite);
        phone.send(OutgoingCall.ack(invite, response));

        assertThat(response.status()).isIn(401, 407);
        assertThat(Digest.challenges(response)).extracting(Digest::algorithm).containsExactly("SHA-256", "MD5");
    }

    @Test
    void refusesACallInSomebodyElsesName(Phones phones) {
        SipPhone phone = phones.fresh();
        SipMessage invite = OutgoingCall.newInvite(phone, "9196")
                .replacing("From", "<" + phone.uriOf(TestUsers.next()) + ">;tag=" + SipPhone.id());
        SipMessage challenged = phone.ask(invite);
        phone.send(OutgoingCall.ack(invite, challenged));
        SipMessage verified = phone.answer(invite, challenged);

        SipMessage response = phone.ask(verified);
        phone.send(OutgoingCall.ack(verified, response));

        assertThat(response.status()).isEqualTo(403);
    }

    private static SipMessage register(SipPhone phone) {
        return phone.newRegister().with("Contact", phone.contact()).with("Expires", 600);
    }

    private static Digest challenge(SipPhone phone) {
        return Digest.challenge(phone.ask(register(phone)), "MD5");
    }

    private static SipMessage register(SipPhone phone, Digest challenge, int count) {
        SipMessage request = register(phone);
        return phone.ask(
                request.with("Authorization", challenge.answer(request, phone.number(), phone.password(), count)));
    }

    private static List<String> names(SipMessage message) {
        return message.headers().stream().map(SipMessage.Header::name).toList();
    }
}
