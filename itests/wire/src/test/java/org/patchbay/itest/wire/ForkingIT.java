package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** A user with several devices: all ring, the first to answer has the call. */
@WithServer
class ForkingIT {
    @Test
    void ringsAllDevicesAndCancelsTheLosers(Phones phones) {
        String user = TestUsers.next();
        SipPhone desk = phones.udp(user).register();
        SipPhone mobile = phones.udp(user).register();
        SipPhone tablet = phones.udp(user).register();
        OutgoingCall call = phones.registered().call(user, offer(phones));
        IncomingCall onDesk = desk.expectCall().ring();
        IncomingCall onMobile = mobile.expectCall().ring();
        IncomingCall onTablet = tablet.expectCall().ring();
        call.expect(180);

        Dialog winner = onMobile.answer(Sdp.offer(phones.media().address(), Sdp.PCMU));

        Dialog caller = call.talk();
        onDesk.expectCancel(SipPhone.SOON);
        onTablet.expectCancel(SipPhone.SOON);
        caller.bye();
        winner.expectBye();
    }

    @Test
    void waitsForTheOthersWhenOneDeviceIsBusy(Phones phones) {
        String user = TestUsers.next();
        SipPhone desk = phones.udp(user).register();
        SipPhone mobile = phones.udp(user).register();
        OutgoingCall call = phones.registered().call(user, offer(phones));
        IncomingCall onMobile = mobile.expectCall().ring();

        desk.expectCall().refuse(486, "Busy Here");

        Dialog winner = onMobile.answer(Sdp.offer(phones.media().address(), Sdp.PCMU));
        call.talk().bye();
        winner.expectBye();
    }

    @Test
    void saysBusyWhenAllDevicesHaveRefused(Phones phones) {
        String user = TestUsers.next();
        SipPhone desk = phones.udp(user).register();
        SipPhone mobile = phones.udp(user).register();
        OutgoingCall call = phones.registered().call(user, offer(phones));

        desk.expectCall().refuse(486, "Busy Here");
        mobile.expectCall().refuse(486, "Busy Here");

        call.expect(486);
    }

    @Test
    void hangsUpADeviceThatAnswersTooLate(Phones phones) { // both answer at once: RFC 3261 section 13.2.2.4
        String user = TestUsers.next();
        SipPhone desk = phones.udp(user).register();
        SipPhone mobile = phones.udp(user).register();
        OutgoingCall call = phones.registered().call(user, offer(phones));
        IncomingCall onDesk = desk.expectCall().ring();
        IncomingCall onMobile = mobile.expectCall().ring();
        var first = onDesk.sendAnswer(Sdp.offer(phones.media().address(), Sdp.PCMU));
        var second = onMobile.sendAnswer(Sdp.offer(phones.media().address(), Sdp.PCMU));
        onDesk.expectAck();
        onMobile.expectAck();
        Dialog caller = call.talk();

        boolean deskLost = hangsUp(desk);

        Dialog winner = deskLost ? onMobile.dialog(second) : onDesk.dialog(first);
        if (!deskLost) onMobile.dialog(second).expectBye();
        caller.bye();
        assertThat(winner.expectBye()).isNotNull();
    }

    @Test
    void cancelsAllDevicesWhenTheCallerGivesUp(Phones phones) {
        String user = TestUsers.next();
        SipPhone desk = phones.udp(user).register();
        SipPhone mobile = phones.udp(user).register();
        OutgoingCall call = phones.registered().call(user, offer(phones));
        IncomingCall onDesk = desk.expectCall().ring();
        IncomingCall onMobile = mobile.expectCall().ring();
        call.expect(180);

        call.cancel();

        call.expect(487);
        onDesk.expectCancel(SipPhone.SOON);
        onMobile.expectCancel(SipPhone.SOON);
    }

    private static boolean hangsUp(SipPhone phone) {
        try {
            var bye = phone.expect("BYE", message -> message.is("BYE"), java.time.Duration.ofSeconds(1));
            phone.send(bye.response(200, "OK"));
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    private static Sdp offer(Phones phones) {
        return Sdp.offer(phones.media().address(), Sdp.PCMU, Sdp.PCMA, Sdp.EVENTS);
    }
}
