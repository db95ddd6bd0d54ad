package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.ServerTest;

/** Requests that a server must understand, or say why not (RFC 3261 section 8.2). */
@ServerTest
class ProtocolIT {
    @Test
    void answersOptions(Phones phones) { // RFC 3261 section 11.2
        SipPhone phone = phones.fresh();

        SipMessage response = phone.ask(phone.newRequest("OPTIONS", "sip:" + phone.serverHost()));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.list("Allow")).contains("INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "REGISTER");
        assertThat(response.toTag()).isPresent();
    }

    @Test
    void refusesAMethodThatItDoesNotServe(Phones phones) { // 8.2.1
        SipPhone phone = phones.fresh();

        SipMessage response = phone.ask(phone.newRequest("PUBLISH", phone.uri()));

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.list("Allow")).contains("INVITE", "REGISTER");
    }

    @Test
    void refusesAMethodThatNobodyKnows(Phones phones) {
        SipPhone phone = phones.fresh();

        assertThat(phone.ask(phone.newRequest("DANCE", phone.uri())).status()).isIn(405, 501);
    }

    @Test
    void refusesAnExtensionThatIsRequired(Phones phones) { // 8.2.2.3
        SipPhone phone = phones.fresh();
        SipMessage register = phone.newRegister().with("Require", "nothingSIPoughtToDo");

        SipMessage response = phone.ask(register);

        assertThat(response.status()).isEqualTo(420);
        assertThat(response.list("Unsupported")).containsExactly("nothingSIPoughtToDo");
    }

    @Test
    void refusesABodyThatIsNoSessionDescription(Phones phones) { // 8.2.3
        SipPhone phone = phones.registered();
        SipMessage invite = OutgoingCall.newInvite(phone, "9196").body("text/plain", "hello");
        SipMessage challenged = phone.ask(invite);
        phone.send(OutgoingCall.ack(invite, challenged));
        SipMessage verified = challenged.status() == 415 ? invite : phone.answer(invite, challenged);

        SipMessage response = challenged.status() == 415 ? challenged : phone.ask(verified);
        phone.send(OutgoingCall.ack(verified, response));

        assertThat(response.status()).isEqualTo(415);
        assertThat(response.list("Accept")).contains("application/sdp");
    }

    @Test
    void refusesAnAddressThatIsNoSip(Phones phones) { // 8.2.2.1
        SipPhone phone = phones.fresh();

        assertThat(phone.ask(phone.newRequest("OPTIONS", "nobodyknows:something"))
                        .status())
                .isEqualTo(416);
    }

    @Test
    void refusesAByeOfNoCall(Phones phones) { // 12.2.2
        SipPhone phone = phones.fresh();
        SipMessage bye = phone.newRequest("BYE", phone.uriOf("9196"));
        SipMessage inDialog = bye.replacing("To", bye.need("To") + ";tag=nowhere");

        assertThat(phone.ask(inDialog).status()).isEqualTo(481);
    }

    @Test
    void refusesACancelOfNoCall(Phones phones) { // 9.2
        SipPhone phone = phones.fresh();

        assertThat(phone.ask(phone.newRequest("CANCEL", phone.uriOf("9196"))).status())
                .isEqualTo(481);
    }

    @Test
    void refusesARequestThatWentTooFar(Phones phones) { // 16.3 step 3
        SipPhone phone = phones.fresh();
        SipMessage options = phone.newRequest("OPTIONS", phone.uriOf("9196")).replacing("Max-Forwards", 0);

        assertThat(phone.ask(options).status()).isIn(200, 483);
        SipMessage invite = OutgoingCall.newInvite(phone, "9196").replacing("Max-Forwards", 0);
        SipMessage response = phone.ask(invite);
        phone.send(OutgoingCall.ack(invite, response));
        assertThat(response.status()).isEqualTo(483);
    }

    @Test
    void refusesAVersionThatItDoesNotSpeak(Phones phones) { // 21.5.6
        SipPhone phone = phones.fresh();
        SipMessage options = phone.newRequest("OPTIONS", "sip:" + phone.serverHost());

        phone.send(options.startingWith(options.startLine().replace("SIP/2.0", "SIP/7.0")));

        assertThat(phone.expectFinal(options).status()).isEqualTo(505);
    }

    @Test
    void understandsCompactHeaders(Phones phones) { // 7.3.3
        SipPhone phone = phones.fresh();
        String text = phone.newRequest("OPTIONS", "sip:" + phone.serverHost())
                .text()
                .replace("Via:", "v:")
                .replace("From:", "f:")
                .replace("To:", "t:")
                .replace("Call-ID:", "i:")
                .replace("Content-Length:", "l:");

        phone.sendBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        phone.expect("200", message -> message.status() == 200);
    }

    @Test
    void acknowledgesNothingForAStrayAck(Phones phones) { // an ACK is never answered: 17.2.1
        SipPhone phone = phones.fresh();

        phone.send(phone.newRequest("ACK", phone.uriOf("9196")));

        phone.expectNo("an answer", message -> message.status() > 0, Duration.ofMillis(400));
    }
}
