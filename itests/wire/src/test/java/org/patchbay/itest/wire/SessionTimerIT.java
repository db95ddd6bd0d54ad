package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.WithServer;

/** Session timers of both legs (RFC 4028); that a silent peer is cleared is too slow for a test with real time. */
@WithServer
class SessionTimerIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String SETTINGS = "org.patchbay.sip.channel.config";

    private static SipMessage invite(Phones phones, SipPhone caller, SipPhone callee, String interval) {
        Sdp offer = Sdp.offer(phones.media().address(), Sdp.PCMU);
        return OutgoingCall.newInvite(caller, callee.number())
                .with("Supported", "timer")
                .with("Session-Expires", interval)
                .with("Min-SE", 90)
                .body("application/sdp", offer.toString());
    }

    private static Sdp sdp(Phones phones) {
        return Sdp.offer(phones.media().address(), Sdp.PCMU);
    }

    @Test
    void takesTheIntervalOfTheCaller(Phones phones) { // RFC 4028 section 9
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();

        OutgoingCall call = caller.call(invite(phones, caller, callee, "120"));
        Dialog up = callee.expectCall().answer(sdp(phones));
        SipMessage answer = call.expect(200);
        Dialog talk = call.dialog(answer);
        talk.ack();

        assertThat(answer.need("Session-Expires").replace(" ", "")).isEqualTo("120;refresher=uac");
        assertThat(answer.list("Require")).contains("timer");
        talk.bye();
        up.expectBye();
    }

    @Test
    void refusesAnIntervalThatIsTooSmall(Phones phones) { // RFC 4028 section 9: 422 with Min-SE
        SipPhone caller = phones.registered();

        OutgoingCall call = caller.call(invite(phones, caller, phones.registered(), "60"));

        assertThat(call.expect(422).need("Min-SE")).isEqualTo("90");
    }

    @Test
    void followsTheSmallestIntervalOfItsSettings(PatchbayServer server, Phones phones) {
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();
        server.instance().write(SETTINGS, "min.se.seconds=I\"200\"\n");
        try {
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> smallest(phones, caller, callee).equals("200"));
        } finally {
            server.instance().write(SETTINGS, "min.se.seconds=I\"90\"\n");
        }
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> smallest(phones, caller, callee).equals("90"));
    }

    private static String smallest(Phones phones, SipPhone caller, SipPhone callee) {
        return caller.call(invite(phones, caller, callee, "60")).expect(422).need("Min-SE");
    }

    @Test
    void asksTheCalledPhoneAndTakesTheIntervalThatItWants(Phones phones) { // RFC 4028 sections 7.1, 7.3
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();

        OutgoingCall call = caller.call(callee.number(), sdp(phones));
        IncomingCall first = callee.expectCall();
        assertThat(first.invite().list("Supported")).contains("timer");
        assertThat(first.invite().need("Session-Expires")).startsWith("1800");
        callee.send(first.response(422, "Session Interval Too Small").with("Min-SE", 3600));
        first.expectAck();
        IncomingCall second = callee.expectCall();

        assertThat(second.invite().need("Session-Expires")).startsWith("3600");
        assertThat(second.invite().need("Min-SE")).isEqualTo("3600");
        Dialog up = second.answer(sdp(phones));
        Dialog talk = call.talk();
        talk.bye();
        up.expectBye();
    }

    @Test
    void answersARefreshByUpdateOfEitherSide(Phones phones) { // RFC 4028 section 9, RFC 3311
        SipPhone caller = phones.registered();
        SipPhone callee = phones.registered();
        OutgoingCall call = caller.call(invite(phones, caller, callee, "120"));
        IncomingCall incoming = callee.expectCall();
        SipMessage ok = incoming.response(200, "OK")
                .with("Supported", "timer")
                .with("Require", "timer")
                .with("Session-Expires", "180;refresher=uas")
                .body("application/sdp", sdp(phones).toString());
        callee.send(ok);
        incoming.expectAck();
        Dialog up = incoming.dialog(ok);
        Dialog talk = call.talk();

        SipMessage callers = caller.ask(refresh(talk, "120"));
        SipMessage callees = callee.ask(refresh(up, "180"));

        assertThat(callers.status()).isEqualTo(200);
        assertThat(callers.need("Session-Expires")).contains("120").contains("refresher=uac");
        assertThat(callees.status()).isEqualTo(200);
        assertThat(callees.need("Session-Expires")).contains("180").contains("refresher=uac");
        talk.bye();
        up.expectBye();
    }

    private static SipMessage refresh(Dialog dialog, String interval) {
        return dialog.newRequest("UPDATE")
                .with("Supported", "timer")
                .with("Session-Expires", interval + ";refresher=uac");
    }

    @Test
    void refusesARefreshWithTooSmallAnInterval(Phones phones) {
        Conversation talk = Conversation.between(phones);

        SipMessage refused = talk.caller().ask(refresh(talk.callerDialog(), "30"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.need("Min-SE")).isEqualTo("90");
        talk.hangUp();
    }

    @Test
    void answersARefreshByAnInviteWithTheSameOffer(Phones phones) { // RFC 4028 section 7.4
        Conversation talk = Conversation.between(phones);
        SipMessage refresh = talk.callerDialog()
                .newRequest("INVITE")
                .with("Supported", "timer")
                .with("Session-Expires", "120;refresher=uac")
                .body("application/sdp", talk.callerSdp().toString());

        SipMessage answer = talk.caller().ask(refresh);
        talk.callerDialog().ack();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.need("Session-Expires")).contains("120").contains("refresher=uac");
        assertThat(answer.list("Require")).contains("timer");
        talk.hangUp();
    }
}
