package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.WithServer;

/** Messages between phones (RFC 3428), and subscriptions to what nobody offers (RFC 6665). */
@WithServer
class EventsIT {
    @Test
    void bringsAMessageToAPhone(Phones phones) { // RFC 3428 section 7
        SipPhone sender = phones.registered();
        SipPhone receiver = phones.registered();
        SipMessage message =
                sender.newRequest("MESSAGE", sender.uriOf(receiver.number())).body("text/plain", "Grüße");
        sender.send(message);
        SipMessage challenge = sender.expectFinal(message);
        SipMessage verified = sender.answer(message, challenge);
        sender.send(verified);

        SipMessage arrived = receiver.expectRequest("MESSAGE");
        receiver.send(arrived.response(200, "OK"));

        assertThat(arrived.body()).isEqualTo("Grüße");
        assertThat(arrived.need("Content-Type")).isEqualTo("text/plain");
        assertThat(sender.expectFinal(verified).status()).isEqualTo(200);
    }

    @Test
    void saysThatNobodyIsThereForAMessage(Phones phones) {
        SipPhone sender = phones.registered();
        String absent = phones.fresh().number();

        SipMessage answer = sender.askVerified(
                sender.newRequest("MESSAGE", sender.uriOf(absent)).body("text/plain", "hello"));

        assertThat(answer.status()).isEqualTo(480);
    }

    @Test
    void refusesASubscriptionToWhatNobodyOffers(Phones phones) { // RFC 6665 section 4.2.1.1: 489
        SipPhone phone = phones.registered();

        SipMessage answer = phone.askVerified(phone.newRequest("SUBSCRIBE", phone.uri())
                .with("Contact", phone.contact())
                .with("Event", "nobody-offers-this")
                .with("Expires", 600));

        assertThat(answer.status()).isEqualTo(489);
        assertThat(answer.header("Allow-Events")).isPresent();
    }
}
