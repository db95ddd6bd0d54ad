package org.patchbay.itest.bench;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;

/** One new call: answered, a short talk, hung up. Throws when anything of it is not as it must be. */
record ShortCall(RtpLoop rtp, SipPhone caller, SipPhone callee) {
    /** What is called. */
    enum Kind {
        ECHO,
        DIAL,
        PLAY,
        HANGUP
    }

    static final String DIALPLAN = """
        internal:
          - {match: "9196", do: [answer, echo]}
          - {match: "9197", do: [answer, {play: "tone:440"}]}
          - {match: "9199", do: [answer, {hangup: normal}]}
          - {match: "XXXX", do: [{dial: {user: "${number}", ring: 20s}}, {hangup: no-answer}]}
        """;

    private static final int PACKETS = 10;
    private static final int HEARD_AT_LEAST = PACKETS / 2;
    private static final Duration LAST_PACKETS = Duration.ofSeconds(10);

    /** Makes the call and returns how long the caller waited for the answer. */
    Duration make(Kind kind) {
        return switch (kind) {
            case ECHO -> withServer("9196", true);
            case PLAY -> withServer("9197", false);
            case DIAL -> withPhone();
            case HANGUP -> hungUp();
        };
    }

    private Duration withServer(String number, boolean echo) {
        Talker talker = rtp.open();
        long begin = System.nanoTime();
        Dialog dialog = call(number, talker).talk();
        Duration setUp = since(begin);
        rtp.talk(talker, dialog.remoteSdp().rtp(), echo ? talker : null, PACKETS);
        mustHear(talker, echo ? HEARD_AT_LEAST : 1);
        dialog.bye();
        return setUp;
    }

    private Duration withPhone() {
        Talker one = rtp.open();
        Talker other = rtp.open();
        long begin = System.nanoTime();
        OutgoingCall call = call(callee.number(), one);
        IncomingCall incoming = callee.expectCallOf(caller.number());
        incoming.sendAnswer(Sdp.offer(other.address(), Sdp.PCMU));
        Dialog dialog = call.talk();
        Duration setUp = since(begin);
        incoming.expectAck();
        rtp.talk(one, dialog.remoteSdp().rtp(), other, PACKETS);
        rtp.talk(other, incoming.offer().rtp(), one, PACKETS);
        mustHear(one, HEARD_AT_LEAST);
        mustHear(other, HEARD_AT_LEAST);
        dialog.bye();
        callee.answerByes(1);
        return setUp;
    }

    private Duration hungUp() {
        Talker silent = rtp.open();
        long begin = System.nanoTime();
        Dialog dialog = call("9199", silent).talk();
        Duration setUp = since(begin);
        dialog.expectBye();
        rtp.talk(silent, dialog.remoteSdp().rtp(), null, 0);
        return setUp;
    }

    private OutgoingCall call(String number, Talker talker) {
        return caller.call(number, Sdp.offer(talker.address(), Sdp.PCMU));
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Waits for the last packet. */
    static void mustHear(Talker talker, int packets) {
        try {
            int heard = talker.counted().get(LAST_PACKETS.toMillis(), TimeUnit.MILLISECONDS);
            if (heard < packets) throw new AssertionError("heard " + heard + " packets, fewer than " + packets);
        } catch (TimeoutException e) {
            throw new AssertionError("the talk does not end", e);
        } catch (ExecutionException e) {
            throw new AssertionError("the talk failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
