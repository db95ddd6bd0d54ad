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
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.WithServer;

/** Calls between two phones: set up, and ended by either side (RFC 3261 sections 13 to 15). */
@WithServer
class CallIT {
    @Test
    void saysAtOnceThatItTries(Phones phones) { // RFC 3261 section 17.2.1
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();

        OutgoingCall call = caller.call(callee.number(), offer(phones));

        call.expect(100, Duration.ofSeconds(1));
        finish(callee, call);
    }

    @Test
    void tellsTheCallerThatThePhoneRings(Phones phones) {
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();
        OutgoingCall call = caller.call(callee.number(), offer(phones));

        IncomingCall incoming = callee.expectCall().ring();

        assertThat(call.expect(180).toTag()).isPresent();
        incoming.refuse(486, "Busy Here");
        call.expect(486);
    }

    @Test
    void showsTheCalledPhoneWhoCalls(Phones phones) {
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();
        OutgoingCall call = caller.call(callee.number(), offer(phones));

        IncomingCall incoming = callee.expectCall();

        assertThat(incoming.invite().need("From")).contains("sip:" + caller.number() + "@");
        assertThat(incoming.invite().need("From")).contains("User " + caller.number());
        incoming.refuse(486, "Busy Here");
        call.expect(486);
    }

    @Test
    void hidesTheLegsFromEachOther(Phones phones) { // a B2BUA: RFC 7092
        Conversation talk = Conversation.between(phones);

        SipMessage callerSide = talk.callerDialog().newRequest("INFO");
        SipMessage calleeSide = talk.calleeDialog().newRequest("INFO");

        assertThat(callerSide.callId()).isNotEqualTo(calleeSide.callId());
        assertThat(talk.callerRelay().getPort())
                .isNotEqualTo(talk.calleeMedia().address().getPort());
        talk.hangUp();
    }

    @Test
    void endsWhenTheCallerHangsUp(Phones phones) {
        Conversation talk = Conversation.between(phones);

        talk.callerDialog().bye();

        talk.calleeDialog().expectBye();
    }

    @Test
    void endsWhenTheCalledPhoneHangsUp(Phones phones) {
        Conversation talk = Conversation.between(phones);

        talk.calleeDialog().bye();

        talk.callerDialog().expectBye();
    }

    @Test
    void endsOnceWhenBothHangUpAtOnce(Phones phones) {
        Conversation talk = Conversation.between(phones);
        SipMessage bye = talk.callerDialog().newRequest("BYE");
        SipMessage other = talk.calleeDialog().newRequest("BYE");

        talk.caller().send(bye);
        talk.callee().send(other);

        assertThat(talk.caller().expectFinal(bye).status()).isIn(200, 481);
        assertThat(talk.callee().expectFinal(other).status()).isIn(200, 481);
    }

    @Test
    void answersAByeOfACallThatIsOver(Phones phones) {
        Conversation talk = Conversation.between(phones);
        talk.hangUp();

        SipMessage response = talk.caller().ask(talk.callerDialog().newRequest("BYE"));

        assertThat(response.status()).isEqualTo(481);
    }

    @Test
    void cancelsACallThatRings(Phones phones) { // RFC 3261 section 9
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();
        OutgoingCall call = caller.call(callee.number(), offer(phones));
        IncomingCall incoming = callee.expectCall().ring();
        call.expect(180);

        assertThat(call.cancel().status()).isEqualTo(200);

        call.expect(487);
        incoming.expectCancel(SipPhone.SOON);
    }

    @Test
    void cancelsACallThatHasNotRungYet(Phones phones) {
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();
        OutgoingCall call = caller.call(callee.number(), offer(phones));
        call.expect(100);
        IncomingCall incoming = callee.expectCall();

        assertThat(call.cancel().status()).isEqualTo(200);
        call.expect(487);

        incoming.ring(); // only now may the server cancel: RFC 3261 section 9.1
        incoming.expectCancel(SipPhone.SOON);
    }

    @Test
    void connectsPhonesThatAreTheirOwnPeers(Phones phones) {
        Conversation first = Conversation.between(phones);
        Conversation second = Conversation.between(phones, first.callee(), first.caller());

        second.hangUp();
        first.hangUp();
    }

    @Test
    void connectsACallWithoutAnOffer(Phones phones) { // RFC 3264 section 5, RFC 3261 section 13.2.1
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();
        var callerMedia = phones.media();
        var calleeMedia = phones.media();
        OutgoingCall call = caller.callWithoutOffer(callee.number());
        IncomingCall incoming = callee.expectCall().ring();
        Sdp offerToCallee = incoming.offer();
        incoming.sendAnswer(Sdp.offer(calleeMedia.address(), Sdp.PCMU));

        Dialog callerDialog = call.expectAnswer();
        Sdp serverOffer = callerDialog.remoteSdp();
        callerDialog.ack(Sdp.offer(callerMedia.address(), Sdp.PCMU));

        incoming.expectAck();
        callerMedia.speakUntilHeard(0, serverOffer.rtp(), calleeMedia);
        calleeMedia.speakUntilHeard(0, offerToCallee.rtp(), callerMedia);
        callerDialog.bye();
    }

    private static Sdp offer(Phones phones) {
        return Sdp.offer(phones.media().address(), Sdp.PCMU, Sdp.PCMA, Sdp.EVENTS);
    }

    private static void finish(SipPhone callee, OutgoingCall call) {
        callee.expectCall().refuse(486, "Busy Here");
        call.expect(486);
    }
}
