package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.WithServer;

/** Calls of users with {@code media: direct}, whose RTP goes from phone to phone as long as the call is just the two. */
@WithServer
class DirectMediaIT {
    private static final String RINGING = "SIP/2.0 180 Ringing";
    private static final String OK = "SIP/2.0 200 OK";

    private static Conversation direct(Phones phones) {
        return Conversation.between(phones, phones.direct(), phones.direct());
    }

    private static Sdp answer(RtpEndpoint media) {
        return Sdp.offer(media.address(), Sdp.PCMU, Sdp.EVENTS);
    }

    @Test
    void tellsEachPhoneWhereTheOtherListensAndOpensNoPort(PatchbayServer server, Phones phones) {
        long before = server.status().rtpPorts();

        Conversation talk = direct(phones);

        assertThat(talk.callerRelay()).isEqualTo(talk.calleeMedia().address());
        assertThat(talk.calleeRelay()).isEqualTo(talk.callerMedia().address());
        assertThat(server.status().rtpPorts()).isEqualTo(before);
        talk.callerMedia().speakUntilHeard(0, talk.callerRelay(), talk.calleeMedia());
        talk.hangUp();
        assertThat(server.status().rtpPorts()).isEqualTo(before);
    }

    @Test
    void relaysWhenOneOfBothDoesNotAllowIt(PatchbayServer server, Phones phones) {
        long before = server.status().rtpPorts();
        Conversation calling = Conversation.between(phones, phones.direct(), phones.registered());
        Conversation called = Conversation.between(phones, phones.registered(), phones.direct());

        assertThat(server.status().rtpPorts()).isEqualTo(before + 4);
        calling.latch();
        called.latch();
        calling.hangUp();
        called.hangUp();
    }

    @Test
    void tellsTheAddressOfEarlyMediaAndKeepsIt(PatchbayServer server, Phones phones) {
        long before = server.status().rtpPorts();
        SipPhone callee = phones.direct();
        RtpEndpoint callerMedia = phones.media();
        RtpEndpoint calleeMedia = phones.media();
        OutgoingCall call = phones.direct().call(callee.number(), answer(callerMedia));
        IncomingCall incoming = callee.expectCall();

        callee.send(incoming.response(183, "Session Progress")
                .body("application/sdp", answer(calleeMedia).toString()));
        Sdp early = Sdp.parse(call.expect(183).body());
        Dialog calleeDialog = incoming.answer(answer(calleeMedia));
        Dialog callerDialog = call.talk();

        assertThat(early.rtp()).isEqualTo(calleeMedia.address());
        assertThat(callerDialog.remoteSdp().rtp()).isEqualTo(calleeMedia.address());
        assertThat(server.status().rtpPorts()).isEqualTo(before);
        callerDialog.bye();
        calleeDialog.expectBye();
    }

    @Test
    void repeatsTheAddressOfEarlyMediaAndOffersTheOtherOneAfterwards(Phones phones) { // RFC 3261 section 13.2.1
        SipPhone callee = phones.direct();
        RtpEndpoint early = phones.media();
        RtpEndpoint late = phones.media();
        RtpEndpoint callerMedia = phones.media();
        Sdp offer = answer(callerMedia);
        OutgoingCall call = phones.direct().call(callee.number(), offer);
        IncomingCall incoming = callee.expectCall();
        callee.send(incoming.response(183, "Session Progress")
                .body("application/sdp", answer(early).toString()));
        call.expect(183);

        Dialog calleeDialog =
                incoming.answer(new Sdp(late.address(), answer(late).formats(), "sendrecv", 2));
        Dialog callerDialog = call.talk();

        assertThat(callerDialog.remoteSdp().rtp()).isEqualTo(early.address());
        IncomingCall moved = callerDialog.expectReinvite();
        assertThat(moved.offer().rtp()).isEqualTo(late.address());
        moved.answer(offer.next("sendrecv"));
        callerDialog.bye();
        calleeDialog.expectBye();
    }

    @Test
    void passesHoldAndResumeThrough(PatchbayServer server, Phones phones) {
        long before = server.status().rtpPorts();
        Conversation talk = direct(phones);

        Sdp held =
                change(talk, talk.callerSdp().next("sendonly"), talk.calleeSdp().next("recvonly"));
        assertThat(held.direction()).isEqualTo("recvonly");
        Sdp resumed = change(
                talk,
                talk.callerSdp().next("sendonly").next("sendrecv"),
                talk.calleeSdp().next("recvonly").next("sendrecv"));
        assertThat(resumed.direction()).isEqualTo("sendrecv");

        assertThat(resumed.rtp()).isEqualTo(talk.calleeMedia().address());
        assertThat(server.status().rtpPorts()).isEqualTo(before);
        talk.hangUp();
    }

    /** Has the caller offer and the called phone answer; returns what the caller is answered. */
    private static Sdp change(Conversation talk, Sdp offer, Sdp answer) {
        SipMessage reinvite = talk.callerDialog().sendReinvite(offer);
        IncomingCall incoming = talk.calleeDialog().expectReinvite();
        assertThat(incoming.offer().direction()).isEqualTo(offer.direction());
        assertThat(incoming.offer().rtp()).isEqualTo(offer.rtp());
        incoming.sendAnswer(answer);
        SipMessage response = talk.caller().expectFinal(reinvite);
        assertThat(response.status()).isEqualTo(200);
        talk.callerDialog().ack();
        incoming.expectAck();
        return Sdp.parse(response.body());
    }

    @Test
    void passesAnAddressOfHoldOn(Phones phones) { // RFC 3264 section 8.4: c=0.0.0.0
        Conversation talk = direct(phones);
        Sdp offer = new Sdp(
                new InetSocketAddress("0.0.0.0", talk.callerMedia().address().getPort()),
                talk.callerSdp().formats(),
                "sendrecv",
                2);

        SipMessage reinvite = talk.callerDialog().sendReinvite(offer);
        IncomingCall incoming = talk.calleeDialog().expectReinvite();

        assertThat(incoming.offer().direction()).isIn("sendonly", "inactive");
        incoming.sendAnswer(talk.calleeSdp().next("recvonly"));
        assertThat(talk.caller().expectFinal(reinvite).status()).isEqualTo(200);
        talk.callerDialog().ack();
        incoming.expectAck();
        talk.hangUp();
    }

    @Test
    void tellsTheOtherPhoneOfANewAddress(Phones phones) {
        Conversation talk = direct(phones);
        RtpEndpoint moved = phones.media();
        Sdp offer = new Sdp(moved.address(), talk.callerSdp().formats(), "sendrecv", 2);

        Sdp answered = change(talk, offer, talk.calleeSdp().next("sendrecv"));

        assertThat(answered.rtp()).isEqualTo(talk.calleeMedia().address());
        talk.hangUp();
    }

    @Test
    void staysWhereItIsWhenTheOtherPhoneRefusesTheNewAddress(Phones phones) {
        Conversation talk = direct(phones);
        RtpEndpoint moved = phones.media();
        SipMessage reinvite = talk.callerDialog()
                .sendReinvite(new Sdp(moved.address(), talk.callerSdp().formats(), "sendrecv", 2));
        talk.calleeDialog().expectReinvite().refuse(488, "Not Acceptable Here");
        SipMessage refused = talk.caller().expectFinal(reinvite);
        talk.caller().send(OutgoingCall.ack(reinvite, refused));

        assertThat(refused.status()).isEqualTo(488);
        Sdp held = answeredByCaller(talk, talk.calleeSdp().next("sendonly"));
        assertThat(held.rtp()).isEqualTo(talk.callerMedia().address());
        talk.hangUp();
    }

    private static Sdp answeredByCaller(Conversation talk, Sdp offer) {
        SipMessage reinvite = talk.calleeDialog().sendReinvite(offer);
        talk.callerDialog().expectReinvite().answer(talk.callerSdp().next("recvonly"));
        SipMessage response = talk.callee().expectFinal(reinvite);
        talk.calleeDialog().ack();
        return Sdp.parse(response.body());
    }

    @Test
    void relaysWhenTwoDevicesRing(PatchbayServer server, Phones phones) {
        long before = server.status().rtpPorts();
        SipPhone desk = phones.direct();
        SipPhone mobile = phones.udp(desk.number()).register();
        RtpEndpoint callerMedia = phones.media();
        RtpEndpoint deskMedia = phones.media();
        OutgoingCall call = phones.direct().call(desk.number(), answer(callerMedia));
        IncomingCall atMobile = mobile.expectCall().ring();
        IncomingCall atDesk = desk.expectCall();

        Dialog deskDialog = atDesk.answer(answer(deskMedia));
        Dialog callerDialog = call.talk();
        atMobile.expectCancel(SipPhone.SOON);

        hearEachOther(
                callerMedia,
                callerDialog.remoteSdp().rtp(),
                deskMedia,
                atDesk.offer().rtp());
        assertThat(server.status().rtpPorts()).isGreaterThanOrEqualTo(before + 2);
        callerDialog.bye();
        deskDialog.expectBye();
    }

    private static void hearEachOther(
            RtpEndpoint one, InetSocketAddress fromOne, RtpEndpoint other, InetSocketAddress fromOther) {
        one.speakUntilHeard(0, fromOne, other);
        other.speakUntilHeard(0, fromOther, one);
    }

    @Test
    void relaysWhenTheCallerLeavesTheOfferToUs(Phones phones) {
        SipPhone callee = phones.direct();
        SipPhone caller = phones.direct();
        RtpEndpoint callerMedia = phones.media();
        RtpEndpoint calleeMedia = phones.media();
        OutgoingCall call = caller.callWithoutOffer(callee.number());
        IncomingCall incoming = callee.expectCall();
        Dialog calleeDialog = incoming.answer(answer(calleeMedia));
        Dialog callerDialog = call.expectAnswer();
        callerDialog.ack(answer(callerMedia));

        hearEachOther(
                callerMedia,
                callerDialog.remoteSdp().rtp(),
                calleeMedia,
                incoming.offer().rtp());
        callerDialog.bye();
        calleeDialog.expectBye();
    }

    @Test
    void comesToTheServerWhenItIsTransferred(PatchbayServer server, Phones phones) {
        long before = server.status().rtpPorts();
        Conversation talk = direct(phones);
        SipPhone third = phones.direct();

        assertThat(talk.calleeDialog().refer(third.uriOf(third.number())).status())
                .isEqualTo(202);
        IncomingCall anchored = talk.callerDialog().expectReinvite();
        anchored.answer(talk.callerSdp().next("sendrecv"));
        IncomingCall incoming = third.expectCallOf(talk.caller().number()).ring();
        talk.calleeDialog().expectNotify(RINGING);
        RtpEndpoint media = phones.media();
        Dialog thirdDialog = incoming.answer(answer(media));
        talk.calleeDialog().expectNotify(OK);
        talk.calleeDialog().bye();

        hearEachOther(
                talk.callerMedia(),
                anchored.offer().rtp(),
                media,
                incoming.offer().rtp());
        talk.callerDialog().bye();
        thirdDialog.expectBye();
        await().atMost(Duration.ofSeconds(5)).until(() -> server.status().rtpPorts() == before);
    }

    @Test
    void comesToTheServerForAnApplication(Phones phones) {
        Conversation talk = direct(phones);

        assertThat(talk.calleeDialog().refer(talk.callee().uriOf("9196")).status())
                .isEqualTo(202);
        IncomingCall anchored = talk.callerDialog().expectReinvite();
        anchored.answer(talk.callerSdp().next("sendrecv"));
        talk.calleeDialog().expectNotify(OK);
        talk.calleeDialog().bye();

        talk.callerMedia().speakUntilHeard(0, anchored.offer().rtp(), talk.callerMedia());
        talk.callerDialog().bye();
    }

    @Test
    void goesOnDirectlyAfterATransferThatFailed(Phones phones) {
        Conversation talk = direct(phones);

        assertThat(talk.calleeDialog().refer(talk.callee().uriOf("77")).status())
                .isEqualTo(202);
        talk.calleeDialog().expectNotify("SIP/2.0 404 Not Found");

        Sdp held = answeredByCaller(talk, talk.calleeSdp().next("sendonly"));
        assertThat(held.rtp()).isEqualTo(talk.callerMedia().address());
        talk.hangUp();
    }

    @Test
    void comesToTheServerWhenTwoTalksBecomeOne(Phones phones) { // attended: RFC 5589 section 7
        Conversation first = direct(phones);
        Conversation second = Conversation.between(phones, first.callee(), phones.direct());
        String place = URLEncoder.encode(second.callerDialog().replaces(), StandardCharsets.UTF_8);

        assertThat(first.calleeDialog()
                        .refer(first.callee().uriOf(second.callee().number()) + "?Replaces=" + place)
                        .status())
                .isEqualTo(202);
        IncomingCall one = first.callerDialog().expectReinvite();
        one.answer(first.callerSdp().next("sendrecv"));
        IncomingCall other = second.calleeDialog().expectReinvite();
        other.answer(second.calleeSdp().next("sendrecv"));
        first.calleeDialog().expectNotify(OK);
        second.callerDialog().expectBye();
        first.calleeDialog().bye();

        hearEachOther(
                first.callerMedia(),
                one.offer().rtp(),
                second.calleeMedia(),
                other.offer().rtp());
        first.callerDialog().bye();
        second.calleeDialog().expectBye();
    }

    @Test
    void takesADigitInInfo(PatchbayServer server, Phones phones) {
        long before = server.status().rtpPorts();
        Conversation talk = direct(phones);

        SipMessage info = talk.callerDialog().newRequest("INFO").body("application/dtmf-relay", "Signal=5\r\n");

        assertThat(talk.caller().ask(info).status()).isEqualTo(200);
        assertThat(server.status().rtpPorts()).isEqualTo(before);
        talk.hangUp();
    }

    @Test
    void comesToTheServerWhenAnotherTakesAPlace(Phones phones) { // RFC 3891
        Conversation talk = direct(phones);
        SipPhone third = phones.direct();
        RtpEndpoint media = phones.media();
        String place = talk.calleeDialog().replaces();

        OutgoingCall taking = third.callReplacing(talk.callee().number(), place, answer(media));
        Dialog thirdDialog = taking.talk();
        IncomingCall anchored = talk.callerDialog().expectReinvite();
        anchored.answer(talk.callerSdp().next("sendrecv"));
        talk.calleeDialog().expectBye();

        hearEachOther(
                talk.callerMedia(),
                anchored.offer().rtp(),
                media,
                thirdDialog.remoteSdp().rtp());
        talk.callerDialog().bye();
        thirdDialog.expectBye();
    }
}
