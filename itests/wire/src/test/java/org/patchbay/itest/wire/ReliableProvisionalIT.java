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
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.WithServer;

/** Ringing and early media that must not get lost (RFC 3262). */
@WithServer
class ReliableProvisionalIT {
    private static final String REQUIRED = "Require";
    private static final String SUPPORTED = "Supported";

    @Test
    void ringsReliablyForACallerWhoDemandsIt(Phones phones) { // RFC 3262 section 3
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();
        OutgoingCall call = call(caller, callee, REQUIRED, offer(phones.media()));
        IncomingCall incoming = callee.expectCall().ring();

        SipMessage ringing = call.expect(180);
        SipMessage again = call.expect(180);
        Dialog early = call.dialog(again);

        assertThat(ringing.list("Require")).contains("100rel");
        assertThat(again.need("RSeq")).isEqualTo(ringing.need("RSeq"));
        assertThat(caller.ask(early.newPrack(again)).status()).isEqualTo(200);
        call.expectNo(180, Duration.ofSeconds(3));
        assertThat(caller.ask(early.newPrack(again)).status()).isEqualTo(481);
        Dialog called = incoming.answer(offer(phones.media()));
        call.talk();
        early.bye();
        called.expectBye();
    }

    @Test
    void acknowledgesTheEarlyMediaOfAPhone(Phones phones) { // RFC 3262 sections 4 and 5
        SipPhone callee = phones.registered();
        RtpEndpoint callerMedia = phones.media();
        RtpEndpoint calleeMedia = phones.media();
        OutgoingCall call = phones.registered().call(callee.number(), offer(callerMedia));
        IncomingCall incoming = callee.expectCall();
        assertThat(incoming.invite().list("Supported")).contains("100rel");

        SipMessage progress = incoming.response(183, "Session Progress")
                .with("Require", "100rel")
                .with("RSeq", 4711)
                .body(
                        "application/sdp",
                        Sdp.offer(calleeMedia.address(), Sdp.PCMU).toString());
        callee.send(progress);
        SipMessage prack = expectPrack(callee, incoming);
        callee.send(progress); // repeated: nothing comes of it

        assertThat(prack.need("RAck")).isEqualTo("4711 " + incoming.invite().need("CSeq"));
        assertThat(prack.cseq()).isEqualTo(incoming.invite().cseq() + 1);
        SipMessage plain = call.expect(183);
        assertThat(plain.header("RSeq")).isEmpty();
        calleeMedia.speakUntilHeard(0, incoming.offer().rtp(), callerMedia);
        callee.expectNo("a second PRACK", message -> message.is("PRACK"), Duration.ofMillis(700));

        SipMessage ok = incoming.response(200, "OK"); // without the description, which is agreed on
        callee.send(ok);
        incoming.expectAck();
        Dialog caller = call.talk();
        callerMedia.speakUntilHeard(0, caller.remoteSdp().rtp(), calleeMedia);
        caller.bye();
        assertThat(incoming.dialog(ok).expectBye().cseq()).isEqualTo(prack.cseq() + 1);
    }

    @Test
    void passesOnEarlyMediaReliably(Phones phones) { // RFC 3262 section 3: the 200 waits for the PRACK
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();
        RtpEndpoint callerMedia = phones.media();
        RtpEndpoint calleeMedia = phones.media();
        OutgoingCall call = call(caller, callee, REQUIRED, offer(callerMedia));
        IncomingCall incoming = callee.expectCall();
        callee.send(incoming.response(183, "Session Progress")
                .with("Require", "100rel")
                .with("RSeq", 1)
                .body(
                        "application/sdp",
                        Sdp.offer(calleeMedia.address(), Sdp.PCMU).toString()));
        expectPrack(callee, incoming);
        SipMessage progress = call.expect(183);
        SipMessage ok = incoming.response(200, "OK");
        callee.send(ok);
        incoming.expectAck();
        call.expectNo(200, Duration.ofMillis(700));

        Dialog early = call.dialog(progress);
        assertThat(caller.ask(early.newPrack(progress)).status()).isEqualTo(200);

        SipMessage answer = call.expect(200);
        assertThat(answer.body()).isEmpty();
        call.dialog(answer).ack();
        calleeMedia.speakUntilHeard(0, incoming.offer().rtp(), callerMedia);
        callerMedia.speakUntilHeard(0, early.remoteSdp().rtp(), calleeMedia);
        early.bye();
        incoming.dialog(ok).expectBye();
    }

    @Test
    void offersEarlyMediaToACallerWhoMadeNoOffer(Phones phones) { // RFC 3262 section 5
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();
        RtpEndpoint callerMedia = phones.media();
        RtpEndpoint calleeMedia = phones.media();
        OutgoingCall call =
                caller.call(OutgoingCall.newInvite(caller, callee.number()).with(SUPPORTED, "100rel"));
        IncomingCall incoming = callee.expectCall();
        Sdp answer = Sdp.offer(calleeMedia.address(), Sdp.PCMU);
        callee.send(incoming.response(183, "Session Progress").body("application/sdp", answer.toString()));

        SipMessage progress = call.expect(183);
        Dialog early = call.dialog(progress);
        SipMessage prack = early.newPrack(progress)
                .body(
                        "application/sdp",
                        Sdp.offer(callerMedia.address(), Sdp.PCMU).toString());

        assertThat(caller.ask(prack).status()).isEqualTo(200);
        calleeMedia.speakUntilHeard(0, incoming.offer().rtp(), callerMedia);
        Dialog called = incoming.answer(answer);
        SipMessage ok = call.expect(200);
        assertThat(ok.body()).isEmpty();
        call.dialog(ok).ack();
        callerMedia.speakUntilHeard(0, early.remoteSdp().rtp(), calleeMedia);
        early.bye();
        called.expectBye();
    }

    private static OutgoingCall call(SipPhone caller, SipPhone callee, String header, Sdp offer) {
        return caller.call(OutgoingCall.newInvite(caller, callee.number())
                .with(header, "100rel")
                .body("application/sdp", offer.toString()));
    }

    private static SipMessage expectPrack(SipPhone callee, IncomingCall incoming) {
        SipMessage prack = callee.expect(
                "PRACK",
                message -> message.is("PRACK")
                        && message.callId().equals(incoming.invite().callId()));
        callee.send(prack.response(200, "OK"));
        return prack;
    }

    private static Sdp offer(RtpEndpoint media) {
        return Sdp.offer(media.address(), Sdp.PCMU, Sdp.PCMA, Sdp.EVENTS);
    }
}
