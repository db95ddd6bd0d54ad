package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Harness.PCMA;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;
import static org.patchbay.sip.channel.internal.Messages.description;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelEvent.HungUp;
import org.patchbay.channel.ChannelEvent.MediaChanged;
import org.patchbay.channel.Party;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.SipTransactions.Hop;

class IncomingCallTest {
    private static final String PCMA_ONLY = description(1, "198.51.100.7", 30000, "8", "sendrecv");

    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    private void hungUp(Cause cause) {
        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), cause));
    }

    @Test
    void ringsAnswersAndEndsWithTheCallersBye() {
        FakeRequest invite = caller.invite(OFFER);
        harness.call(Channel::ring);
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
        FakeRequest bye = caller.request("BYE");

        assertThat(invite.statuses()).containsExactly(180, 200);
        assertThat(invite.description()).contains("m=audio 40000 RTP/AVP 0 101").contains("a=sendrecv");
        assertThat(bye.status()).isEqualTo(200);
        hungUp(Cause.NORMAL_CLEARING);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void tellsWhoCallsWhom() {
        caller.invite("sip:%2343%3b9@192.0.2.1;user=phone", "", OFFER);

        Channel channel = harness.channel();
        assertThat(channel.id()).matches("sip-1001-[0-9a-f]{6}");
        assertThat(channel.caller()).isEqualTo(new Party("1001", "Ann"));
        assertThat(channel.dialled()).isEqualTo("#43;9");
        assertThat(channel.context()).isEqualTo("internal");
        assertThat(channel.subscriber()).contains(new AddressOfRecord("1001", "patchbay"));
        assertThat(channel.remoteMedia().orElseThrow().rtp()).isEqualTo(new InetSocketAddress("198.51.100.7", 30000));
    }

    @Test
    void makesTheDialogWithTheFirstRinging() { // RFC 3261 sections 12.1.1 and 13.3.1.1
        FakeRequest invite = caller.over("tcp").invite(OFFER);
        harness.call(Channel::ring);
        harness.call(Channel::ring);

        assertThat(invite.statuses()).containsExactly(180);
        assertThat(invite.answer().getToTag()).hasSize(24);
        assertThat(invite.answer().getContactHeader())
                .hasToString("Contact: <sip:1002@192.0.2.1:5060;transport=tcp>\r\n");
        assertThat(invite.description()).isEmpty();
    }

    @Test
    void repeatsRingingEveryMinute() { // RFC 3261 section 13.3.1.1
        FakeRequest invite = caller.invite(OFFER);
        harness.call(Channel::ring);
        harness.pass(Duration.ofSeconds(121));

        assertThat(invite.statuses()).containsExactly(180, 180, 180);
    }

    @Test
    void givesEarlyMediaOnce() {
        FakeRequest invite = caller.invite(OFFER);
        harness.call(channel -> channel.progress(PCMU));
        harness.call(channel -> channel.progress(PCMA));

        assertThat(invite.statuses()).containsExactly(183);
        assertThat(invite.description()).contains("m=audio 40000 RTP/AVP 0 101");
        assertThat(harness.media.last().negotiated().orElseThrow().format()).isEqualTo(PCMU);
    }

    @Test
    void repeatsTheEarlyAnswerInThe200AndOffersTheChangeAfterwards() { // RFC 3261 section 13.2.1
        FakeRequest invite = caller.invite(OFFER);
        harness.call(channel -> channel.progress(PCMU));
        String early = invite.description();
        harness.call(channel -> channel.answer(PCMA));

        assertThat(invite.description()).isEqualTo(early);
        assertThat(harness.stack.methods()).isEmpty();
        caller.ack("");
        assertThat(harness.stack.methods()).containsExactly("INVITE");
        assertThat(harness.stack.last().text()).contains("m=audio 40000 RTP/AVP 8 101");
    }

    @Test
    void repeatsTheAnswerUntilItsAck() { // RFC 3261 section 13.3.1.4
        FakeRequest invite = caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));

        harness.pass(Duration.ofMillis(1_600));
        assertThat(invite.statuses()).containsExactly(200, 200, 200);
        caller.ack("");
        harness.pass(Duration.ofSeconds(60));

        assertThat(invite.statuses()).containsExactly(200, 200, 200);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void repeatsNothingWhenTheAckIsAheadOfATimerThatHasFired() {
        FakeRequest invite = caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        harness.owner.execute(() -> {
            caller.ack("");
            harness.pass(Duration.ofMillis(500));
        });
        harness.pass(Duration.ofMinutes(1));

        assertThat(invite.statuses()).containsExactly(200);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void endsACallWhoseAnswerIsNeverAcknowledged() { // RFC 3261 section 13.3.1.4: 64*T1, intervals up to T2
        FakeRequest invite = caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        harness.pass(Duration.ofMillis(31_999));
        assertThat(invite.statuses()).isEqualTo(Collections.nCopies(11, 200));
        assertThat(harness.stack.methods()).isEmpty();

        harness.pass(Duration.ofMillis(1));

        hungUp(Cause.TIMER_EXPIRED);
        assertThat(harness.stack.methods()).containsExactly("BYE");
        harness.stack.last().timeOut();
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void offersWhenTheCallerLeavesItToUs() { // RFC 3261 section 13.2.1, RFC 3264 section 5
        FakeRequest invite = caller.invite("");
        assertThat(harness.channel().remoteMedia()).isEmpty();
        harness.call(channel -> channel.answer(BOTH));
        assertThat(invite.description()).contains("m=audio 40000 RTP/AVP 0 8 101");

        caller.ack(PCMA_ONLY);

        var remote = harness.channel().remoteMedia().orElseThrow();
        assertThat(harness.events())
                .containsExactly(new MediaChanged(harness.channel().id(), remote));
        assertThat(remote.format().codecs()).extracting("name").containsExactly("PCMA");
        MediaFormat negotiated = harness.media.last().negotiated().orElseThrow().format();
        assertThat(negotiated.codecs()).extracting("name").containsExactly("PCMA");
    }

    @Test
    void rings180InsteadOf183WithoutAnOffer() {
        FakeRequest invite = caller.invite("");
        harness.call(channel -> channel.progress(PCMU));

        assertThat(invite.statuses()).containsExactly(180);
        assertThat(invite.description()).isEmpty();
    }

    @Test
    void endsACallWhoseAckLacksTheAnswer() { // RFC 3261 section 13.2.2.4
        caller.invite("");
        harness.call(channel -> channel.answer(BOTH));
        caller.ack("");

        hungUp(Cause.PROTOCOL_ERROR);
        assertThat(harness.stack.methods()).containsExactly("BYE");
        assertThat(harness.stack.last().text()).contains("Reason: Q.850;cause=111");
    }

    @Test
    void endsACallWhoseAckRefusesTheAudio() {
        caller.invite("");
        harness.call(channel -> channel.answer(BOTH));
        caller.ack(description(1, "198.51.100.7", 0, "0", "sendrecv"));

        hungUp(Cause.INCOMPATIBLE_DESTINATION);
        assertThat(harness.stack.methods()).containsExactly("BYE");
    }

    @Test
    void refusesForTheCauseOfTheCall() { // RFC 3398, RFC 6432
        FakeRequest invite = caller.invite(OFFER);
        harness.call(Channel::ring);
        harness.call(channel -> channel.hangup(Cause.USER_BUSY));

        assertThat(invite.statuses()).containsExactly(180, 486);
        assertThat(invite.answer().getReasonPhrase()).isEqualTo("Busy here");
        assertThat(invite.answer().toString()).contains("Reason: Q.850;cause=17");
        assertThat(harness.events()).isEmpty();
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void refusesWhenNoCodecIsLeft() {
        FakeRequest invite = caller.invite(OFFER);
        harness.call(channel -> channel.answer(new MediaFormat(List.of(), Direction.SENDRECV)));

        assertThat(invite.statuses()).containsExactly(488);
        hungUp(Cause.INCOMPATIBLE_DESTINATION);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void waitsForTheAckWithItsBye() { // RFC 3261 section 15
        caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        assertThat(harness.media.last().closed()).isTrue();
        assertThat(harness.stack.methods()).isEmpty();

        caller.ack("");

        assertThat(harness.stack.methods()).containsExactly("BYE");
        harness.stack.last().answer(200);
        assertThat(harness.events()).isEmpty();
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void sendsItsByeWhenTheAckNeverComes() { // RFC 3261 section 15
        caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        harness.pass(Duration.ofSeconds(32));

        assertThat(harness.stack.methods()).containsExactly("BYE");
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void endsACancelledCall() { // RFC 3261 section 9.2
        FakeRequest invite = caller.invite(OFFER);
        harness.call(Channel::ring);
        FakeRequest cancel = caller.cancel("");

        assertThat(cancel.statuses()).containsExactly(200);
        assertThat(cancel.answer().getToTag()).isEqualTo(invite.answer().getToTag());
        assertThat(invite.statuses()).containsExactly(180, 487);
        hungUp(Cause.NORMAL_CLEARING);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void tellsThatAnotherDeviceAnswered() { // RFC 3326 section 2
        caller.invite(OFFER);
        caller.cancel("Reason: SIP;cause=200;text=\"Call completed elsewhere\"");

        hungUp(Cause.ANSWERED_ELSEWHERE);
    }

    @Test
    void letsACancelThatComesTooLateDoNothing() { // RFC 3261 section 9.2
        FakeRequest invite = caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        FakeRequest cancel = caller.cancel("");

        assertThat(cancel.status()).isEqualTo(200);
        assertThat(invite.statuses()).containsExactly(200);
        assertThat(harness.events()).isEmpty();

        caller.ack("");
        assertThat(caller.cancel("").status()).isEqualTo(200);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void takesAByeBeforeTheAnswer() { // RFC 3261 section 15.1.2
        FakeRequest invite = caller.invite(OFFER);
        harness.call(Channel::ring);
        FakeRequest bye = caller.request("BYE");

        assertThat(bye.status()).isEqualTo(200);
        assertThat(invite.statuses()).containsExactly(180, 487);
        hungUp(Cause.NORMAL_CLEARING);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void takesAByeBeforeTheAck() {
        FakeRequest invite = caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        FakeRequest bye = caller.request("BYE", "Reason: Q.850;cause=27", "", "");
        harness.pass(Duration.ofSeconds(40));

        assertThat(bye.status()).isEqualTo(200);
        assertThat(invite.statuses()).containsExactly(200);
        hungUp(Cause.DESTINATION_OUT_OF_ORDER);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void answersAByeThatCrossesOurs() {
        caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        FakeRequest bye = caller.request("BYE");

        assertThat(bye.status()).isEqualTo(200);
        assertThat(harness.events()).isEmpty();
        assertThat(harness.clean()).isTrue();
        assertThat(caller.request("BYE").status()).isEqualTo(481);
    }

    @Test
    void givesUpWhenTheInviteExpires() { // RFC 3261 section 13.3.1
        FakeRequest invite = caller.invite("sip:1002@192.0.2.1", "Expires: 30", OFFER);
        harness.call(Channel::ring);
        harness.pass(Duration.ofSeconds(30));

        assertThat(invite.statuses()).containsExactly(180, 487);
        hungUp(Cause.NO_ANSWER);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void ignoresVerbsThatComeTooLate() {
        FakeRequest invite = caller.invite(OFFER);
        caller.cancel("");
        harness.events();
        harness.call(Channel::ring);
        harness.call(channel -> channel.progress(PCMU));
        harness.call(channel -> channel.answer(PCMU));
        harness.call(channel -> channel.offer(PCMU));
        harness.call(channel -> channel.accept(PCMU));
        harness.call(channel -> channel.refuse(Cause.NORMAL_CLEARING));
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));

        assertThat(invite.statuses()).containsExactly(487);
        assertThat(harness.stack.sent()).isEmpty();
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void sendsItsRequestsAlongTheRouteSet() { // RFC 3261 sections 12.1.1 and 12.2.1.1
        caller.invite(
                "sip:1002@192.0.2.1", "Record-Route: <sip:198.51.100.7:5080;lr>, <sip:far.example.com;lr>", OFFER);
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));

        FakeStack.Sent bye = harness.stack.last();
        assertThat(bye.request().getRequestURI()).hasToString("sip:1001@10.0.0.7:5060");
        assertThat(bye.text()).contains("Route: <sip:198.51.100.7:5080;lr>,<sip:far.example.com;lr>");
        assertThat(bye.hop()).isEqualTo(new Hop("udp", new InetSocketAddress("198.51.100.7", 5080)));
    }

    @Test
    void putsAStrictRouterInTheRequestLine() { // RFC 3261 section 12.2.1.1
        caller.invite("sip:1002@192.0.2.1", "Record-Route: <sip:198.51.100.7:5080>, <sip:far.example.com;lr>", OFFER);
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));

        FakeStack.Sent bye = harness.stack.last();
        assertThat(bye.request().getRequestURI()).hasToString("sip:198.51.100.7:5080");
        assertThat(bye.text()).contains("Route: <sip:far.example.com;lr>,<sip:1001@10.0.0.7:5060>");
    }

    @Test
    void reachesAPhoneBehindNatWhereItsInviteCameFrom() {
        caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));

        FakeStack.Sent bye = harness.stack.last();
        assertThat(bye.hop()).isEqualTo(new Hop("udp", new InetSocketAddress("198.51.100.7", 5070)));
        assertThat(bye.text())
                .contains("From: <sip:1002@192.0.2.1>;tag=")
                .contains("To: \"Ann\" <sip:1001@192.0.2.1>;tag=caller");
        assertThat(bye.request().getCSeq().getSeqNumber()).isEqualTo(1);
    }
}
