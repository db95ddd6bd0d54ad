package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.PCMA;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;
import static org.patchbay.sip.channel.internal.Messages.description;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.ChannelEvent.HungUp;
import org.patchbay.channel.ChannelEvent.MediaChanged;
import org.patchbay.channel.ChannelEvent.MediaOffered;
import org.patchbay.media.Direction;

/** What the peer of an established leg offers. */
class PeerOffersTest {
    private static final String HOLD = description(2, "198.51.100.7", 30000, "0 8 101", "sendonly");

    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    @BeforeEach
    void answer() {
        caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
    }

    private MediaOffered offered() {
        var events = harness.events();
        assertThat(events).singleElement().isInstanceOf(MediaOffered.class);
        return (MediaOffered) events.getFirst();
    }

    @Test
    void letsTheCallAcceptAHold() { // RFC 3264 section 8.4
        FakeRequest reinvite = caller.reinvite(HOLD);
        assertThat(offered().remote().format().direction()).isEqualTo(Direction.SENDONLY);
        assertThat(reinvite.statuses()).isEmpty();

        harness.call(channel -> channel.accept(PCMU.with(Direction.RECVONLY)));

        assertThat(reinvite.statuses()).containsExactly(200);
        assertThat(reinvite.description()).contains("a=recvonly").contains(" 2 IN IP4 192.0.2.1");
        caller.ack("");
        harness.pass(Duration.ofMinutes(1));
        assertThat(reinvite.statuses()).containsExactly(200);
        assertThat(harness.events()).isEmpty();
        assertThat(harness.media.last().negotiated().orElseThrow().format().direction())
                .isEqualTo(Direction.RECVONLY);
    }

    @Test
    void neverAnswersMoreThanWasOffered() { // RFC 3264 section 6.1
        FakeRequest reinvite = caller.reinvite(HOLD);
        harness.call(channel -> channel.accept(PCMU));

        assertThat(reinvite.description()).contains("a=recvonly");
    }

    @Test
    void endsACallWhoseSecondAnswerIsNeverAcknowledged() { // RFC 3261 section 14.2
        caller.reinvite(HOLD);
        harness.events();
        harness.call(channel -> channel.accept(PCMU));
        harness.pass(Duration.ofSeconds(32));

        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.TIMER_EXPIRED));
        assertThat(harness.stack.methods()).containsExactly("BYE");
    }

    @Test
    void refusesWhatTheCallRefuses() { // RFC 3261 section 14.2
        FakeRequest reinvite = caller.reinvite(HOLD);
        harness.events();
        harness.call(channel -> channel.refuse(Cause.INCOMPATIBLE_DESTINATION));

        assertThat(reinvite.statuses()).containsExactly(488);
        assertThat(harness.channel().remoteMedia().orElseThrow().format().direction())
                .isEqualTo(Direction.SENDRECV);
        assertThat(harness.table.size()).isEqualTo(1);
    }

    @Test
    void isAnsweredByTheOwnerThatTheLegHasGoneTo() { // RFC 3261 section 14.2
        var next = new FakeOwner();
        harness.call(channel -> channel.moveTo(next));
        FakeRequest reinvite = caller.reinvite(HOLD);
        assertThat(next.events()).singleElement().isInstanceOf(MediaOffered.class);

        next.execute(() -> {
            harness.channel().refuse(Cause.TEMPORARY_FAILURE);
            harness.channel().offer(PCMU);
        });

        assertThat(reinvite.statuses()).containsExactly(491);
        caller.ack("");
        assertThat(harness.stack.methods()).containsExactly("INVITE");
        assertThat(harness.table.size()).isEqualTo(1);
    }

    @Test
    void hasNothingToRefuseWhenThePeerHasOfferedNothing() {
        harness.call(channel -> channel.refuse(Cause.TEMPORARY_FAILURE));

        assertThat(harness.stack.methods()).isEmpty();
        assertThat(harness.events()).isEmpty();
        assertThat(harness.channel().live()).isTrue();
    }

    @Test
    void answersARefreshItself() { // RFC 4028 section 7.4: the same description again
        String before = caller.reinvite(OFFER).description();
        caller.ack("");
        FakeRequest second = caller.reinvite(OFFER);

        assertThat(second.statuses()).containsExactly(200);
        assertThat(second.description()).isEqualTo(before).contains(" 1 IN IP4 192.0.2.1");
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void refusesVideoThatIsAddedAndKeepsTheAudio() { // RFC 3264 section 8.1
        FakeRequest reinvite = caller.reinvite(OFFER + "m=video 30002 RTP/AVP 99\r\na=rtpmap:99 H264/90000\r\n");

        assertThat(reinvite.statuses()).containsExactly(200);
        assertThat(reinvite.description())
                .contains("m=audio 40000 RTP/AVP 0 101")
                .contains("m=video 0 RTP/AVP 99");
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void offersWhatIsAgreedOnWhenAskedTo() { // RFC 3261 section 14.2
        FakeRequest reinvite = caller.reinvite("");
        assertThat(reinvite.statuses()).containsExactly(200);
        assertThat(reinvite.description())
                .contains("m=audio 40000 RTP/AVP 0 101")
                .contains(" 1 IN IP4 192.0.2.1");

        String answer = description(2, "198.51.100.7", 30010, "0 101", "sendrecv");
        caller.ack(answer);

        var remote = harness.channel().remoteMedia().orElseThrow();
        assertThat(remote.rtp().getPort()).isEqualTo(30010);
        assertThat(harness.events())
                .containsExactly(new MediaChanged(harness.channel().id(), remote));
    }

    @Test
    void endsACallWhoseAckLacksTheAnswer() { // RFC 3261 section 14.2
        caller.reinvite("");
        caller.ack("");

        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.PROTOCOL_ERROR));
        assertThat(harness.stack.methods()).containsExactly("BYE");
    }

    @Test
    void refusesASecondOfferBeforeTheFirstIsAnswered() { // RFC 3261 section 14.2
        FakeRequest first = caller.reinvite(HOLD);
        FakeRequest second = caller.request("UPDATE", "", "application/sdp", OFFER);

        assertThat(second.status()).isEqualTo(500);
        assertThat(second.answer().toString()).contains("Retry-After: ");
        assertThat(first.statuses()).isEmpty();
    }

    @Test
    void refusesAnOfferWhileItsOwnIsNotAnswered() { // RFC 3261 section 14.2: glare
        harness.call(channel -> channel.offer(PCMA));

        assertThat(caller.reinvite(HOLD).statuses()).containsExactly(491);
        assertThat(caller.request("UPDATE", "", "application/sdp", HOLD).statuses())
                .containsExactly(491);
    }

    @Test
    void refusesAnOfferWhileTheAckMustAnswerItsOwn() {
        caller.reinvite("");

        assertThat(caller.request("UPDATE", "", "application/sdp", HOLD).status())
                .isEqualTo(491);
    }

    @Test
    void takesAnUpdateLikeAReinvite() { // RFC 3311 section 5.2
        FakeRequest update = caller.request("UPDATE", "", "application/sdp", HOLD);
        offered();
        harness.call(channel -> channel.accept(PCMU));

        assertThat(update.statuses()).containsExactly(200);
        harness.pass(Duration.ofMinutes(1));
        assertThat(update.statuses()).containsExactly(200);
        assertThat(harness.events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"UPDATE,10", "INVITE,40"})
    void refusesWhatTheCallDoesNotDecide(String method, int seconds) { // RFC 3311 section 5.2
        FakeRequest offer = caller.request(method, "", "application/sdp", HOLD);
        harness.events();
        harness.pass(Duration.ofSeconds(seconds));
        assertThat(offer.statuses()).containsExactly(504);

        harness.call(channel -> channel.accept(PCMU));
        assertThat(offer.statuses()).containsExactly(504);
        assertThat(harness.events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"nonsense,400", "RTP/SAVP,488"})
    void refusesWhatItCantUse(String body, int status) {
        String offer = body.equals("nonsense") ? body : HOLD.replace("RTP/AVP", body);

        assertThat(caller.reinvite(offer).statuses()).containsExactly(status);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void refusesABodyOfAnotherType() {
        assertThat(caller.request("INVITE", "", "text/plain", "x").status()).isEqualTo(415);
    }

    @Test
    void letsAReinviteBeCancelled() { // RFC 3261 section 9.2
        FakeRequest reinvite = caller.reinvite(HOLD);
        harness.events();
        var text = caller.text("CANCEL", "sip:x@192.0.2.1", 2, "z9hG4bKINVITE2", caller.tag(reinvite), "", "", "");
        FakeRequest cancel = harness.receive(new FakeRequest(text, "udp"));

        assertThat(cancel.statuses()).containsExactly(200);
        assertThat(reinvite.statuses()).containsExactly(487);
        harness.call(channel -> channel.accept(PCMU));
        assertThat(reinvite.statuses()).containsExactly(487);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void answersWhatWaitsWhenEitherSideHangsUp() { // RFC 3261 section 15.1.2
        FakeRequest reinvite = caller.reinvite(HOLD);
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        assertThat(reinvite.statuses()).containsExactly(487);
        assertThat(harness.stack.methods()).containsExactly("BYE");
    }

    @Test
    void takesAnotherInviteForTheAckOfTheLast() {
        FakeRequest lost = caller.reinvite(HOLD);
        harness.call(channel -> channel.accept(PCMU));
        FakeRequest next = caller.reinvite(OFFER);
        harness.events();
        harness.call(channel -> channel.accept(PCMU));
        caller.ack("");
        harness.pass(Duration.ofMinutes(1));

        assertThat(lost.statuses()).containsExactly(200);
        assertThat(next.statuses()).containsExactly(200);
        assertThat(harness.events()).noneMatch(ChannelEvent.HungUp.class::isInstance);
    }
}
