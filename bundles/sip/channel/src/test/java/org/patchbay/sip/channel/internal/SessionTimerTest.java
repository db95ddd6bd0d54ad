package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;

/** RFC 4028. The intervals are those that it recommends: 1800 s, 90 s at least. */
class SessionTimerTest {
    private static final String CONTACT = "Contact: <sip:1002@10.0.0.9:5062>\n";
    private static final String UPDATES = CONTACT + "Allow: INVITE, ACK, BYE, UPDATE\n";
    private static final String KNOWS_TIMERS = "Supported: timer\n";

    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    private FakeRequest called(String headers) {
        FakeRequest invite = caller.invite("sip:1002@192.0.2.1", headers, OFFER);
        if (invite.statuses().contains(422)) return invite;
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
        harness.events();
        return invite;
    }

    private FakeStack.Sent answered(String headers) {
        FakeStack.Sent invite = harness.originate(BOTH);
        invite.answer(200, "callee", headers, OFFER);
        harness.events();
        return invite;
    }

    private void pass(int seconds) {
        harness.pass(Duration.ofSeconds(seconds));
    }

    private String last() {
        return harness.stack.last().text();
    }

    // ---- the peer asks (section 9)

    @Test
    void letsAPeerThatKnowsTimersRefresh() {
        String ok = called(KNOWS_TIMERS + "Session-Expires: 600\n").answer().toString();

        assertThat(ok).contains("Session-Expires: 600;refresher=uac", "Require: timer", ",timer");
    }

    @Test
    void leavesTheChoiceOfWhoRefreshesToThePeer() {
        String ok = called(KNOWS_TIMERS + "Session-Expires: 600;refresher=uas\n")
                .answer()
                .toString();

        assertThat(ok).contains("Session-Expires: 600;refresher=uas").doesNotContain("Require: timer");
    }

    @Test
    void refreshesItselfWhenOnlyAProxyWantsIt() {
        String ok = called("Session-Expires: 600\n").answer().toString();

        assertThat(ok).contains("Session-Expires: 600;refresher=uas").doesNotContain("Require: timer");
    }

    @Test
    void wantsNoTimerOfAPeerThatKnowsNone() {
        String ok = called("").answer().toString();

        assertThat(ok).doesNotContain("Session-Expires");
        assertThat(harness.timers.pending()).isZero();
    }

    @Test
    void refusesAnIntervalThatIsTooSmall() {
        FakeRequest invite = called(KNOWS_TIMERS + "Session-Expires: 60\n");

        assertThat(invite.status()).isEqualTo(422);
        assertThat(invite.answer().toString()).contains("Min-SE: 90");
        assertThat(harness.offered()).isFalse();
    }

    @Test
    void refusesAnUpdateWithAnIntervalThatIsTooSmallAndTheSessionLastsOn() {
        called(KNOWS_TIMERS + "Session-Expires: 600\n");

        FakeRequest update = caller.request("UPDATE", KNOWS_TIMERS + "Session-Expires: 60\n", "", "");

        assertThat(update.status()).isEqualTo(422);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void clearsWhenNoRefreshComes() { // section 10: min(32 s, a third) before the end
        called(KNOWS_TIMERS + "Session-Expires: 600\n");

        pass(567);
        assertThat(harness.events()).isEmpty();
        pass(2);

        assertThat(harness.events())
                .containsExactly(new ChannelEvent.HungUp(harness.channel().id(), Cause.TIMER_EXPIRED));
        assertThat(last()).startsWith("BYE ");
    }

    @Test
    void lastsOnWhenThePeerRefreshes() {
        called(KNOWS_TIMERS + "Session-Expires: 600\n");
        pass(300);

        FakeRequest update = caller.request("UPDATE", KNOWS_TIMERS + "Session-Expires: 600;refresher=uac\n", "", "");
        pass(500);

        assertThat(update.answer().toString()).contains("Session-Expires: 600;refresher=uac");
        assertThat(harness.events()).isEmpty();
    }

    // ---- we ask (section 7)

    @Test
    void asksForAnInterval() {
        FakeStack.Sent invite = harness.originate(BOTH);

        assertThat(invite.text()).contains(",timer", "Session-Expires: 1800");
    }

    @Test
    void asksAgainForTheIntervalThatThePeerCanBear() { // section 7.3
        FakeStack.Sent invite = harness.originate(BOTH);
        invite.answer(422, "callee", "Min-SE: 3600\n", "");

        FakeStack.Sent second = harness.stack.last();
        assertThat(second.text()).contains("Session-Expires: 3600", "Min-SE: 3600");
        assertThat(second.request().getCallId()).isEqualTo(invite.request().getCallId());
        assertThat(second.request().getCSeq().getSeqNumber())
                .isEqualTo(invite.request().getCSeq().getSeqNumber() + 1);
        second.answer(200, "callee", CONTACT, OFFER);
        assertThat(harness.events()).hasSize(1).first().isInstanceOf(ChannelEvent.Answered.class);
    }

    @Test
    void givesUpWhenThePeerOnlyRepeatsItself() {
        FakeStack.Sent invite = harness.originate(BOTH);

        invite.answer(422, "callee", "Min-SE: 90\n", "");

        assertThat(harness.events()).hasSize(1).first().isInstanceOf(ChannelEvent.HungUp.class);
    }

    @Test
    void refreshesByUpdateAtHalfOfTheInterval() { // section 7.4
        answered(UPDATES + "Session-Expires: 600;refresher=uac\n");

        pass(299);
        assertThat(harness.stack.methods()).doesNotContain("UPDATE");
        pass(2);

        assertThat(last()).startsWith("UPDATE ").contains("Session-Expires: 600;refresher=uac", "Supported: timer");
        harness.stack.last().answer(200, "callee", CONTACT + "Session-Expires: 600;refresher=uac\n", "");
        pass(550);
        assertThat(harness.stack.methods()).filteredOn("UPDATE"::equals).hasSize(2);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void refreshesByTheSameOfferWhenThePeerTakesNoUpdate() { // section 7.4: the version of o= stays
        FakeStack.Sent invite = answered(CONTACT + "Allow: INVITE, ACK, BYE\nSession-Expires: 600;refresher=uac\n");

        pass(301);

        FakeStack.Sent again = harness.stack.last();
        assertThat(again.request().getMethod()).isEqualTo("INVITE");
        assertThat(line(again.text(), "o=")).isEqualTo(line(invite.text(), "o="));
        again.answer(200, "callee", CONTACT + "Session-Expires: 600;refresher=uac\n", OFFER);
        assertThat(harness.events()).isEmpty();
    }

    private static String line(String text, String begin) {
        return text.lines().filter(line -> line.startsWith(begin)).findFirst().orElseThrow();
    }

    @Test
    void clearsWhenThePeerKnowsNothingOfTheDialog() {
        answered(UPDATES + "Session-Expires: 600;refresher=uac\n");
        pass(301);

        harness.stack.last().answer(481);

        assertThat(harness.events()).hasSize(1).first().isInstanceOf(ChannelEvent.HungUp.class);
    }

    @Test
    void triesSoonAgainAfterACollisionAndElseLastsToTheEnd() { // section 10
        answered(UPDATES + "Session-Expires: 600;refresher=uac\n");
        pass(301);
        harness.stack.last().answer(491);
        pass(4);
        assertThat(harness.stack.methods()).filteredOn("UPDATE"::equals).hasSize(2);

        harness.stack.last().answer(403);
        pass(200);
        assertThat(harness.events()).isEmpty();
        pass(100);

        assertThat(harness.events()).hasSize(1).first().isInstanceOf(ChannelEvent.HungUp.class);
    }

    @Test
    void hasNoTimerWhenThePeerGrantsNone() { // section 7.2
        answered(UPDATES);

        assertThat(harness.timers.pending()).isZero();
    }

    @Test
    void isNotMadeToRefreshAllTheTime() {
        answered(UPDATES + "Session-Expires: 1;refresher=uac\n");

        pass(40);
        assertThat(harness.stack.methods()).doesNotContain("UPDATE");
        pass(10);
        assertThat(harness.stack.methods()).contains("UPDATE");
    }

    @Test
    void leavesNothingBehind() {
        answered(UPDATES + "Session-Expires: 600;refresher=uac\n");

        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        harness.stack.last().answer(200);

        assertThat(harness.clean()).isTrue();
    }
}
