package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Harness.PCMA;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;
import static org.patchbay.sip.channel.internal.Messages.description;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Channel;
import org.patchbay.channel.ChannelEvent.HungUp;
import org.patchbay.channel.ChannelEvent.MediaChanged;

/** Our provisional responses to callers who acknowledge them (RFC 3262). */
class ReliableResponsesTest {
    private static final String REQUIRED = "Require: 100rel";
    private static final String SUPPORTED = "Supported: timer, 100rel";
    private static final String ANSWER = description(1, "198.51.100.7", 30000, "0 101", "sendrecv");
    private static final String HOLD = description(2, "198.51.100.7", 30000, "0 8 101", "sendonly");

    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    private FakeRequest invite(String headers, String offer) {
        return caller.invite("sip:1002@192.0.2.1", headers, offer);
    }

    private FakeRequest prack(SIPResponse response, String body) {
        String acknowledges = "RAck: " + ReliabilityHeaders.number(response).orElseThrow() + " 1 INVITE";
        return caller.request("PRACK", acknowledges, "application/sdp", body);
    }

    private static long number(FakeRequest invite) {
        return ReliabilityHeaders.number(invite.answer()).orElseThrow();
    }

    private static boolean reliable(FakeRequest invite) {
        return ReliabilityHeaders.required(invite.answer());
    }

    private void ack() {
        caller.request("ACK", 1, "", "", "");
    }

    // ---- which are reliable, and what they say

    @Test
    void sendsEachReliablyWhenTheCallerDemandsIt() { // RFC 3262 section 3
        FakeRequest invite = invite(REQUIRED, OFFER);
        harness.call(Channel::ring);

        assertThat(invite.statuses()).containsExactly(180);
        assertThat(invite.answer().toString()).contains("Require: 100rel").contains("RSeq: ");
        assertThat(prack(invite.answer(), "").status()).isEqualTo(200);
    }

    @Test
    void sendsOnlyDescriptionsReliablyWhenTheCallerMerelyAllowsIt() { // RFC 3262 section 3
        FakeRequest invite = invite(SUPPORTED, OFFER);
        harness.call(Channel::ring);
        assertThat(reliable(invite)).isFalse();

        harness.call(channel -> channel.progress(PCMU));

        assertThat(invite.statuses()).containsExactly(180, 183);
        assertThat(reliable(invite)).isTrue();
        assertThat(invite.description()).contains("m=audio 40000 RTP/AVP 0 101");
        // RFC 3311 section 5.1
        assertThat(SessionHeaders.allows(invite.answer(), "UPDATE")).isTrue();
    }

    @Test
    void sendsNothingReliablyToACallerThatDoesNotKnowHow() { // RFC 3262 section 3
        FakeRequest invite = invite("", OFFER);
        harness.call(channel -> channel.progress(PCMU));
        harness.pass(Duration.ofSeconds(40));

        assertThat(invite.statuses()).containsExactly(183);
        assertThat(reliable(invite)).isFalse();
    }

    @Test
    void beginsWithARandomNumber() { // RFC 3262 section 3: between 1 and 2^31 - 1
        var identifiers = new Identifiers();
        Set<Long> numbers = new HashSet<>();
        for (int i = 0; i < 1_000; i++) numbers.add(identifiers.responseNumber());

        assertThat(numbers).hasSizeGreaterThan(990).allMatch(number -> number >= 1 && number < 1L << 31);
    }

    @Test
    void saysInItsAnswerThatItKnowsHow() {
        FakeRequest invite = invite("", OFFER);
        harness.call(channel -> channel.answer(PCMU));

        assertThat(ReliabilityHeaders.supported(invite.answer())).isTrue();
        assertThat(SessionHeaders.allows(invite.answer(), "PRACK")).isTrue();
        ack();
        assertThat(ReliabilityHeaders.supported(caller.request("OPTIONS").answer()))
                .isTrue();
    }

    // ---- repetition

    @Test
    void repeatsAtDoublingIntervalsUntilThePrack() { // RFC 3262 section 3: T1, doubling without a bound
        FakeRequest invite = invite(REQUIRED, OFFER);
        harness.call(Channel::ring);

        for (int millis : new int[] {500, 1_000, 2_000, 4_000, 8_000}) {
            int before = invite.statuses().size();
            harness.pass(Duration.ofMillis(millis - 1));
            assertThat(invite.statuses()).hasSize(before);
            harness.pass(Duration.ofMillis(1));
            assertThat(invite.statuses()).hasSize(before + 1);
        }
        prack(invite.answer(), "");
        harness.pass(Duration.ofSeconds(40));
        assertThat(invite.statuses()).hasSize(6).containsOnly(180);
    }

    @Test
    void refusesAnInviteWhoseResponseIsNeverAcknowledged() { // RFC 3262 section 3: 64*T1, 5xx
        FakeRequest invite = invite(REQUIRED, OFFER);
        harness.call(Channel::ring);
        harness.pass(Duration.ofSeconds(32));

        assertThat(invite.status()).isEqualTo(504);
        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.TIMER_EXPIRED));
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void sendsTheSecondAfterThePrackOfTheFirst() { // RFC 3262 section 3: one at a time, numbered by one
        FakeRequest invite = invite(REQUIRED, OFFER);
        harness.call(Channel::ring);
        harness.call(channel -> channel.progress(PCMU));
        assertThat(invite.statuses()).containsExactly(180);
        long first = number(invite);

        prack(invite.answer(), "");

        assertThat(invite.statuses()).containsExactly(180, 183);
        assertThat(number(invite)).isEqualTo(first + 1);
        assertThat(invite.description()).contains("m=audio 40000");
    }

    @Test
    void remindsProxiesWithAnotherReliableOne() { // RFC 3261 section 13.3.1.1
        FakeRequest invite = invite(REQUIRED, OFFER);
        harness.call(channel -> channel.progress(PCMU));
        long first = number(invite);
        prack(invite.answer(), "");
        harness.pass(Duration.ofMinutes(1));

        assertThat(invite.statuses()).containsExactly(183, 183);
        assertThat(number(invite)).isEqualTo(first + 1);
        assertThat(invite.description()).isEmpty();
        assertThat(prack(invite.answer(), "").status()).isEqualTo(200);
    }

    @Test
    void remindsProxiesPlainlyWhereThereIsNothingToLose() {
        FakeRequest invite = invite(SUPPORTED, OFFER);
        harness.call(channel -> channel.progress(PCMU));
        prack(invite.answer(), "");
        harness.pass(Duration.ofMinutes(2));

        assertThat(invite.statuses()).containsExactly(183, 183, 183);
        assertThat(reliable(invite)).isFalse();
    }

    // ---- PRACKs

    @ParameterizedTest
    @CsvSource({"1,1,INVITE", "4000,1,INVITE", "0,2,INVITE", "0,1,UPDATE"})
    void refusesAPrackThatMatchesNothing(long offset, int request, String method) { // RFC 3262 section 3
        FakeRequest invite = invite(REQUIRED, OFFER);
        harness.call(Channel::ring);
        String acknowledges = "RAck: %d %d %s".formatted(number(invite) + offset, request, method);

        assertThat(caller.request("PRACK", acknowledges, "", "").status()).isEqualTo(481);
        assertThat(prack(invite.answer(), "").status()).isEqualTo(200);
    }

    @Test
    void takesNoPrackTwice() { // RFC 3262 section 3: it is removed from the list
        FakeRequest invite = invite(REQUIRED, OFFER);
        harness.call(Channel::ring);

        assertThat(prack(invite.answer(), "").status()).isEqualTo(200);
        assertThat(prack(invite.answer(), "").status()).isEqualTo(481);
    }

    @Test
    void refusesAPrackThatDoesNotSayWhatItAcknowledges() { // RFC 3262 section 7.2
        invite(REQUIRED, OFFER);
        harness.call(Channel::ring);

        assertThat(caller.request("PRACK").status()).isEqualTo(400);
    }

    @Test
    void refusesAPrackOfSomebodyElse() { // RFC 3261 section 12.2.2
        FakeRequest invite = invite(REQUIRED, OFFER);
        harness.call(Channel::ring);
        String text = caller.text(
                "PRACK",
                "sip:1002@192.0.2.1",
                2,
                "z9hG4bKp",
                caller.tag(),
                "RAck: " + number(invite) + " 1 INVITE",
                "",
                "");

        assertThat(status(text.replace("tag=caller", "tag=other"))).isEqualTo(481);
        assertThat(status(text.replace("Call-ID: call-1", "Call-ID: call-2"))).isEqualTo(481);
        assertThat(status(text)).isEqualTo(200);
    }

    private int status(String text) {
        return harness.receive(new FakeRequest(text, "udp")).status();
    }

    @Test
    void refusesAPrackWhenNothingWasReliable() {
        invite("", OFFER);
        harness.call(Channel::ring);
        assertThat(caller.request("PRACK", "RAck: 1 1 INVITE", "", "").status()).isEqualTo(481);

        harness.call(channel -> channel.answer(PCMU));
        ack();
        assertThat(caller.request("PRACK", "RAck: 1 1 INVITE", "", "").status()).isEqualTo(481);
    }

    // ---- the final response

    @Test
    void waitsWithThe200ForThePrackOfADescription() { // RFC 3262 section 3
        FakeRequest invite = invite(SUPPORTED, OFFER);
        harness.call(channel -> channel.progress(PCMU));
        SIPResponse progress = invite.answer();
        harness.call(channel -> channel.answer(PCMU));
        harness.call(Channel::ring);
        assertThat(invite.statuses()).containsExactly(183);

        FakeRequest prack = prack(progress, "");

        assertThat(prack.status()).isEqualTo(200);
        assertThat(invite.statuses()).containsExactly(183, 200);
        assertThat(invite.description()).isEmpty();
        ack();
        assertThat(harness.stack.methods()).isEmpty();
        assertThat(harness.media.last().negotiated().orElseThrow().format()).isEqualTo(PCMU);
    }

    @Test
    void offersTheChangeAfterTheAck() { // RFC 3261 section 13.2.1
        FakeRequest invite = invite(SUPPORTED, OFFER);
        harness.call(channel -> channel.progress(PCMU));
        prack(invite.answer(), "");
        harness.call(channel -> channel.answer(PCMA));
        ack();

        assertThat(harness.stack.methods()).containsExactly("INVITE");
        assertThat(harness.stack.last().text()).contains("m=audio 40000 RTP/AVP 8 101");
    }

    @Test
    void answersAtOnceWhenOnlyRingingIsUnacknowledged() { // RFC 3262 section 3: and takes its PRACK all the same
        FakeRequest invite = invite(REQUIRED, OFFER);
        harness.call(Channel::ring);
        SIPResponse ringing = invite.answer();
        harness.call(channel -> channel.answer(PCMU));
        assertThat(invite.statuses()).containsExactly(180, 200);
        assertThat(invite.description()).contains("m=audio 40000");
        ack();
        harness.pass(Duration.ofSeconds(20));

        assertThat(prack(ringing, "").status()).isEqualTo(200);
        harness.pass(Duration.ofSeconds(40));
        assertThat(invite.statuses()).containsExactly(180, 200);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void takesThePrackOfACallThatItHasRefused() { // RFC 3262 section 3
        FakeRequest invite = invite(REQUIRED, OFFER);
        harness.call(Channel::ring);
        harness.call(channel -> channel.progress(PCMU));
        SIPResponse ringing = invite.answer();
        harness.call(channel -> channel.hangup(Cause.USER_BUSY));
        harness.pass(Duration.ofSeconds(1));
        assertThat(invite.statuses()).containsExactly(180, 486);

        assertThat(prack(ringing, "").status()).isEqualTo(200);
        assertThat(invite.statuses()).containsExactly(180, 486);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void forgetsACallThatItHasRefusedWithoutItsPrack() {
        invite(REQUIRED, OFFER);
        harness.call(Channel::ring);
        harness.call(channel -> channel.hangup(Cause.USER_BUSY));
        harness.pass(Duration.ofSeconds(32));

        assertThat(harness.events()).isEmpty();
        assertThat(harness.clean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANCEL", "BYE", "stop"})
    void repeatsNothingWhenTheCallEnds(String how) {
        FakeRequest invite = invite(REQUIRED, OFFER);
        harness.call(Channel::ring);
        switch (how) {
            case "CANCEL" -> caller.cancel("");
            case "BYE" -> caller.request("BYE");
            default -> harness.technology.stop();
        }
        int responses = invite.statuses().size();
        harness.pass(Duration.ofSeconds(40));

        assertThat(invite.statuses()).hasSize(responses).hasSize(2);
        assertThat(harness.events()).hasSize(1);
        assertThat(harness.clean()).isTrue();
    }

    // ---- offers and answers

    @Test
    void offersEarlyMediaWhenTheCallerLeavesItToUs() { // RFC 3262 section 5
        FakeRequest invite = invite(SUPPORTED, "");
        harness.call(channel -> channel.progress(BOTH));
        assertThat(invite.statuses()).containsExactly(183);
        assertThat(invite.description()).contains("m=audio 40000 RTP/AVP 0 8 101");

        FakeRequest prack = prack(invite.answer(), ANSWER);

        assertThat(prack.status()).isEqualTo(200);
        var remote = harness.channel().remoteMedia().orElseThrow();
        assertThat(harness.events())
                .containsExactly(new MediaChanged(harness.channel().id(), remote));
        harness.call(channel -> channel.answer(PCMU));
        assertThat(invite.statuses()).containsExactly(183, 200);
        assertThat(invite.description()).isEmpty();
        ack();
        assertThat(harness.events()).isEmpty();
        assertThat(harness.stack.methods()).isEmpty();
    }

    @Test
    void offersWithItsRingingWhenThatMustBeReliable() { // RFC 3262 section 5: in the first reliable response
        FakeRequest invite = invite(REQUIRED, "");
        harness.call(Channel::ring);
        assertThat(invite.statuses()).containsExactly(180);
        assertThat(invite.description()).contains("m=audio 40000 RTP/AVP 0 8 101");

        harness.call(channel -> channel.answer(PCMU));
        assertThat(invite.statuses()).containsExactly(180);
        prack(invite.answer(), description(1, "198.51.100.7", 30000, "0 8 101", "sendrecv"));

        assertThat(invite.statuses()).containsExactly(180, 200);
        ack();
        assertThat(harness.stack.last().text()).startsWith("INVITE").contains("m=audio 40000 RTP/AVP 0 101");
    }

    @Test
    void refusesACallWhosePrackLacksTheAnswer() { // RFC 3262 section 5
        FakeRequest invite = invite(SUPPORTED, "");
        harness.call(channel -> channel.progress(BOTH));
        FakeRequest prack = prack(invite.answer(), "");

        assertThat(prack.status()).isEqualTo(200);
        assertThat(invite.status()).isGreaterThanOrEqualTo(400);
        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.PROTOCOL_ERROR));
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void answersWhatAPrackOffers() { // RFC 3262 section 5: in its 2xx
        FakeRequest invite = invite(SUPPORTED, OFFER);
        harness.call(channel -> channel.progress(PCMU));
        FakeRequest prack = prack(invite.answer(), HOLD);

        assertThat(prack.status()).isEqualTo(200);
        assertThat(prack.description()).contains("a=recvonly").contains("RTP/AVP 0 101");
        var remote = harness.channel().remoteMedia().orElseThrow();
        assertThat(harness.events())
                .containsExactly(new MediaChanged(harness.channel().id(), remote));
    }

    @Test
    void endsACallWhosePrackOffersWhatCantBeTaken() { // RFC 6337 section 2.3
        FakeRequest invite = invite(SUPPORTED, OFFER);
        harness.call(channel -> channel.progress(PCMU));
        FakeRequest prack = prack(invite.answer(), description(2, "198.51.100.7", 30000, "8", "sendrecv"));

        assertThat(prack.status()).isEqualTo(200);
        assertThat(invite.status()).isEqualTo(488);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void refusesAnOfferInThePrackOfRinging() { // RFC 3262 section 5: the INVITE's own is not answered
        FakeRequest invite = invite(REQUIRED, OFFER);
        harness.call(Channel::ring);

        assertThat(prack(invite.answer(), OFFER).status()).isEqualTo(500);
        assertThat(prack(invite.answer(), "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "v=0"})
    void refusesAPrackThatIsNotUnderstood(String body) {
        FakeRequest invite = invite(SUPPORTED, OFFER);
        harness.call(channel -> channel.progress(PCMU));

        assertThat(prack(invite.answer(), body).status()).isEqualTo(400);
        assertThat(prack(invite.answer(), "").status()).isEqualTo(200);
    }

    @Test
    void answersAnUpdateBeforeTheCallIsUp() { // RFC 3311 section 5.2
        FakeRequest invite = invite(SUPPORTED, OFFER);
        harness.call(channel -> channel.progress(PCMU));
        prack(invite.answer(), "");

        FakeRequest hold = caller.request("UPDATE", "", "application/sdp", HOLD);
        FakeRequest resume = caller.request(
                "UPDATE", "", "application/sdp", description(3, "198.51.100.7", 30002, "0 8 101", "sendrecv"));
        FakeRequest other =
                caller.request("UPDATE", "", "application/sdp", description(4, "198.51.100.7", 30004, "8", "sendrecv"));

        assertThat(hold.status()).isEqualTo(200);
        assertThat(hold.description()).contains("a=recvonly");
        assertThat(resume.description()).contains("a=sendrecv").contains("RTP/AVP 0 101");
        assertThat(other.status()).isEqualTo(488);
        assertThat(harness.channel().remoteMedia().orElseThrow().rtp().getPort())
                .isEqualTo(30002);
        assertThat(harness.events()).hasSize(2).allMatch(MediaChanged.class::isInstance);
    }

    @Test
    void refusesAnUpdateBeforeTheAnswerHasGoneForCertain() { // RFC 3311 section 5.2
        FakeRequest invite = invite(REQUIRED, OFFER);
        harness.call(Channel::ring);
        harness.call(channel -> channel.progress(PCMU)); // waits for the PRACK of the ringing
        FakeRequest early = caller.request("UPDATE", "", "application/sdp", HOLD);

        assertThat(early.status()).isEqualTo(500);
        assertThat(early.answer().toString()).contains("Retry-After: ");
        prack(invite.answer(), "");
        assertThat(caller.request("UPDATE", "", "application/sdp", HOLD).status())
                .isEqualTo(200);
    }

    @Test
    void refusesAnotherInviteBeforeTheFirstHasItsAnswer() { // RFC 3261 section 14.2
        FakeRequest invite = invite(SUPPORTED, OFFER);
        harness.call(channel -> channel.progress(PCMU));
        prack(invite.answer(), "");

        assertThat(caller.request("INVITE", "", "application/sdp", HOLD).status())
                .isEqualTo(500);
    }
}
