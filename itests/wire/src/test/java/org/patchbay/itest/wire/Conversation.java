package org.patchbay.itest.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.itest.server.Phones;

/**
 * Two phones that talk through the server.
 *
 * @param callerRelay where the server told the caller to send RTP
 * @param calleeRelay where the server told the called phone to send RTP
 */
record Conversation(
        SipPhone caller,
        SipPhone callee,
        Dialog callerDialog,
        Dialog calleeDialog,
        RtpEndpoint callerMedia,
        RtpEndpoint calleeMedia,
        InetSocketAddress callerRelay,
        InetSocketAddress calleeRelay,
        Sdp callerSdp,
        Sdp calleeSdp) {
    static final Duration MOMENT = Duration.ofMillis(300);

    static Conversation between(Phones phones) {
        return between(phones, phones.registered(), phones.registered());
    }

    static Conversation between(Phones phones, SipPhone caller, SipPhone callee) {
        RtpEndpoint callerMedia = phones.media();
        RtpEndpoint calleeMedia = phones.media();
        Sdp offer = Sdp.offer(callerMedia.address(), Sdp.PCMU, Sdp.PCMA, Sdp.EVENTS);
        OutgoingCall call = caller.call(callee.number(), offer);
        IncomingCall incoming = callee.expectCall().ring();
        call.expect(180);
        Sdp answer = Sdp.offer(calleeMedia.address(), Sdp.PCMU, Sdp.EVENTS);
        Dialog calleeDialog = incoming.answer(answer);
        Dialog callerDialog = call.talk();
        return new Conversation(
                caller,
                callee,
                callerDialog,
                calleeDialog,
                callerMedia,
                calleeMedia,
                callerDialog.remoteSdp().rtp(),
                incoming.offer().rtp(),
                offer,
                answer);
    }

    /** Lets both sides send a packet, so that the server knows where each is. */
    void latch() {
        callerMedia.speakUntilHeard(0, callerRelay, calleeMedia);
        calleeMedia.speakUntilHeard(0, calleeRelay, callerMedia);
        callerMedia.hear(10, MOMENT);
        calleeMedia.hear(10, MOMENT);
        callerMedia.forget();
        calleeMedia.forget();
    }

    void hangUp() {
        callerDialog.bye();
        calleeDialog.expectBye();
    }
}
