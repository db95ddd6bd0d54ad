package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Harness.PCMA;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;
import static org.patchbay.sip.channel.internal.Messages.description;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent.HungUp;
import org.patchbay.channel.ChannelEvent.MediaChanged;
import org.patchbay.channel.ChannelEvent.MediaOffered;
import org.patchbay.channel.ChannelEvent.MediaRefused;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;

/** What we offer to the peer of an established leg. */
class OwnOffersTest {
    private static final MediaFormat HOLD = PCMU.with(Direction.SENDONLY);
    private static final String HELD = description(2, "198.51.100.7", 30000, "0 101", "recvonly");
    private static final String CONTACT = "Contact: <sip:1002@10.0.0.9:5062>";

    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    private void incoming() {
        caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
    }

    private FakeStack.Sent outgoing() {
        FakeStack.Sent invite = harness.originate(BOTH);
        invite.answer(200, "callee", CONTACT, OFFER);
        harness.events();
        return invite;
    }

    private FakeStack.Sent offer(MediaFormat format) {
        harness.call(channel -> channel.offer(format));
        return harness.stack.last();
    }

    @Test
    void changesTheMedia() { // RFC 3261 section 14.1
        incoming();
        FakeStack.Sent reinvite = offer(HOLD);
        assertThat(reinvite.request().getRequestURI()).hasToString("sip:1001@10.0.0.7:5060");
        assertThat(reinvite.text())
                .contains("a=sendonly")
                .contains(" 2 IN IP4 192.0.2.1")
                .contains("tag=caller");
        reinvite.answer(100);
        reinvite.answer(200, "caller", "Contact: <sip:1001@10.0.0.7:5060>", HELD);

        assertThat(harness.stack.acks()).hasSize(1);
        var remote = harness.channel().remoteMedia().orElseThrow();
        assertThat(remote.format().direction()).isEqualTo(Direction.RECVONLY);
        assertThat(harness.events())
                .containsExactly(new MediaChanged(harness.channel().id(), remote));
        reinvite.answer(200, "caller", "Contact: <sip:1001@10.0.0.7:5060>", HELD);
        assertThat(harness.stack.acks()).hasSize(2);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void waitsForTheAckOfItsOwnAnswer() { // RFC 3261 section 14.1
        caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        harness.call(channel -> channel.offer(HOLD));
        assertThat(harness.stack.methods()).isEmpty();
        caller.ack("");

        assertThat(harness.stack.methods()).containsExactly("INVITE");
    }

    @Test
    void offersOneAfterTheOther() { // RFC 3261 section 14.1
        outgoing();
        FakeStack.Sent first = offer(HOLD);
        harness.call(channel -> channel.offer(PCMA));
        harness.call(channel -> channel.offer(PCMU));
        assertThat(harness.stack.methods()).containsExactly("INVITE", "INVITE");
        first.answer(200, "callee", CONTACT, HELD);

        assertThat(harness.stack.methods()).containsExactly("INVITE", "INVITE", "INVITE");
        assertThat(harness.stack.last().text()).contains("RTP/AVP 0 101").contains("a=sendrecv");
    }

    @Test
    void tellsThatThePeerRefused() { // RFC 3261 section 14.1: the session goes on as it was
        outgoing();
        var before = harness.channel().remoteMedia();
        offer(HOLD).answer(488);

        assertThat(harness.events())
                .containsExactly(new MediaRefused(harness.channel().id(), Cause.INCOMPATIBLE_DESTINATION));
        assertThat(harness.channel().remoteMedia()).isEqualTo(before);
        assertThat(offer(PCMU).text()).contains(" 3 IN IP4 192.0.2.1");
    }

    @Test
    void triesAgainAfterAGlare() { // RFC 3261 section 14.1: 2.1 to 4 s, since the Call-ID is ours
        outgoing();
        offer(HOLD).answer(491);
        harness.pass(Duration.ofMillis(2_099));
        assertThat(harness.stack.methods()).containsExactly("INVITE", "INVITE");
        harness.pass(Duration.ofMillis(1_901));

        assertThat(harness.stack.methods()).containsExactly("INVITE", "INVITE", "INVITE");
        assertThat(harness.stack.last().text()).contains("a=sendonly");
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void triesAgainSoonerWhenTheCallIdIsThePeers() { // RFC 3261 section 14.1: up to 2 s
        incoming();
        offer(HOLD).answer(491);
        harness.pass(Duration.ofSeconds(2));

        assertThat(harness.stack.methods()).containsExactly("INVITE", "INVITE");
    }

    @Test
    void takesThePeersOfferWhileItWaitsAfterAGlare() {
        incoming();
        offer(HOLD).answer(491);
        FakeRequest reinvite = caller.reinvite(description(2, "198.51.100.7", 30000, "8", "sendrecv"));
        assertThat(harness.events()).singleElement().isInstanceOf(MediaOffered.class);
        harness.pass(Duration.ofSeconds(3));
        assertThat(harness.stack.methods()).containsExactly("INVITE");

        harness.call(channel -> channel.accept(PCMA));
        caller.ack("");

        assertThat(reinvite.statuses()).containsExactly(200);
        assertThat(harness.stack.methods()).containsExactly("INVITE", "INVITE");
    }

    @Test
    void givesUpAfterManyGlares() {
        outgoing();
        offer(HOLD);
        for (int i = 0; i < 5; i++) {
            harness.stack.last().answer(491);
            harness.pass(Duration.ofSeconds(4));
        }

        assertThat(harness.stack.methods()).hasSize(6);
        assertThat(harness.events()).singleElement().isInstanceOf(MediaRefused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 481})
    void endsACallThatItsPeerHasForgotten(int status) { // RFC 3261 section 12.2.1.2
        outgoing();
        offer(HOLD).answer(status);

        assertThat(harness.events()).singleElement().isInstanceOf(HungUp.class);
        assertThat(harness.stack.methods()).containsExactly("INVITE", "INVITE", "BYE");
        harness.stack.last().answer(481);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void endsACallWhosePeerIsSilent() { // RFC 3261 section 12.2.1.2
        outgoing();
        offer(HOLD).timeOut();

        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.TIMER_EXPIRED));
        assertThat(harness.stack.methods()).containsExactly("INVITE", "INVITE", "BYE");
    }

    @Test
    void acknowledgesAnAnswerThatComesAfterTheEnd() { // RFC 3261 section 13.2.2.4
        outgoing();
        FakeStack.Sent reinvite = offer(HOLD);
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        reinvite.answer(200, "callee", CONTACT, HELD);

        assertThat(harness.stack.acks()).hasSize(2);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void endsACallThatAnswersWithoutUsableMedia() {
        outgoing();
        offer(HOLD).answer(200, "callee", CONTACT, "");

        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.PROTOCOL_ERROR));
        assertThat(harness.stack.methods()).containsExactly("INVITE", "INVITE", "BYE");
    }

    @Test
    void followsThePeerToItsNewTarget() { // RFC 3261 section 12.2.1.2
        outgoing();
        offer(HOLD).answer(200, "callee", "Contact: <sip:1002@10.0.0.99:5099>", HELD);
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));

        assertThat(harness.stack.last().request().getRequestURI()).hasToString("sip:1002@10.0.0.99:5099");
    }
}
