package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.peer.Baresip;
import org.patchbay.itest.peer.Speech;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Calls that are put through to somebody else, and calls that another phone takes (RFC 3515, 3891, 5589). */
@WithServer
class TransferIT {
    private static final String TRYING = "SIP/2.0 100 Trying";
    private static final String RINGING = "SIP/2.0 180 Ringing";
    private static final String OK = "SIP/2.0 200 OK";

    @Test
    void putsTheCallerThrough(Phones phones) {
        Conversation talk = Conversation.between(phones);
        talk.latch();
        SipPhone third = phones.registered();

        refer(talk.calleeDialog(), third);
        IncomingCall incoming = third.expectCallOf(talk.caller().number()).ring();
        talk.calleeDialog().expectNotify(RINGING);
        RtpEndpoint media = phones.media();
        Dialog thirdDialog = incoming.answer(answer(media));
        talk.calleeDialog().expectNotify(OK);
        talk.calleeDialog().bye();

        hearEachOther(talk.callerMedia(), talk.callerRelay(), media, incoming);
        talk.callerDialog().bye();
        thirdDialog.expectBye();
    }

    @Test
    void putsTheCalledPhoneThrough(Phones phones) {
        Conversation talk = Conversation.between(phones);
        SipPhone third = phones.registered();

        refer(talk.callerDialog(), third);
        IncomingCall incoming = third.expectCallOf(talk.callee().number()).ring();
        RtpEndpoint media = phones.media();
        Dialog thirdDialog = incoming.answer(answer(media));
        talk.callerDialog().expectNotify(OK);

        hearEachOther(talk.calleeMedia(), talk.calleeRelay(), media, incoming);
        talk.callerDialog().expectBye(); // a transferor that doesn't hang up by itself
        thirdDialog.bye();
        talk.calleeDialog().expectBye();
    }

    @Test
    void takesWhoWasOnHoldOffHold(Phones phones) { // RFC 5589 section 6
        Conversation talk = Conversation.between(phones);
        SipPhone third = phones.registered();
        SipMessage hold = talk.calleeDialog().sendReinvite(talk.calleeSdp().next("sendonly"));
        talk.callerDialog().expectReinvite().answer(talk.callerSdp().next("recvonly"));
        assertThat(talk.callee().expectFinal(hold).status()).isEqualTo(200);
        talk.calleeDialog().ack();

        refer(talk.calleeDialog(), third);
        IncomingCall incoming = third.expectCall();
        assertThat(incoming.offer().direction()).isEqualTo("sendrecv");
        RtpEndpoint media = phones.media();
        Dialog thirdDialog = incoming.answer(answer(media));
        IncomingCall resumed = talk.callerDialog().expectReinvite();
        assertThat(resumed.offer().direction()).isEqualTo("sendrecv");
        resumed.answer(talk.callerSdp().next("recvonly").next("sendrecv"));

        talk.calleeDialog().expectNotify(OK);
        hearEachOther(talk.callerMedia(), talk.callerRelay(), media, incoming);
        talk.calleeDialog().bye();
        talk.callerDialog().bye();
        thirdDialog.expectBye();
    }

    @Test
    void comesBackFromABusyPhone(Phones phones) {
        Conversation talk = Conversation.between(phones);
        SipPhone third = phones.registered();

        refer(talk.calleeDialog(), third);
        third.expectCall().refuse(486, "Busy Here");

        SipMessage notify = talk.calleeDialog().expectNotify("SIP/2.0 486 Busy Here");
        assertThat(notify.need("Subscription-State")).startsWith("terminated");
        talk.callerMedia().speakUntilHeard(0, talk.callerRelay(), talk.calleeMedia());
        talk.calleeMedia().speakUntilHeard(0, talk.calleeRelay(), talk.callerMedia());
        talk.hangUp();
    }

    @Test
    void comesBackFromANumberThatIsNotThere(Phones phones) {
        Conversation talk = Conversation.between(phones);

        assertThat(talk.calleeDialog().refer(talk.callee().uriOf("77")).status())
                .isEqualTo(202);

        talk.calleeDialog().expectNotify("SIP/2.0 404 Not Found");
        talk.callerMedia().speakUntilHeard(0, talk.callerRelay(), talk.calleeMedia());
        talk.hangUp();
    }

    @Test
    void reachesNothingThatTheTransferorCouldNotDial(Phones phones) { // whose context has no echo
        Conversation talk = Conversation.between(phones, phones.registered(), phones.impatient());

        assertThat(talk.calleeDialog().refer(talk.callee().uriOf("9196")).status())
                .isEqualTo(202);

        talk.calleeDialog().expectNotify("SIP/2.0 404 Not Found");
        talk.latch();
        talk.hangUp();
    }

    @Test
    void takesNoReferOfWhoIsNotVerified(Phones phones) {
        Conversation talk = Conversation.between(phones);
        SipMessage refer = talk.calleeDialog()
                .newRequest("REFER")
                .with("Refer-To", "<" + talk.callee().uriOf("9196") + ">");

        assertThat(talk.callee().ask(refer).status()).isEqualTo(401);

        talk.latch();
        talk.hangUp();
    }

    @Test
    void reachesAnApplication(Phones phones) {
        Conversation talk = Conversation.between(phones);

        assertThat(talk.calleeDialog().refer(talk.callee().uriOf("9196")).status())
                .isEqualTo(202);

        talk.calleeDialog().expectNotify(OK);
        talk.calleeDialog().bye();
        talk.callerMedia().speakUntilHeard(0, talk.callerRelay(), talk.callerMedia());
        talk.callerDialog().bye();
    }

    @Test
    void connectsTwoCallsOfOnePhone(Phones phones) { // attended: RFC 5589 section 7
        Conversation first = Conversation.between(phones);
        Conversation second = Conversation.between(phones, first.callee(), phones.registered());

        assertThat(attended(first.calleeDialog(), first.callee(), second.callerDialog())
                        .status())
                .isEqualTo(202);

        first.calleeDialog().expectNotify(OK);
        second.callerDialog().expectBye();
        first.calleeDialog().bye();
        first.callerMedia().speakUntilHeard(0, first.callerRelay(), second.calleeMedia());
        second.calleeMedia().speakUntilHeard(0, second.calleeRelay(), first.callerMedia());
        first.callerDialog().bye();
        second.calleeDialog().expectBye();
    }

    @Test
    void connectsWithAPhoneThatStillRings(Phones phones) { // semi-attended
        Conversation first = Conversation.between(phones);
        SipPhone third = phones.registered();
        OutgoingCall call = first.callee().call(third.number(), answer(phones.media()));
        IncomingCall incoming = third.expectCall().ring();
        Dialog early = call.dialog(call.expect(180));

        assertThat(attended(first.calleeDialog(), first.callee(), early).status())
                .isEqualTo(202);
        first.calleeDialog().expectNotify(OK);
        call.expect(487);
        first.calleeDialog().bye();
        RtpEndpoint media = phones.media();
        Dialog thirdDialog = incoming.answer(answer(media));

        hearEachOther(first.callerMedia(), first.callerRelay(), media, incoming);
        first.callerDialog().bye();
        thirdDialog.expectBye();
    }

    @Test
    void staysWhereItIsWithoutTheOtherCall(Phones phones) {
        Conversation talk = Conversation.between(phones);
        String nowhere = talk.callee().uriOf("3999") + "?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc";

        assertThat(talk.calleeDialog().refer(nowhere).status()).isEqualTo(202);

        talk.calleeDialog().expectNotify("SIP/2.0 481 Call/Transaction Does Not Exist");
        talk.latch();
        talk.hangUp();
    }

    @Test
    void givesARingingCallToAnotherPhone(Phones phones) { // directed pickup: RFC 3891
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();
        RtpEndpoint callerMedia = phones.media();
        OutgoingCall call = caller.call(callee.number(), answer(callerMedia));
        IncomingCall ringing = callee.expectCall().ring();
        call.expect(180);
        SipPhone desk = phones.registered();
        RtpEndpoint deskMedia = phones.media();

        Dialog picked = desk.callReplacing(callee.number(), ringing.replaces(), answer(deskMedia))
                .talk();

        ringing.expectCancel(SipPhone.SOON);
        Dialog answered = call.talk();
        callerMedia.speakUntilHeard(0, answered.remoteSdp().rtp(), deskMedia);
        deskMedia.speakUntilHeard(0, picked.remoteSdp().rtp(), callerMedia);
        picked.bye();
        answered.expectBye();
    }

    @Test
    void movesATalkToAnotherPhone(Phones phones) { // RFC 3891 section 1
        Conversation talk = Conversation.between(phones);
        SipPhone desk = phones.registered();
        RtpEndpoint deskMedia = phones.media();

        Dialog taken = desk.callReplacing(
                        talk.callee().number(), talk.calleeDialog().replaces(), answer(deskMedia))
                .talk();

        talk.calleeDialog().expectBye();
        talk.callerMedia().speakUntilHeard(0, talk.callerRelay(), deskMedia);
        deskMedia.speakUntilHeard(0, taken.remoteSdp().rtp(), talk.callerMedia());
        talk.callerDialog().bye();
        taken.expectBye();
    }

    @Test
    void isUsedByBaresip(Phones phones, PatchbayServer server) throws Exception {
        Baresip baresip =
                new Baresip("transfers", TestUsers.next(), server.sip(), Speech.of("transfers", "One moment."));
        try (AutoCloseable waiting = baresip.start()) {
            assertThat(waiting).isNotNull();
            baresip.awaitSaid("200 OK");
            SipPhone caller = phones.registered();
            SipPhone third = phones.registered();
            RtpEndpoint callerMedia = phones.media();
            Dialog talk = caller.call(baresip.number(), answer(callerMedia)).talk();
            callerMedia.speakUntilHeard(0, talk.remoteSdp().rtp(), callerMedia); // baresip's greeting

            baresip.transfer(third.number());
            IncomingCall incoming = third.expectCallOf(caller.number()).ring();
            assertThat(incoming.invite().need("Referred-By")).contains("sip:" + baresip.number() + "@");
            RtpEndpoint media = phones.media();
            Dialog thirdDialog = incoming.answer(answer(media));
            baresip.awaitSaid("transfer");
            callerMedia.forget();

            hearEachOther(callerMedia, talk.remoteSdp().rtp(), media, incoming);
            talk.bye();
            thirdDialog.expectBye();
        }
    }

    private static void refer(Dialog from, SipPhone to) {
        assertThat(from.refer(to.uri()).status()).isEqualTo(202);
        from.expectNotify(TRYING);
    }

    private static SipMessage attended(Dialog from, SipPhone phone, Dialog other) {
        String replaces = URLEncoder.encode(other.replaces(), StandardCharsets.UTF_8);
        return from.refer(phone.uriOf("3999") + "?Replaces=" + replaces);
    }

    private static void hearEachOther(
            RtpEndpoint media, java.net.InetSocketAddress relay, RtpEndpoint third, IncomingCall toThird) {
        media.speakUntilHeard(0, relay, third);
        third.speakUntilHeard(0, toThird.offer().rtp(), media);
    }

    private static Sdp answer(RtpEndpoint media) {
        return Sdp.offer(media.address(), Sdp.PCMU, Sdp.EVENTS);
    }
}
