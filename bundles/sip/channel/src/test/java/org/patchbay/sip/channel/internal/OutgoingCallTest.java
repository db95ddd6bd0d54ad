package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Messages.description;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent.Answered;
import org.patchbay.channel.ChannelEvent.HungUp;
import org.patchbay.channel.ChannelEvent.Progress;
import org.patchbay.channel.ChannelEvent.Ringing;
import org.patchbay.media.MediaUnavailableException;
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
    void acknowledgesEachRepetitionOfThe200() { // RFC 3261 section 13.2.2.4
        FakeStack.Sent invite = up();
        invite.answer(200, "callee", CONTACT, ANSWER);

        assertThat(harness.stack.acks())
                .hasSize(2)
                .allSatisfy(ack -> assertThat(ack.request().getCSeq().getSeqNumber())
                        .isEqualTo(invite.request().getCSeq().getSeqNumber()));
        assertThat(harness.events()).isEmpty();

        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        invite.answer(200, "callee", CONTACT, ANSWER);
        assertThat(harness.stack.acks()).hasSize(3);
        assertThat(harness.stack.methods()).containsExactly("INVITE", "BYE");
    }

    private FakeStack.Sent up() {
        FakeStack.Sent invite = harness.originate(BOTH);
        invite.answer(200, "callee", CONTACT, ANSWER);
        harness.events();
        return invite;
    }

    @Test
    void negotiatesWhatTheCalleeTook() {
        up();
        var negotiated = harness.media.last().negotiated().orElseThrow();

        assertThat(negotiated.peer().rtp()).isEqualTo(new InetSocketAddress("198.51.100.7", 30000));
        assertThat(negotiated.format()).isEqualTo(Harness.PCMA);
    }

    @Test
    void endsTheDialogOfASecondDeviceThatAnswers() { // RFC 3261 section 13.2.2.4
        FakeStack.Sent invite = up();
        invite.answer(200, "second", "Contact: <sip:1002@10.0.0.10:5064>", ANSWER);
        invite.answer(200, "second", "Contact: <sip:1002@10.0.0.10:5064>", ANSWER);

        assertThat(harness.stack.acks()).hasSize(3);
        assertThat(harness.stack.methods()).containsExactly("INVITE", "BYE");
        FakeStack.Sent bye = harness.stack.last();
        assertThat(bye.request().getRequestURI()).hasToString("sip:1002@10.0.0.10:5064");
        assertThat(bye.request().getToTag()).isEqualTo("second");
        bye.answer(200);
        assertThat(harness.events()).isEmpty();
        assertThat(harness.table.size()).isEqualTo(1);
    }

    @Test
    void endsACallThatIsAnsweredWhileItIsCancelled() { // RFC 3261 section 9.1
        FakeStack.Sent invite = harness.originate(BOTH);
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        invite.answer(200, "callee", CONTACT, ANSWER);

        assertThat(harness.stack.acks()).hasSize(1);
        assertThat(harness.stack.methods()).containsExactly("INVITE", "BYE");
        harness.stack.last().answer(200);
        assertThat(harness.events()).isEmpty();
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void passesOnEarlyMediaOnce() {
        FakeStack.Sent invite = harness.originate(BOTH);
        invite.answer(183, "callee", CONTACT, ANSWER);
        invite.answer(183, "callee", CONTACT, ANSWER);
        invite.answer(180);
        String id = harness.channel().id();

        assertThat(harness.events())
                .containsExactly(
                        new Progress(id, harness.channel().remoteMedia().orElseThrow()), new Ringing(id));
    }

    @Test
    void callsSomethingRingingThatAnswersWithAnUnusableDescription() {
        harness.originate(BOTH).answer(183, "callee", CONTACT, "nonsense");

        assertThat(harness.events())
                .containsExactly(new Ringing(harness.channel().id()));
    }

    @Test
    void takesTheAnswerOfA183WhenThe200HasNone() { // RFC 3261 section 13.2.1
        FakeStack.Sent invite = harness.originate(BOTH);
        invite.answer(183, "callee", CONTACT, ANSWER);
        harness.events();
        invite.answer(200, "callee", CONTACT, "");

        assertThat(harness.events())
                .containsExactly(new Answered(
                        harness.channel().id(), harness.channel().remoteMedia().orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\nm=audio 0 RTP/AVP 0\r\n"})
    void endsACallThatIsAnsweredWithoutUsableMedia(String description) { // RFC 3261 section 13.2.2.4
        harness.originate(BOTH).answer(200, "callee", CONTACT, description);

        assertThat(harness.stack.acks()).hasSize(1);
        assertThat(harness.stack.methods()).containsExactly("INVITE", "BYE");
        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.INCOMPATIBLE_DESTINATION));
        harness.stack.last().answer(481);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void sendsItsRequestsAlongTheReversedRecordRoute() { // RFC 3261 section 12.1.2
        String routes = "Record-Route: <sip:near.example.com;lr>\nRecord-Route: <sip:198.51.100.7:5070;lr>\n" + CONTACT;
        harness.originate(BOTH).answer(200, "callee", routes, ANSWER);

        var ack = harness.stack.acks().getLast();
        assertThat(ack.request().toString()).contains("Route: <sip:198.51.100.7:5070;lr>,<sip:near.example.com;lr>");
        assertThat(ack.request().getRequestURI()).hasToString("sip:1002@10.0.0.9:5062");
    }

    @Test
    void saysInItsContactThatItCallsOverTcp() {
        FakeStack.Sent invite = harness.originate("tcp", BOTH);
        invite.answer(200, "callee", "Contact: <sip:1002@198.51.100.7:5062;transport=tcp>", ANSWER);

        assertThat(invite.text()).contains("Contact: <sip:1001@192.0.2.1:5060;transport=tcp>");
        // over TCP only the connection that the phone opened reaches it
        assertThat(harness.stack.acks().getLast().hop())
                .isEqualTo(new Hop("tcp", new InetSocketAddress("198.51.100.7", 5070)));
    }

    @Test
    void tellsWhetherAnybodyWasThereWhenTimeIsUp() {
        harness.originate(BOTH).timeOut();
        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.NO_USER_RESPONDING));

        FakeStack.Sent ringing = harness.originate(BOTH);
        ringing.answer(180);
        harness.events();
        ringing.timeOut();
        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.NO_ANSWER));
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void takesTheCauseOfAReasonHeaderForTheStatus() { // RFC 6432
        harness.originate(BOTH).answer(500, "callee", "Reason: Q.850;cause=34", "");

        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.NO_CIRCUIT));
    }

    @Test
    void leavesNothingBehindWhenNoPortIsFree() {
        harness.media.fill();

        assertThatThrownBy(() -> harness.originate(BOTH)).isInstanceOf(MediaUnavailableException.class);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void saysThatAPhoneWithAUselessContactIsOutOfOrder() {
        harness.originate("tls", BOTH, "sip:1002@10.0.0.9");
        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.DESTINATION_OUT_OF_ORDER));

        harness.originate("udp", BOTH, "mailto:1002@example.com");
        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.DESTINATION_OUT_OF_ORDER));
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void takesAByeBeforeTheAnswerForARefusal() {
        FakeStack.Sent invite = harness.originate(BOTH);
        invite.answer(180);
        harness.events();
        new Callee(harness, invite).request("BYE", 1, "callee", "", "");

        assertThat(invite.cancelled()).isTrue();
        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.NORMAL_CLEARING));
    }

    @Test
    void countsItsRequestsUp() { // RFC 3261 section 12.2.1.1
        FakeStack.Sent invite = up();
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));

        assertThat(harness.stack.last().request().getCSeq().getSeqNumber())
                .isEqualTo(invite.request().getCSeq().getSeqNumber() + 1);
    }

    @Test
    void forgetsALegWhoseByeIsNotAnswered() {
        up();
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        harness.stack.last().timeOut();

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
        assertThat(invite.reason()).isEqualTo("Reason: Q.850;cause=26");
        invite.answer(487);
        harness.pass(Duration.ofMinutes(1));
        assertThat(harness.events()).isEmpty();
        assertThat(harness.clean()).isTrue();
    }
}
