package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Where a user can be reached: the registrar (RFC 3261 section 10). */
@WithServer
class RegistrationIT {
    private static final String DESK = "<sip:desk@127.0.0.1:7001>";
    private static final String MOBILE = "<sip:mobile@127.0.0.1:7002>";

    @Test
    void registersAndReturnsTheContactWithItsExpiry(Phones phones) {
        SipPhone phone = phones.fresh();

        SipMessage response = phone.register(600);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.list("Contact")).singleElement().satisfies(contact -> {
            assertThat(SipMessage.address(contact)).isEqualTo(SipMessage.address(phone.contact()));
            assertThat(expires(contact)).isBetween(590, 600);
        });
    }

    @Test
    void returnsTheContactsToAFetch(Phones phones) { // RFC 3261 section 10.2.3
        SipPhone phone = phones.registered();

        assertThat(phone.registeredContacts())
                .extracting(SipMessage::address)
                .containsExactly(SipMessage.address(phone.contact()));
    }

    @Test
    void refreshesAContactInsteadOfAddingIt(Phones phones) {
        SipPhone phone = phones.fresh();
        phone.register(300);

        phone.register(600);

        assertThat(phone.registeredContacts())
                .singleElement()
                .satisfies(contact -> assertThat(expires(contact)).isGreaterThan(590));
    }

    @Test
    void holdsSeveralContactsOfAUser(Phones phones) {
        SipPhone phone = phones.fresh();
        register(phone, DESK, 600);

        register(phone, MOBILE, 600);

        assertThat(phone.registeredContacts())
                .extracting(SipMessage::address)
                .containsExactlyInAnyOrder("sip:desk@127.0.0.1:7001", "sip:mobile@127.0.0.1:7002");
    }

    @Test
    void takesSeveralContactsOfOneRequest(Phones phones) {
        SipPhone phone = phones.fresh();

        SipMessage response = register(phone, DESK + ";expires=300, " + MOBILE + ";expires=400;q=0.5", 600);

        assertThat(response.list("Contact")).hasSize(2);
        assertThat(response.list("Contact"))
                .filteredOn(contact -> contact.contains("mobile"))
                .singleElement()
                .satisfies(contact -> assertThat(expires(contact)).isBetween(390, 400));
    }

    @Test
    void removesOneContact(Phones phones) {
        SipPhone phone = phones.fresh();
        register(phone, DESK, 600);
        register(phone, MOBILE, 600);

        register(phone, DESK, 0);

        assertThat(phone.registeredContacts())
                .extracting(SipMessage::address)
                .containsExactly("sip:mobile@127.0.0.1:7002");
    }

    @Test
    void removesAllContactsForAStar(Phones phones) { // RFC 3261 section 10.2.2
        SipPhone phone = phones.fresh();
        register(phone, DESK, 600);
        register(phone, MOBILE, 600);

        assertThat(register(phone, "*", 0).status()).isEqualTo(200);

        assertThat(phone.registeredContacts()).isEmpty();
    }

    @Test
    void refusesAStarThatRemovesNothing(Phones phones) { // RFC 3261 section 10.3 step 6
        SipPhone phone = phones.fresh();
        register(phone, DESK, 600);

        assertThat(register(phone, "*", 600).status()).isEqualTo(400);

        assertThat(phone.registeredContacts()).hasSize(1);
    }

    @Test
    void forgetsAContactWhenItExpires(Phones phones) {
        SipPhone phone = phones.fresh();
        phone.register(2);
        assertThat(phone.registeredContacts()).hasSize(1);

        Awaitility.await()
                .atMost(Duration.ofSeconds(6))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(phone.registeredContacts()).isEmpty());
    }

    @Test
    void refusesAnExpiryThatIsTooShort(Phones phones) { // RFC 3261 section 10.3 step 7
        SipPhone phone = phones.fresh();

        SipMessage response = phone.register(1);

        assertThat(response.status()).isEqualTo(423);
        assertThat(response.need("Min-Expires")).isEqualTo("2");
        assertThat(phone.registeredContacts()).isEmpty();
    }

    @Test
    void shortensAnExpiryThatIsTooLong(Phones phones) {
        SipPhone phone = phones.fresh();

        SipMessage response = phone.register(1_000_000);

        assertThat(response.status()).isEqualTo(200);
        assertThat(expires(response.list("Contact").getFirst())).isBetween(60, 999_999);
    }

    @Test
    void refusesARequestThatIsOlderThanTheLast(
            Phones phones) { // RFC 3261 section 10.3 step 7: CSeq of the same Call-ID
        SipPhone phone = phones.fresh();
        SipMessage first = phone.newRegister().with("Contact", DESK).replacing("CSeq", "20 REGISTER");
        assertThat(phone.askVerified(first).status()).isEqualTo(200);

        SipMessage older = first.replacing("CSeq", "10 REGISTER")
                .replacing("Via", phone.via())
                .with("Expires", 0);

        assertThat(phone.askVerified(older).status()).isBetween(400, 599);
        assertThat(phone.registeredContacts()).hasSize(1);
    }

    @Test
    void refusesMoreContactsThanTheUserMayHave(Phones phones) {
        SipPhone phone = phones.udp(TestUsers.nextImpatient());
        register(phone, DESK, 600);
        register(phone, MOBILE, 600);

        SipMessage third = register(phone, "<sip:tablet@127.0.0.1:7003>", 600);

        assertThat(third.status()).isEqualTo(403);
        assertThat(phone.registeredContacts()).hasSize(2);
        assertThat(register(phone, DESK, 300).status()).isEqualTo(200);
    }

    @Test
    void answersWhereTheRequestCameFrom(Phones phones) { // RFC 3581 section 4
        SipPhone phone = phones.fresh();
        SipMessage request = phone.newRegister()
                .replacing("Via", "SIP/2.0/UDP 10.1.2.3:5060;branch=z9hG4bK" + SipPhone.id() + ";rport");

        SipMessage response = phone.ask(request);

        String via = response.need("Via");
        assertThat(SipMessage.parameter(via, "received"))
                .hasValue(phone.local().getAddress().getHostAddress());
        assertThat(SipMessage.parameter(via, "rport"))
                .hasValue(Integer.toString(phone.local().getPort()));
    }

    @Test
    void reachesAPhoneBehindANat(Phones phones) {
        SipPhone behind = phones.fresh();
        SipMessage request = behind.newRegister()
                .with("Contact", "<sip:" + behind.number() + "@10.1.2.3:5060>")
                .with("Expires", 600);
        SipMessage challenged = behind.ask(request);
        assertThat(behind.ask(behind.answer(request, challenged).replacing("Via", nat()))
                        .status())
                .isEqualTo(200);
        SipPhone caller = phones.registered();

        var call = caller.call(behind.number(), Sdp.offer(phones.media().address(), Sdp.PCMU));

        IncomingCall incoming = behind.expectCall();
        assertThat(incoming.invite().uri()).contains("10.1.2.3");
        incoming.refuse(486, "Busy Here");
        call.expect(486);
    }

    @Test
    void reachesAContactThatIsNotWhereTheRequestCameFrom(
            Phones phones) { // RFC 3261 section 10.3: the contact is what counts
        SipPhone registering = phones.fresh();
        SipPhone ringing = phones.udp(registering.number());
        assertThat(register(registering, ringing.contact(), 600).status()).isEqualTo(200);

        var call = phones.registered()
                .call(registering.number(), Sdp.offer(phones.media().address(), Sdp.PCMU));

        ringing.expectCall().refuse(486, "Busy Here");
        call.expect(486);
    }

    private static String nat() {
        return "SIP/2.0/UDP 10.1.2.3:5060;branch=z9hG4bK" + SipPhone.id() + ";rport";
    }

    private static SipMessage register(SipPhone phone, String contact, int seconds) {
        return phone.askVerified(phone.newRegister().with("Contact", contact).with("Expires", seconds));
    }

    private static int expires(String contact) {
        return Integer.parseInt(SipMessage.parameter(contact, "expires").orElseThrow());
    }
}
