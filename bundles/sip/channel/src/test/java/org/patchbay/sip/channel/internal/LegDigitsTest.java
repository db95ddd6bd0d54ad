package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.sip.channel.internal.Messages.OFFER;
import static org.patchbay.sip.channel.internal.Messages.description;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.media.Codec;
import org.patchbay.media.DigitPolicy;
import org.patchbay.media.DigitWay;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession.Digit;

/** By which way the keys of a leg go, and that each press counts once. */
class LegDigitsTest {
    private static final String ALLOWS_INFO = "Allow: INVITE, ACK, BYE, CANCEL, INFO";
    private static final String WITHOUT_EVENTS = description(1, "198.51.100.7", 30000, "0", "sendrecv");
    private static final MediaFormat SOUND_ALONE = new MediaFormat(List.of(Codec.PCMU), Direction.SENDRECV);

    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    private FakeRequest up(DigitPolicy policy, String headers, String offer) {
        harness.digits(policy);
        FakeRequest invite = caller.invite("sip:1002@192.0.2.1", headers, offer);
        harness.call(channel -> channel.answer(Harness.PCMU));
        caller.ack("");
        return invite;
    }

    private DigitWay way() {
        return harness.media.last().digitWay();
    }

    private void press(char... digits) {
        DigitWay.Signalled info = (DigitWay.Signalled) way();
        for (char digit : digits) harness.owner.execute(() -> info.press().accept(new Digit(digit, 100)));
    }

    private FakeRequest signal(char digit) {
        return caller.request("INFO", "", "application/dtmf-relay", "Signal=" + digit + "\r\nDuration=160\r\n");
    }

    private List<Character> events() {
        return harness.events().stream()
                .filter(ChannelEvent.Digit.class::isInstance)
                .map(event -> ((ChannelEvent.Digit) event).digit())
                .toList();
    }

    @Test
    void takesEventsThatTheOtherSideDoesNot() {
        FakeRequest invite = caller.invite(OFFER);

        harness.call(channel -> channel.answer(SOUND_ALONE));

        assertThat(invite.description()).contains("RTP/AVP 0 101\r\n").contains("a=rtpmap:101 telephone-event/8000");
        assertThat(way()).isEqualTo(new DigitWay.Events());
    }

    @ParameterizedTest
    @EnumSource(
            value = DigitPolicy.class,
            names = {"INFO", "INBAND"})
    void agreesToNoEventsWhereKeysGoAnotherWay(DigitPolicy policy) {
        FakeRequest invite = up(policy, "", OFFER);

        assertThat(invite.description()).contains("RTP/AVP 0\r\n").doesNotContain("telephone-event");
    }

    @ParameterizedTest
    @EnumSource(
            value = DigitPolicy.class,
            names = {"INFO", "INBAND"})
    void offersNoEventsWhereKeysGoAnotherWay(DigitPolicy policy) {
        harness.digits(policy);

        FakeStack.Sent invite = harness.originate(Harness.BOTH);

        assertThat(invite.request().toString()).contains("m=audio").doesNotContain("telephone-event");
    }

    @Test
    void goesByEventsWhereTheyAreAgreedOn() {
        up(DigitPolicy.AUTO, ALLOWS_INFO, OFFER);

        assertThat(way()).isEqualTo(new DigitWay.Events());
    }

    @Test
    void goesByInfoWithoutEventsIfThePeerAllowsIt() {
        up(DigitPolicy.AUTO, ALLOWS_INFO, WITHOUT_EVENTS);

        assertThat(way()).isInstanceOf(DigitWay.Signalled.class);
    }

    @Test
    void goesByTonesAsTheLastResort() {
        up(DigitPolicy.AUTO, "Allow: INVITE, ACK, BYE", WITHOUT_EVENTS);

        assertThat(way()).isEqualTo(new DigitWay.Tones(false));
    }

    @Test
    void listensToTonesAlwaysWhereTheyAreTheWay() {
        up(DigitPolicy.INBAND, ALLOWS_INFO, OFFER);

        assertThat(way()).isEqualTo(new DigitWay.Tones(true));
    }

    @ParameterizedTest
    @CsvSource({"200", "183"})
    void learnsFromTheAnswersOfWhoIsCalledWhatItAllows(int status) {
        FakeStack.Sent invite = harness.originate(SOUND_ALONE);

        invite.answer(status, "ben", "Contact: <sip:1002@10.0.0.9>\n" + ALLOWS_INFO, WITHOUT_EVENTS);

        assertThat(way()).isInstanceOf(DigitWay.Signalled.class);
    }

    @Test
    void learnsFromTheAnswerAlsoAfterTheSoundWasAgreedOn() {
        FakeStack.Sent invite = harness.originate(SOUND_ALONE);
        invite.answer(183, "ben", "Contact: <sip:1002@10.0.0.9>", WITHOUT_EVENTS);
        assertThat(way()).isEqualTo(new DigitWay.Tones(false));

        invite.answer(200, "ben", "Contact: <sip:1002@10.0.0.9>\n" + ALLOWS_INFO, WITHOUT_EVENTS);

        assertThat(way()).isInstanceOf(DigitWay.Signalled.class);
    }

    @Test
    void pressesOneKeyByInfoAfterTheOther() { // requests may overtake each other
        up(DigitPolicy.INFO, "", OFFER);

        press('1', '#');
        FakeStack.Sent first = harness.stack.last();

        assertThat(first.request().getMethod()).isEqualTo("INFO");
        assertThat(first.request().toString())
                .contains("Content-Type: application/dtmf-relay")
                .endsWith("Signal=1\r\nDuration=100\r\n");
        first.answer(200, "caller", "", "");
        FakeStack.Sent second = harness.stack.last();
        assertThat(second.request().toString()).endsWith("Signal=#\r\nDuration=100\r\n");
        assertThat(second.request().getCSeq().getSeqNumber())
                .isEqualTo(first.request().getCSeq().getSeqNumber() + 1);
    }

    @Test
    void givesUpOnAPeerThatAnswersNoInfo() {
        up(DigitPolicy.INFO, "", OFFER);
        press('1', '2', '3');
        FakeStack.Sent first = harness.stack.last();

        first.timeOut();

        assertThat(harness.stack.last()).isSameAs(first);
        press('4');
        assertThat(harness.stack.last().request().toString()).contains("Signal=4");
    }

    @Test
    void refusesMoreKeysThanCanWait() {
        up(DigitPolicy.INFO, "", OFFER);
        press("1".repeat(65).toCharArray());

        assertThatThrownBy(() -> ((DigitWay.Signalled) way()).press().accept(new Digit('1', 100)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void countsAPressOnceThatComesByInfoAndInTheStream() {
        up(DigitPolicy.AUTO, ALLOWS_INFO, OFFER);

        signal('5');
        harness.media.last().press('5', 100);
        harness.media.last().press('6', 100);
        signal('6');
        harness.media.last().press('6', 100);

        assertThat(events()).containsExactly('5', '6', '6');
        assertThat(harness.media.last().passed()).extracting(Digit::digit).containsExactly('5', '6', '6');
    }

    @ParameterizedTest
    @EnumSource(
            value = DigitPolicy.class,
            names = {"RFC4733", "INBAND"})
    void takesNoInfoWhereKeysGoAnotherWayAndSaysNothingOfIt(DigitPolicy policy) {
        up(policy, ALLOWS_INFO, OFFER);

        FakeRequest info = signal('5');

        assertThat(info.statuses()).containsExactly(200);
        assertThat(events()).isEmpty();
    }
}
