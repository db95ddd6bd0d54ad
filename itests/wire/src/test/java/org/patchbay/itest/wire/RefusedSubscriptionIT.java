package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.phone.Subscription;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Phones ask for a subscription that they can't have (RFC 6665 section 4.2.1). */
@WithServer
class RefusedSubscriptionIT {
    private static final String EVENT = "wind";

    @BeforeAll
    static void deploy(PatchbayServer server) {
        new EventFeature(EVENT, "1.0.0").deploy(server);
    }

    @AfterAll
    static void remove(PatchbayServer server) {
        new EventFeature(EVENT, "1.0.0").remove(server);
    }

    @Test
    void namesWhatThereIsWhenAskedForSomethingElse(Phones phones) { // RFC 6665 sections 4.2.1.1 and 8.3.2
        SipPhone phone = phones.fresh();

        SipMessage answer = phone.askVerified(Subscription.request(phone, "ebb", phone.number(), 300));

        assertThat(answer.status()).isEqualTo(489);
        assertThat(answer.list("Allow-Events")).contains(EVENT);
    }

    @Test
    void refusesASubscribeWithoutAnEvent(Phones phones) { // RFC 6665 section 4.2.1.1
        SipPhone phone = phones.fresh();

        SipMessage answer = phone.askVerified(
                Subscription.request(phone, EVENT, phone.number(), 300).without("Event"));

        assertThat(answer.status()).isEqualTo(489);
        assertThat(answer.list("Allow-Events")).contains(EVENT);
    }

    @Test
    void refusesASubscribeWithoutAContact(Phones phones) { // RFC 3261 section 12.1.1
        SipPhone phone = phones.fresh();

        SipMessage answer = phone.askVerified(
                Subscription.request(phone, EVENT, phone.number(), 300).without("Contact"));

        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"Event, =", "Event, 'wind, ebb'", "Contact, '<tel:1>'", "Contact, *"})
    void refusesAHeaderThatMakesNoSense(
            String name, String value, Phones phones) { // RFC 3261 section 8.2, RFC 6665 8.2.1
        SipPhone phone = phones.fresh();

        SipMessage answer = phone.askVerified(
                Subscription.request(phone, EVENT, phone.number(), 300).replacing(name, value));

        assertThat(answer.status()).isIn(400, 489);
    }

    @Test
    void takesAnIntervalThatNobodyCanReadForNone(Phones phones) { // RFC 3261 section 10.3 says so of REGISTER
        SipPhone phone = phones.fresh();

        SipMessage answer = phone.askVerified(
                Subscription.request(phone, EVENT, phone.number(), 300).replacing("Expires", "soon"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.need("Expires")).isEqualTo("600");
    }

    @Test
    void challengesWhoIsNotVerified(Phones phones) { // RFC 6665 section 4.2.1.3
        SipPhone phone = phones.fresh();

        SipMessage answer = phone.ask(Subscription.request(phone, EVENT, phone.number(), 300));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isPresent();
    }

    @Test
    void letsNobodySubscribeAsSomebodyElse(Phones phones) { // RFC 6665 section 4.2.1.3
        SipPhone phone = phones.fresh();
        SipMessage request = Subscription.request(phone, EVENT, phone.number(), 300);
        String other = "<" + phone.uriOf(TestUsers.next()) + ">;tag=" + SipPhone.id();

        SipMessage answer = phone.askVerified(request.replacing("From", other));

        assertThat(answer.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"secret, 403", "nowhere, 404"})
    void asksTheFeatureWhoMaySubscribe(String resource, int status, Phones phones) { // RFC 6665 section 4.2.1.3
        SipPhone phone = phones.fresh();

        SipMessage answer = phone.askVerified(Subscription.request(phone, EVENT, resource, 300));

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void refusesAnIntervalThatIsTooShort(Phones phones) { // RFC 6665 section 4.2.1.1: 423
        SipPhone phone = phones.fresh();

        SipMessage answer = phone.askVerified(Subscription.request(phone, EVENT, phone.number(), 1));

        assertThat(answer.status()).isEqualTo(423);
        assertThat(answer.need("Min-Expires")).isEqualTo("2");
    }

    @Test
    void refusesATypeThatNobodyWrites(Phones phones) { // RFC 6665 section 3.1.3: 406
        SipPhone phone = phones.fresh();

        SipMessage answer = phone.askVerified(
                Subscription.request(phone, EVENT, phone.number(), 300).replacing("Accept", "application/pidf+xml"));

        assertThat(answer.status()).isEqualTo(406);
    }
}
