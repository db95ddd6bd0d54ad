package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Calls that don't come about, and what the caller is told. */
@WithServer
class RefusalIT {
    @Test
    void saysBusy(Phones phones) {
        SipPhone callee = phones.registered();
        OutgoingCall call = phones.registered().call(callee.number(), offer(phones));

        callee.expectCall().refuse(486, "Busy Here");

        call.expect(486);
    }

    @Test
    void saysRejected(Phones phones) {
        SipPhone callee = phones.registered();
        OutgoingCall call = phones.registered().call(callee.number(), offer(phones));

        callee.expectCall().refuse(603, "Decline");

        call.expect(603);
    }

    @Test
    void stopsRingingWhenNobodyAnswers(Phones phones) {
        SipPhone callee = phones.registered();
        OutgoingCall call = phones.impatient().call(callee.number(), offer(phones));
        IncomingCall incoming = callee.expectCall().ring();
        call.expect(180);

        incoming.expectCancel(Duration.ofSeconds(4));

        call.expect(480);
    }

    @Test
    void saysThatAUserIsNotRegistered(Phones phones) {
        OutgoingCall call = phones.registered().call(TestUsers.next(), offer(phones));

        call.expect(480);
    }

    @Test
    void saysThatANumberIsUnknown(Phones phones) {
        OutgoingCall call = phones.registered().call("7654321", offer(phones));

        call.expect(404);
    }

    @Test
    void saysThatAUserOfADialledNumberIsUnknown(Phones phones) {
        OutgoingCall call = phones.registered().call("2999", offer(phones));

        call.expect(404);
    }

    @Test
    void saysThatNoCodecIsShared(Phones phones) {
        OutgoingCall call =
                phones.registered().call("9196", Sdp.offer(phones.media().address(), "97 SPEEX/32000"));

        call.expect(488);
    }

    @Test
    void saysThatTheCalledPhoneSharesNoCodec(Phones phones) {
        SipPhone callee = phones.registered();
        OutgoingCall call = phones.registered().call(callee.number(), offer(phones));

        IncomingCall first = callee.expectCall();
        first.refuse(488, "Not Acceptable Here");
        IncomingCall second = callee.expectCall();
        second.refuse(488, "Not Acceptable Here");

        call.expect(488);
        assertThat(second.offer().formats())
                .startsWith(first.offer().formats().toArray(String[]::new))
                .hasSizeGreaterThan(first.offer().formats().size());
    }

    @Test
    void letsNobodyCallWhoIsNoUser(Phones phones) {
        SipPhone stranger = phones.udp("5998", "guessed");
        var invite = OutgoingCall.newInvite(stranger, "9196");
        var challenged = stranger.ask(invite);
        stranger.send(OutgoingCall.ack(invite, challenged));
        var verified = stranger.answer(invite, challenged);

        var response = stranger.ask(verified);
        stranger.send(OutgoingCall.ack(verified, response));

        assertThat(response.status()).isIn(401, 403, 407);
    }

    private static Sdp offer(Phones phones) {
        return Sdp.offer(phones.media().address(), Sdp.PCMU, Sdp.PCMA, Sdp.EVENTS);
    }
}
