package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Messages.description;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent.Answered;
import org.patchbay.channel.ChannelEvent.HungUp;
import org.patchbay.channel.ChannelEvent.Ringing;
import org.patchbay.sip.SipTransactions.Hop;

class OutgoingCallTest {
    private static final String ANSWER = description(1, "198.51.100.7", 30000, "8 101", "sendrecv");
    private static final String CONTACT = "Contact: <sip:1002@10.0.0.9:5062>";

    private final Harness harness = new Harness();

    @Test
    void callsTheContactAtTheAddressThatItRegisteredFrom() {
        FakeStack.Sent invite = harness.originate(BOTH);

        assertThat(invite.request().getRequestURI()).hasToString("sip:1002@10.0.0.9:5062;ob");
        assertThat(invite.hop()).isEqualTo(new Hop("udp", new InetSocketAddress("198.51.100.7", 5070)));
        assertThat(invite.text())
                .contains("From: \"Ann\" <sip:1001@192.0.2.1>;tag=")
                .contains("To: <sip:1002@192.0.2.1>\r\n")
                .contains("Contact: <sip:1001@192.0.2.1:5060>")
                .contains("m=audio 40000 RTP/AVP 0 8 101");
    }

    @Test
    void ringsAnswersAndEndsWithOurBye() {
        FakeStack.Sent invite = harness.originate(BOTH);
        invite.answer(180);
        invite.answer(180);
        invite.answer(200, "callee", CONTACT, ANSWER);
        String id = harness.channel().id();

        assertThat(harness.events())
                .containsExactly(
                        new Ringing(id),
                        new Answered(id, harness.channel().remoteMedia().orElseThrow()));
        assertThat(harness.stack.acks().getLast().request().getRequestURI()).hasToString("sip:1002@10.0.0.9:5062");

        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        assertThat(harness.stack.methods()).containsExactly("INVITE", "BYE");
        assertThat(harness.stack.last().text())
                .contains("Reason: Q.850;cause=16")
                .contains(";tag=callee");
        harness.stack.last().answer(200);
        assertThat(harness.events()).isEmpty();
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void tellsWhyItWasRefused() {
        harness.originate(BOTH).answer(486);

        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.USER_BUSY));
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void cancelsWhatRings() { // RFC 3261 section 9.1
        FakeStack.Sent invite = harness.originate(BOTH);
        invite.answer(180);
        harness.events();
        harness.call(channel -> channel.hangup(Cause.ANSWERED_ELSEWHERE));

        assertThat(invite.cancelled()).isTrue();
        invite.answer(487);
        harness.pass(Duration.ofMinutes(1));
        assertThat(harness.events()).isEmpty();
        assertThat(harness.clean()).isTrue();
    }
}
