package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Messages.description;

import gov.nist.javax.sip.header.RSeq;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent.Answered;
import org.patchbay.channel.ChannelEvent.HungUp;
import org.patchbay.channel.ChannelEvent.Progress;
import org.patchbay.channel.ChannelEvent.Ringing;
import org.patchbay.sip.SipTransactions.Hop;

/** What devices that we call say before one of them answers (RFC 3262 section 4, RFC 3261 section 13.2.2). */
class EarlyDialogsTest {
    private static final String ANSWER = description(1, "198.51.100.7", 30000, "8 101", "sendrecv");
    private static final String OTHER = description(1, "198.51.100.8", 31000, "0 101", "sendrecv");
    private static final String CONTACT = "Contact: <sip:1002@198.51.100.7:5062>\n";

    private final Harness harness = new Harness();
    private final FakeStack.Sent invite = harness.originate(BOTH);

    private static String reliable(long number) {
        return CONTACT + "Require: 100rel\nRSeq: " + number;
    }

    private void reliably(int status, String tag, long number, String description) {
        invite.answer(status, tag, reliable(number), description);
    }

    private List<FakeStack.Sent> pracks() {
        return harness.stack.sent().stream()
                .filter(sent -> sent.request().getMethod().equals("PRACK"))
                .toList();
    }

    private List<String> acknowledged() {
        return pracks().stream()
                .map(prack -> prack.request().getToTag()
                        + ' '
                        + prack.request().getCSeq().getSeqNumber()
                        + ' '
                        + ReliabilityHeaders.acknowledged(prack.request())
                                .orElseThrow()
                                .response())
                .toList();
    }

    // ---- PRACK

    @Test
    void saysThatItTakesReliableResponses() { // RFC 3262 section 4
        assertThat(ReliabilityHeaders.supported(invite.request())).isTrue();
        assertThat(ReliabilityHeaders.required(invite.request())).isFalse();
        assertThat(SessionHeaders.allows(invite.request(), "PRACK")).isTrue();
    }

    @Test
    void acknowledgesAReliableResponseWithinItsDialog() { // RFC 3262 section 4, RFC 3261 section 12.2.1.1
        invite.answer(
                183,
                "callee",
                "Record-Route: <sip:p1.example.com;lr>, <sip:198.51.100.7;lr>\n" + reliable(1_000),
                ANSWER);

        FakeStack.Sent prack = pracks().getFirst();
        assertThat(prack.request().getRequestURI()).hasToString("sip:1002@198.51.100.7:5062");
        assertThat(prack.text())
                .contains("RAck: 1000 1 INVITE")
                .contains("CSeq: 2 PRACK")
                .contains("Route: <sip:198.51.100.7;lr>,<sip:p1.example.com;lr>")
                .contains(";tag=callee")
                .contains("Call-ID: " + invite.request().getCallId().getCallId())
                .contains("Content-Length: 0");
        assertThat(prack.hop()).isEqualTo(new Hop("udp", new InetSocketAddress("198.51.100.7", 5060)));
        assertThat(harness.events())
                .containsExactly(new Progress(
                        harness.channel().id(), harness.channel().remoteMedia().orElseThrow()));
    }

    @Test
    void acknowledgesNoResponseTwice() { // RFC 3262 section 4: retransmissions are discarded
        reliably(180, "callee", 1, "");
        reliably(180, "callee", 1, "");

        assertThat(acknowledged()).containsExactly("callee 2 1");
        assertThat(harness.events())
                .containsExactly(new Ringing(harness.channel().id()));
    }

    @Test
    void takesReliableResponsesInOrder() { // RFC 3262 section 4: others are neither acknowledged nor processed
        reliably(180, "callee", 7, "");
        reliably(183, "callee", 9, ANSWER);
        reliably(183, "callee", 6, ANSWER);
        assertThat(acknowledged()).containsExactly("callee 2 7");
        assertThat(harness.events()).hasSize(1);

        reliably(180, "callee", 8, "");
        reliably(183, "callee", 9, ANSWER);
        assertThat(acknowledged()).containsExactly("callee 2 7", "callee 3 8", "callee 4 9");
        assertThat(harness.events()).singleElement().isInstanceOf(Progress.class);
    }

    @Test
    void acknowledgesNothingThatIsNotReliable() { // RFC 3262 section 4: a 100 never is
        invite.answer(100, "callee", reliable(1), "");
        invite.answer(180, "callee", CONTACT, "");
        invite.answer(180, "callee", CONTACT + "RSeq: 5", "");

        assertThat(pracks()).isEmpty();
    }

    @Test
    void takesNoReliableResponseWithoutANumber() { // RFC 3262 section 7.1: at least 1
        SIPResponse zero = Messages.response(invite.request(), 180, "callee", reliable(1), "");
        zero.setHeader(new RSeq());
        invite.received(zero);
        invite.answer(180, "callee", CONTACT + "Require: 100rel", "");

        assertThat(pracks()).isEmpty();
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void takesTheHighestNumber() { // RFC 3262 section 3: it must not wrap around
        reliably(180, "callee", Integer.MAX_VALUE, "");
        reliably(183, "callee", 1L << 31, ANSWER);
        reliably(183, "callee", 1, OTHER);

        assertThat(acknowledged()).containsExactly("callee 2 2147483647", "callee 3 2147483648");
    }

    @Test
    void acknowledgesNothingOnceItHasGivenUp() {
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        reliably(180, "callee", 1, "");

        assertThat(pracks()).isEmpty();
        assertThat(invite.cancelled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 481, 0})
    void goesOnWhateverComesOfThePrack(int status) {
        reliably(180, "callee", 1, "");
        if (status == 0) pracks().getFirst().timeOut();
        else pracks().getFirst().answer(status);
        invite.answer(200, "callee", CONTACT, ANSWER);

        assertThat(harness.events()).hasSize(2).noneMatch(HungUp.class::isInstance);
    }

    // ---- the answer

    @Test
    void takesTheDescriptionOfAReliableResponseForTheAnswer() { // RFC 3262 section 5, RFC 3261 section 13.2.1
        reliably(183, "callee", 1, ANSWER);
        harness.events();
        invite.answer(200, "callee", CONTACT, "");

        var remote = harness.channel().remoteMedia().orElseThrow();
        assertThat(harness.events())
                .containsExactly(new Answered(harness.channel().id(), remote));
        assertThat(remote.rtp().getPort()).isEqualTo(30000);
        assertThat(harness.stack.acks()).hasSize(1);
    }

    @Test
    void ignoresDescriptionsAfterTheAnswer() { // RFC 3261 section 13.2.1
        reliably(183, "callee", 1, ANSWER);
        reliably(183, "callee", 2, OTHER);
        invite.answer(200, "callee", CONTACT, OTHER);

        assertThat(pracks()).hasSize(2);
        assertThat(harness.events())
                .hasSize(2)
                .contains(new Answered(
                        harness.channel().id(), harness.channel().remoteMedia().orElseThrow()));
        assertThat(harness.channel().remoteMedia().orElseThrow().rtp().getPort())
                .isEqualTo(30000);
    }

    @Test
    void takesWhatIsNotReliableForAPreview() {
        invite.answer(183, "callee", CONTACT, ANSWER);
        invite.answer(200, "callee", CONTACT, OTHER);

        assertThat(harness.channel().remoteMedia().orElseThrow().rtp().getPort())
                .isEqualTo(31000);
    }

    @Test
    void takesAnotherAnswerForOneThatIsOfNoUse() {
        reliably(183, "callee", 1, description(1, "198.51.100.7", 0, "0", "sendrecv"));
        invite.answer(200, "callee", CONTACT, ANSWER);

        assertThat(pracks()).hasSize(1);
        assertThat(harness.events()).hasSize(2).noneMatch(HungUp.class::isInstance);
    }

    // ---- several devices

    @Test
    void numbersTheRequestsOfEachDialogByThemselves() { // RFC 3261 section 12.2.1.1: contiguous
        reliably(180, "desk", 10, "");
        reliably(180, "mobile", 900, "");
        reliably(183, "mobile", 901, ANSWER);
        reliably(183, "desk", 11, ANSWER);
        assertThat(acknowledged()).containsExactly("desk 2 10", "mobile 2 900", "mobile 3 901", "desk 3 11");

        invite.answer(200, "mobile", CONTACT, "");
        invite.answer(200, "desk", CONTACT, "");
        FakeStack.Sent late = harness.stack.last();
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));

        assertThat(late.text()).startsWith("BYE").contains("CSeq: 4 BYE").contains(";tag=desk");
        assertThat(harness.stack.last().text()).contains("CSeq: 4 BYE").contains(";tag=mobile");
        late.answer(200);
        harness.stack.last().answer(200);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void hearsTheDeviceThatAnswers() { // RFC 3261 section 13.2.2.4
        reliably(183, "desk", 1, ANSWER);
        reliably(183, "mobile", 1, OTHER);
        assertThat(heard()).isEqualTo(31000);

        invite.answer(200, "desk", CONTACT, "");
        assertThat(heard()).isEqualTo(30000);
    }

    private int heard() {
        return harness.media.last().negotiated().orElseThrow().peer().rtp().getPort();
    }

    @Test
    void takesTheAnswerOfADeviceThatNeverRang() {
        reliably(183, "desk", 1, ANSWER);
        invite.answer(200, "mobile", CONTACT, OTHER);
        assertThat(heard()).isEqualTo(31000);

        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        assertThat(harness.stack.last().text()).contains("CSeq: 2 BYE").contains(";tag=mobile");
    }

    @Test
    void endsTheDialogOfADeviceThatAnswersAfterTheCancel() { // RFC 3261 section 9.1
        reliably(180, "desk", 1, "");
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        invite.answer(200, "desk", CONTACT, ANSWER);

        assertThat(harness.stack.last().text()).startsWith("BYE").contains("CSeq: 3 BYE");
        harness.stack.last().answer(200);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void recomputesTheRouteSetFromTheAnswer() { // RFC 3261 section 13.2.2.4
        invite.answer(180, "desk", CONTACT + "Record-Route: <sip:old.example.com;lr>", "");
        invite.answer(200, "desk", CONTACT + "Record-Route: <sip:new.example.com;lr>", ANSWER);

        assertThat(harness.stack.acks().getLast().request().toString())
                .contains("Route: <sip:new.example.com;lr>")
                .doesNotContain("old.example.com");
    }

    // ---- requests of the devices

    @Test
    void countsTheRequestsOfEachDeviceByThemselves() { // RFC 3261 section 12.2.2
        invite.answer(180, "desk", CONTACT, "");
        invite.answer(180, "mobile", CONTACT, "");
        var callee = new Callee(harness, invite);

        assertThat(callee.request("OPTIONS", 50, "desk", "", "").status()).isEqualTo(200);
        assertThat(callee.request("OPTIONS", 7, "mobile", "", "").status()).isEqualTo(200);
        assertThat(callee.request("OPTIONS", 49, "desk", "", "").status()).isEqualTo(500);

        invite.answer(200, "desk", CONTACT, ANSWER);
        assertThat(callee.request("OPTIONS", 48, "desk", "", "").status()).isEqualTo(500);
        assertThat(callee.request("OPTIONS", 51, "desk", "", "").status()).isEqualTo(200);
        assertThat(callee.request("OPTIONS", 52, "mobile", "", "").status()).isEqualTo(481);
    }

    @Test
    void answersAnUpdateOnceItsOfferHasAnAnswer() { // RFC 3311 section 5.2
        var callee = new Callee(harness, invite);
        String hold = description(2, "198.51.100.7", 30000, "8 101", "sendonly");
        invite.answer(183, "callee", CONTACT, ANSWER);
        assertThat(callee.request("UPDATE", 1, "callee", "application/sdp", hold)
                        .status())
                .isEqualTo(491);

        reliably(183, "callee", 1, ANSWER);
        FakeRequest update = callee.request("UPDATE", 2, "callee", "application/sdp", hold);

        assertThat(update.status()).isEqualTo(200);
        assertThat(update.description()).contains("a=recvonly").contains("RTP/AVP 8 101");
        assertThat(callee.request("INVITE", 3, "callee", "application/sdp", hold)
                        .status())
                .isEqualTo(491);
        harness.events();
        invite.answer(200, "callee", CONTACT, "");
        assertThat(harness.events())
                .containsExactly(new Answered(
                        harness.channel().id(), harness.channel().remoteMedia().orElseThrow()));
        assertThat(harness.channel().remoteMedia().orElseThrow().format().direction())
                .hasToString("SENDONLY");
    }

    @Test
    void sendsLaterPracksWhereAnUpdateSays() { // RFC 3311 section 5.2: target refresh
        reliably(180, "callee", 1, "");
        FakeRequest update = new Callee(harness, invite).request("UPDATE", 1, "callee", "", "");
        reliably(180, "callee", 2, "");

        assertThat(update.status()).isEqualTo(200);
        assertThat(pracks().getLast().request().getRequestURI()).hasToString("sip:1002@10.0.0.9:5062");
    }

    @Test
    void refusesThePrackOfACallee() {
        invite.answer(180, "callee", CONTACT, "");
        FakeRequest prack = new Callee(harness, invite).request("PRACK", 1, "callee", "RAck: 1 1 INVITE", "", "");

        assertThat(prack.status()).isEqualTo(481);
    }

    // ---- bounds

    @Test
    void takesNoticeOfSixteenDevices() {
        for (int i = 0; i < 5_000; i++) reliably(183, "device" + i, 1, ANSWER);

        assertThat(pracks()).hasSize(EarlyDialogs.MOST);
        for (FakeStack.Sent prack : pracks()) prack.answer(200);
        reliably(183, "another", 1, ANSWER);
        invite.answer(183, "another", CONTACT, ANSWER);
        assertThat(pracks()).hasSize(EarlyDialogs.MOST);
        invite.answer(486);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void waitsForAnswersToItsPracks() {
        for (int i = 1; i <= 1_000; i++) reliably(180, "callee", i, "");
        assertThat(pracks()).hasSize(16);

        pracks().getFirst().answer(200);
        reliably(180, "callee", 17, "");
        assertThat(acknowledged()).hasSize(17).endsWith("callee 18 17");
    }

    @Test
    void beginsAgainWithAnInviteThatIsSentAgain() { // RFC 4028 section 7.3: the same tags and numbers may come
        reliably(180, "callee", 5, "");
        pracks().getFirst().answer(200);
        invite.answer(422, "callee", "Min-SE: 3600", "");
        FakeStack.Sent again = harness.stack.last();
        again.answer(183, "callee", reliable(70), ANSWER);

        assertThat(again.text()).contains("CSeq: 2 INVITE");
        assertThat(pracks().getLast().text()).contains("CSeq: 3 PRACK").contains("RAck: 70 2 INVITE");
        harness.pass(Duration.ofSeconds(1));
        again.answer(200, "callee", CONTACT, "");
        assertThat(harness.events().getLast()).isInstanceOf(Answered.class);
    }
}
