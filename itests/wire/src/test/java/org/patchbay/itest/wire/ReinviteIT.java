package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.WithServer;

/** Changes of a call that is up (RFC 3261 section 14, RFC 3264 section 8). */
@WithServer
class ReinviteIT {
    @Test
    void passesHoldAndResumeThrough(Phones phones) {
        Conversation talk = Conversation.between(phones);

        SipMessage held = change(talk, talk.callerSdp().next("sendonly"), "recvonly");
        assertThat(Sdp.parse(held.body()).direction()).isEqualTo("recvonly");

        SipMessage resumed = change(talk, talk.callerSdp().next("sendonly").next("sendrecv"), "sendrecv");
        assertThat(Sdp.parse(resumed.body()).direction()).isEqualTo("sendrecv");
        talk.hangUp();
    }

    private static SipMessage change(Conversation talk, Sdp offer, String answered) {
        SipMessage reinvite = talk.callerDialog().sendReinvite(offer);
        IncomingCall incoming = talk.calleeDialog().expectReinvite();
        assertThat(incoming.offer().direction()).isEqualTo(offer.direction());
        incoming.sendAnswer(talk.calleeSdp().next(answered));
        SipMessage response = talk.caller().expectFinal(reinvite);
        assertThat(response.status()).isEqualTo(200);
        talk.callerDialog().ack();
        incoming.expectAck();
        return response;
    }

    @Test
    void keepsTheCallWhenAChangeIsRefused(Phones phones) {
        Conversation talk = Conversation.between(phones);
        SipMessage reinvite = talk.callerDialog().sendReinvite(talk.callerSdp().next("sendonly"));

        talk.calleeDialog().expectReinvite().refuse(488, "Not Acceptable Here");
        talk.calleeDialog().expectReinvite().refuse(488, "Not Acceptable Here"); // other codecs don't help

        SipMessage response = talk.caller().expectFinal(reinvite);
        talk.caller().send(org.patchbay.itest.phone.OutgoingCall.ack(reinvite, response));
        assertThat(response.status()).isEqualTo(488);
        talk.latch();
        talk.callerMedia().speak(0, talk.callerRelay());
        assertThat(talk.calleeMedia().hear(Conversation.MOMENT)).isPresent();
        talk.hangUp();
    }

    @Test
    void sendsSoundToTheNewAddressOfAPhone(Phones phones) {
        Conversation talk = Conversation.between(phones);
        talk.latch();
        var moved = phones.media();
        Sdp offer = new Sdp(moved.address(), talk.callerSdp().formats(), "sendrecv", 2);

        SipMessage response = change(talk, offer, "sendrecv");

        var relay = Sdp.parse(response.body()).rtp();
        moved.speakUntilHeard(0, relay, talk.calleeMedia());
        talk.calleeMedia().speakUntilHeard(0, talk.calleeRelay(), moved);
        talk.hangUp();
    }

    @Test
    void refusesAChangeWhileAnotherIsPending(Phones phones) { // RFC 3261 section 14.1: 491
        Conversation talk = Conversation.between(phones);
        SipMessage first = talk.callerDialog().sendReinvite(talk.callerSdp().next("sendonly"));
        IncomingCall incoming = talk.calleeDialog().expectReinvite();

        SipMessage crossing = talk.calleeDialog().sendReinvite(talk.calleeSdp().next("sendonly"));
        SipMessage refused = talk.callee().expectFinal(crossing);
        talk.callee().send(org.patchbay.itest.phone.OutgoingCall.ack(crossing, refused));

        assertThat(refused.status()).isEqualTo(491);
        incoming.sendAnswer(talk.calleeSdp().next("recvonly"));
        assertThat(talk.caller().expectFinal(first).status()).isEqualTo(200);
        talk.callerDialog().ack();
        incoming.expectAck();
        talk.hangUp();
    }

    @Test
    void refusesARequestOfALowerNumber(Phones phones) { // RFC 3261 section 12.2.2
        Conversation talk = Conversation.between(phones);

        SipMessage old = talk.callerDialog().newRequest("INFO").replacing("CSeq", "1 INFO");

        assertThat(talk.caller().ask(old).status()).isIn(405, 500);
        talk.hangUp();
    }
}
