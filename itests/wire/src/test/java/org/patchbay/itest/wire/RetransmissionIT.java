package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.ServerTest;

/** Datagrams that get lost (RFC 3261 sections 13.3.1.4 and 17). */
@ServerTest
class RetransmissionIT {
    @Test
    void repeatsTheAnswerUntilItIsAcknowledged(Phones phones) { // RFC 3261 section 13.3.1.4: T1, doubling
        OutgoingCall call = phones.registered().call("9196", offer(phones));
        call.expect(200);
        call.expect(200, Duration.ofSeconds(1));
        SipMessage third = call.expect(200, Duration.ofSeconds(2));

        Dialog dialog = call.dialog(third);
        dialog.ack();

        call.expectNo(200, Duration.ofSeconds(3));
        dialog.bye();
    }

    @Test
    void acknowledgesARepeatedAnswerAgain(Phones phones) { // RFC 3261 section 13.2.2.4: an ACK for each 2xx
        SipPhone callee = phones.registered();
        OutgoingCall call = phones.registered().call(callee.number(), offer(phones));
        IncomingCall incoming = callee.expectCall().ring();
        SipMessage answer = incoming.sendAnswer(offer(phones));
        incoming.expectAck(); // as if it had been lost

        callee.send(answer);

        incoming.expectAck();
        Dialog caller = call.talk();
        caller.bye();
        incoming.dialog(answer).expectBye();
    }

    @Test
    void takesARepeatedInviteForTheSame(Phones phones) {
        SipPhone callee = phones.registered();
        SipPhone caller = phones.registered();
        OutgoingCall call = caller.call(callee.number(), offer(phones));
        IncomingCall incoming = callee.expectCall().ring();
        call.expect(180);

        caller.send(call.invite());

        call.expect(180);
        callee.expectNo("a second INVITE", message -> message.is("INVITE"), Duration.ofMillis(400));
        incoming.refuse(486, "Busy Here");
        call.expect(486);
    }

    @Test
    void repeatsTheInviteToAPhoneThatIsSilent(Phones phones) { // RFC 3261 section 17.1.1.2: timer A
        SipPhone callee = phones.registered();
        OutgoingCall call = phones.impatient().call(callee.number(), offer(phones));
        SipMessage first = callee.expectRequest("INVITE");

        SipMessage second = callee.expect("INVITE again", message -> message.is("INVITE"), Duration.ofSeconds(1));

        assertThat(second.branch()).isEqualTo(first.branch());
        call.expect(480);
    }

    @Test
    void repeatsARefusalUntilItIsAcknowledged(Phones phones) { // RFC 3261 section 17.2.1: timer G
        SipPhone caller = phones.registered();
        SipMessage invite = OutgoingCall.newInvite(caller, "7654321")
                .body("application/sdp", offer(phones).toString());
        SipMessage challenged = caller.ask(invite);
        caller.send(OutgoingCall.ack(invite, challenged));
        SipMessage verified = caller.answer(invite, challenged);
        SipMessage first = caller.ask(verified);

        SipMessage second = caller.expectFinal(verified);

        assertThat(second.status()).isEqualTo(first.status()).isEqualTo(404);
        caller.send(OutgoingCall.ack(verified, second));
        caller.expectNo("404 again", message -> message.status() == 404, Duration.ofSeconds(2));
    }

    @Test
    void answersARepeatedByeAlike(Phones phones) { // RFC 3261 section 17.2.2
        Conversation talk = Conversation.between(phones);
        SipMessage bye = talk.callerDialog().newRequest("BYE");
        assertThat(talk.caller().ask(bye).status()).isEqualTo(200);
        talk.calleeDialog().expectBye();

        talk.caller().send(bye);

        assertThat(talk.caller().expectFinal(bye).status()).isEqualTo(200);
    }

    @Test
    void repeatsTheByeToAPhoneThatIsSilent(Phones phones) { // RFC 3261 section 17.1.2.2: timer E
        Conversation talk = Conversation.between(phones);
        talk.callerDialog().bye();
        talk.calleeDialog().expectRequest("BYE", SipPhone.SOON);

        talk.calleeDialog().expectBye(Duration.ofSeconds(2));
    }

    @Test
    void answersStrayMessagesWithNothing(Phones phones, PatchbayServer server) {
        SipPhone phone = phones.fresh();
        SipMessage stray = phone.newRequest("INVITE", phone.uriOf("9196")).response(200, "OK");

        for (int i = 0; i < 50; i++) phone.send(stray.replacing("Via", phone.via()));
        phone.sendBytes(new byte[] {0, 0, 0, 0});
        phone.sendBytes("\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        phone.sendBytes("no SIP at all".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertThat(phone.ask(phone.newRequest("OPTIONS", "sip:" + phone.serverHost()))
                        .status())
                .isEqualTo(200);
        phone.expectNo("anything", message -> message.status() > 0, Duration.ofMillis(300));
        assertThat(server.isAlive()).isTrue();
    }

    private static Sdp offer(Phones phones) {
        return Sdp.offer(phones.media().address(), Sdp.PCMU, Sdp.PCMA, Sdp.EVENTS);
    }
}
