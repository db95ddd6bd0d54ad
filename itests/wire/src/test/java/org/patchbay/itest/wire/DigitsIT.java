package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.Keypad;
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Phones that press keys in different ways: each press comes to the other phone once, in that phone's way. */
@WithServer
class DigitsIT {
    private static final int EVENTS = 101;
    private static final int PACKETS_OF_FIVE_SECONDS = 250;
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Random RANDOM = new Random(4733);

    private static String keys(int count) {
        return RANDOM.ints(count, 0, Keypad.KEYS.length())
                .mapToObj(place -> Keypad.KEYS.substring(place, place + 1))
                .collect(Collectors.joining());
    }

    /** Two phones that talk. */
    private record Talk(
            Dialog caller,
            Dialog called,
            RtpEndpoint mine,
            RtpEndpoint theirs,
            InetSocketAddress to,
            Sdp offered,
            Sdp answered) {
        static Talk between(Phones phones, SipPhone caller, SipPhone called) {
            RtpEndpoint mine = phones.media();
            RtpEndpoint theirs = phones.media();
            OutgoingCall call = caller.call(called.number(), Sdp.offer(mine.address(), Sdp.PCMU, Sdp.EVENTS));
            IncomingCall incoming = called.expectCall();
            Sdp offered = incoming.offer();
            Sdp answer = offered.formats().contains(Sdp.EVENTS)
                    ? Sdp.offer(theirs.address(), Sdp.PCMU, Sdp.EVENTS)
                    : Sdp.offer(theirs.address(), Sdp.PCMU);
            Dialog calledDialog = incoming.answer(answer);
            Dialog callerDialog = call.talk();
            Sdp answered = callerDialog.remoteSdp();
            var talk = new Talk(callerDialog, calledDialog, mine, theirs, answered.rtp(), offered, answered);
            mine.speakUntilHeard(0, talk.to, theirs);
            theirs.speakUntilHeard(0, offered.rtp(), mine);
            return talk;
        }

        Keypad keypad() {
            theirs.forget();
            return new Keypad(mine, to);
        }

        void hangUp() {
            caller.bye();
            called.expectBye();
        }
    }

    /** Returns the keys that {@code phone} is pressed by INFO, {@code count} of them and no more; each is answered. */
    private static String infos(SipPhone phone, int count) {
        Map<Long, String> keys = new LinkedHashMap<>();
        while (keys.size() < count) {
            SipMessage info = phone.expectRequest("INFO");
            assertThat(info.need("Content-Type")).isEqualTo("application/dtmf-relay");
            phone.send(info.response(200, "OK"));
            // one that was sent again because the answer was late is the same key
            keys.putIfAbsent(
                    info.cseq(), info.body().lines().findFirst().orElseThrow().replace("Signal=", ""));
        }
        phone.expectNo("another key", message -> message.is("INFO") && !keys.containsKey(message.cseq()), QUIET);
        return String.join("", keys.values());
    }

    @Test
    void eventsGoOnAsInfo(Phones phones) {
        SipPhone called = phones.udp(TestUsers.nextInfo()).register();
        Talk talk = Talk.between(phones, phones.registered(), called);
        assertThat(talk.offered().formats()).doesNotContain(Sdp.EVENTS);
        assertThat(talk.answered().formats()).contains(Sdp.EVENTS);
        String pressed = keys(16) + "77";

        Keypad keypad = talk.keypad();
        Thread.startVirtualThread(() -> keypad.pressEvents(pressed, EVENTS));

        assertThat(infos(called, pressed.length())).isEqualTo(pressed);
        assertThat(Keypad.events(talk.theirs().hear(1000, Duration.ZERO), EVENTS))
                .isEmpty();
        talk.hangUp();
    }

    @Test
    void infoGoesOnAsEvents(Phones phones) {
        SipPhone caller = phones.udp(TestUsers.nextInfo()).register();
        Talk talk = Talk.between(phones, caller, phones.registered());
        assertThat(talk.answered().formats()).doesNotContain(Sdp.EVENTS);
        talk.keypad();
        String pressed = keys(16) + "77";

        for (char key : pressed.toCharArray()) {
            SipMessage info = talk.caller()
                    .newRequest("INFO")
                    .body("application/dtmf-relay", "Signal=" + key + "\r\nDuration=100\r\n");
            assertThat(caller.ask(info).status()).isEqualTo(200);
        }

        assertThat(Keypad.events(talk.theirs().hear(10_000, QUIET), EVENTS)).isEqualTo(pressed);
        talk.hangUp();
    }

    @Test
    void tonesGoOnAsEvents(Phones phones) {
        SipPhone caller = phones.udp(TestUsers.nextInband()).register();
        Talk talk = Talk.between(phones, caller, phones.registered());
        String pressed = keys(16) + "77";

        talk.keypad().pressTones(pressed);

        assertThat(Keypad.events(talk.theirs().hear(10_000, QUIET), EVENTS)).isEqualTo(pressed);
        talk.hangUp();
    }

    @Test
    void eventsGoOnAsTones(Phones phones) {
        SipPhone called = phones.udp(TestUsers.nextInband()).register();
        Talk talk = Talk.between(phones, phones.registered(), called);
        assertThat(talk.offered().formats()).doesNotContain(Sdp.EVENTS);
        String pressed = keys(16) + "77";
        Keypad keypad = talk.keypad();

        keypad.pressEvents(pressed, EVENTS);

        assertThat(Keypad.tones(talk.theirs().hear(PACKETS_OF_FIVE_SECONDS, QUIET)))
                .isEqualTo(pressed);
        talk.hangUp();
    }
}
