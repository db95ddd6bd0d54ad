package org.patchbay.itest.felix;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpCrowd;

/** A talk of two telephones with sound both ways, of which every packet is counted. */
record CountedTalk(Dialog caller, Dialog called, RtpCrowd crowd) {
    /** Lets {@code caller} call {@code called}, who answers. */
    static CountedTalk between(SipPhone caller, SipPhone called, RtpCrowd crowd) {
        RtpCrowd.Talker one = crowd.newTalker();
        RtpCrowd.Talker other = crowd.newTalker();
        OutgoingCall call = caller.call(called.number(), Sdp.offer(one.address(), Sdp.PCMU));
        IncomingCall incoming = called.expectCall();
        Dialog answered = incoming.answer(Sdp.offer(other.address(), Sdp.PCMU));
        Dialog up = call.talk();
        one.talk(up.remoteSdp().rtp(), other);
        other.talk(incoming.offer().rtp(), one);
        return new CountedTalk(up, answered, crowd);
    }

    /** Lets both talk for {@code length}, beside whatever the test does meanwhile. */
    CompletableFuture<RtpCrowd.Count> goOn(Duration length) {
        return CompletableFuture.supplyAsync(() -> crowd.talk(length));
    }
}
