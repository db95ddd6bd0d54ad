package org.patchbay.itest.bench;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;

/** The calls that are up all the time, half of them in echo and half between two phones, with sound both ways. */
final class LongCalls {
    private final RtpLoop rtp;
    private final SipPhone caller;
    private final SipPhone callee;
    private final List<Talk> talks = new ArrayList<>();

    /** A call, and its sides: one in echo. */
    private record Talk(Dialog dialog, List<Talker> sides) {}

    LongCalls(RtpLoop rtp, SipPhone caller, SipPhone callee) {
        this.rtp = rtp;
        this.caller = caller;
        this.callee = callee;
    }

    void begin(int count) {
        callee.register();
        for (int i = 0; i < count; i++) talks.add(i % 2 == 0 ? echo() : bridged());
    }

    private Talk echo() {
        Talker talker = rtp.open();
        Dialog dialog =
                caller.call("9196", Sdp.offer(talker.address(), Sdp.PCMU)).talk();
        rtp.talk(talker, dialog.remoteSdp().rtp(), talker, Long.MAX_VALUE);
        return new Talk(dialog, List.of(talker));
    }

    private Talk bridged() {
        Talker one = rtp.open();
        Talker other = rtp.open();
        OutgoingCall call = caller.call(callee.number(), Sdp.offer(one.address(), Sdp.PCMU));
        IncomingCall incoming = callee.expectCall();
        incoming.sendAnswer(Sdp.offer(other.address(), Sdp.PCMU));
        Dialog dialog = call.talk();
        incoming.expectAck();
        rtp.talk(one, dialog.remoteSdp().rtp(), other, Long.MAX_VALUE);
        rtp.talk(other, incoming.offer().rtp(), one, Long.MAX_VALUE);
        return new Talk(dialog, List.of(one, other));
    }

    /** Hangs up; returns what went wrong, call by call: a call that was lost on the way answers no BYE, or with 481. */
    List<String> end() {
        talks.forEach(talk -> talk.sides().forEach(rtp::stop));
        List<String> failures = new ArrayList<>();
        for (Talk talk : talks) {
            try {
                for (Talker side : talk.sides()) ShortCall.mustHear(side, 1);
                talk.dialog().bye();
                if (talk.sides().size() == 2) callee.answerByes(1);
            } catch (AssertionError e) {
                failures.add("a call that was up: " + e.getMessage());
            }
        }
        return failures;
    }
}
