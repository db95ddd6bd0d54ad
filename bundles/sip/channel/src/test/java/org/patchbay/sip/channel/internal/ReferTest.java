package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.ChannelEvent.Digit;
import org.patchbay.channel.ChannelEvent.TransferRequested;
import org.patchbay.channel.Origin;
import org.patchbay.channel.Party;
import org.patchbay.channel.TransferProgress;
import org.patchbay.channel.TransferTarget;
import org.patchbay.channel.Transferor;
import org.patchbay.sip.PeerRoute;
import org.patchbay.sip.RequestVerifier.Verdict;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.SipTransactions.Hop;

/** REFER within a dialog (RFC 3515, RFC 4488), and what the peer is told of it. */
class ReferTest {
    private static final Origin TRANSFERRED = new Origin(
            new Party("1001", "Ann"), List.of(), Optional.of(new Transferor("1002", "internal", Optional.empty())));
    private static final String TO_1003 = "Refer-To: <sip:1003@192.0.2.1>\n";

    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    private void up() {
        caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
        harness.events();
        harness.owner.logic(this::accept);
    }

    private void accept(ChannelEvent event) {
        if (event instanceof TransferRequested) harness.channel().transfer(new TransferProgress.Accepted());
    }

    private FakeRequest refer(String headers) {
        return caller.request("REFER", headers, "", "");
    }

    private void progress(TransferProgress progress) {
        harness.call(channel -> channel.transfer(progress));
    }

    private String body() {
        return new String(harness.stack.last().request().getRawContent(), StandardCharsets.UTF_8);
    }

    @Test
    void acceptsAReferAndTellsAtOnceHowItStands() { // RFC 3515 sections 2.4.2 and 2.4.4
        up();
        FakeRequest refer = refer(TO_1003);

        assertThat(refer.statuses()).containsExactly(202);
        assertThat(refer.answer().toString()).contains("Contact: <sip:1002@192.0.2.1:5060>");
        var by = new Transferor("1001", "internal", Optional.of(new AddressOfRecord("1001", "patchbay")));
        assertThat(harness.events())
                .containsExactly(new TransferRequested(harness.channel().id(), new TransferTarget.Number("1003"), by));
        assertThat(harness.stack.last().text())
                .startsWith("NOTIFY sip:1001@10.0.0.7:5060")
                .contains("Event: refer\r\n", "Subscription-State: active;expires=1")
                .contains("Content-Type: message/sipfrag;version=2.0");
        assertThat(body()).isEqualTo("SIP/2.0 100 Trying\r\n");
    }

    @Test
    void tellsThatSomebodyIsAlertedOnceTheFirstNotifyIsAnswered() {
        up();
        refer(TO_1003);
        FakeStack.Sent trying = harness.stack.last();
        progress(new TransferProgress.Alerting());
        assertThat(harness.stack.last()).isSameAs(trying);

        trying.answer(200);

        assertThat(body()).isEqualTo("SIP/2.0 180 Ringing\r\n");
        assertThat(harness.stack.last().text()).contains("Subscription-State: active");
    }

    @Test
    void tellsOfSuccessWithoutWaiting() { // RFC 3515 section 2.4.7
        up();
        refer(TO_1003);
        progress(new TransferProgress.Connected());

        assertThat(body()).isEqualTo("SIP/2.0 200 OK\r\n");
        assertThat(harness.stack.last().text()).contains("Subscription-State: terminated;reason=noresource");
        harness.stack.sent().forEach(notify -> notify.answer(200));
        assertThat(harness.timers.pending()).isLessThanOrEqualTo(1); // the session timer
    }

    @Test
    void tellsWhyNothingCameOfIt() { // RFC 3515 section 2.4.5
        up();
        refer(TO_1003);
        progress(new TransferProgress.Failed(Cause.USER_BUSY));

        assertThat(body()).isEqualTo("SIP/2.0 486 Busy Here\r\n");
    }

    @Test
    void tellsOfASecondReferByItsNumber() { // RFC 3515 section 2.4.6
        up();
        refer(TO_1003);
        progress(new TransferProgress.Failed(Cause.USER_BUSY));
        FakeRequest second = refer(TO_1003);

        assertThat(second.status()).isEqualTo(202);
        assertThat(harness.stack.last().text())
                .contains("Event: refer;id=" + second.message().getCSeq().getSeqNumber() + "\r\n");
    }

    @Test
    void takesOneReferAtATime() {
        up();
        refer(TO_1003);

        assertThat(refer(TO_1003).statuses()).containsExactly(491);
    }

    @Test
    void refusesWhatTheCallRefuses() {
        up();
        harness.owner.logic(event -> harness.channel().transfer(new TransferProgress.Refused(Cause.CONGESTION)));

        assertThat(refer(TO_1003).statuses()).containsExactly(503);
        assertThat(harness.stack.sent()).isEmpty();
    }

    @Test
    void refusesALegThatNobodyTalksWith() {
        up();
        harness.owner.logic(_ -> {});
        FakeRequest refer = refer(TO_1003);

        assertThat(refer.statuses()).containsExactly(603);
        assertThat(refer.answer().getReasonPhrase()).isEqualTo("Nobody To Transfer");
    }

    @Test
    void refusesALegThatRings() {
        caller.invite(OFFER);
        harness.call(channel -> channel.ring());

        assertThat(refer(TO_1003).statuses()).containsExactly(603);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400",
        "'Refer-To: <mailto:ann@example.com>', 416",
        "'Refer-To: <sip:192.0.2.1>', 404",
        "'Refer-To: <sip:1003@192.0.2.1;method=BYE>', 603",
        "'Refer-To: <sip:1003@192.0.2.1?Replaces=>', 400",
        "'Refer-To: <sip:1003@192.0.2.1?Replaces=a%3Bto-tag%3Db>', 400",
        "'Refer-To: <sip:1003@192.0.2.1?Replaces=%3Bto-tag%3Db%3Bfrom-tag%3Dc>', 400",
        "'Refer-To: <sip:1003@192.0.2.1?Replaces=a%3Bto-tag%3Db%3Bto-tag%3Db%3Bfrom-tag%3Dc>', 400",
    })
    void refusesWhatItCantFollow(String header, int status) { // RFC 3515 section 2.4.2, RFC 3891 section 6.1
        up();

        assertThat(refer(header).statuses()).containsExactly(status);
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void refusesTwoDestinations() { // RFC 3515 section 2.4.2
        up();
        var text = caller.text(
                "REFER", "sip:x@192.0.2.1", 9, "z9hG4bKr", caller.tag(), "Refer-To: <sip:1003@192.0.2.1>", "", "");
        var refer = new FakeRequest(text, "udp");
        refer.message().addUnparsed("r: <sip:1004@192.0.2.1>");

        assertThat(harness.receive(refer).statuses()).containsExactly(400);
    }

    @Test
    void takesATelephoneNumber() {
        up();
        refer("Refer-To: <tel:+15551003>\n");

        assertThat(harness.events())
                .first()
                .extracting(event -> ((TransferRequested) event).target())
                .isEqualTo(new TransferTarget.Number("15551003"));
    }

    @Test
    void tellsNothingToWhoWantsToHearNothing() { // RFC 4488 section 4
        up();
        FakeRequest refer = refer(TO_1003 + "Refer-Sub: false\n");
        progress(new TransferProgress.Connected());

        assertThat(refer.statuses()).containsExactly(202);
        assertThat(refer.answer().toString()).contains("Refer-Sub: false");
        assertThat(harness.stack.sent()).isEmpty();
    }

    @Test
    void endsTheSubscriptionWhenThePeerKnowsNothingOfIt() { // RFC 6665 section 4.2.2
        up();
        refer(TO_1003);
        harness.stack.last().answer(481);
        int sent = harness.stack.sent().size();

        progress(new TransferProgress.Connected());

        assertThat(harness.stack.sent()).hasSize(sent);
    }

    @Test
    void endsTheSubscriptionWithTheDialog() {
        up();
        refer(TO_1003);
        caller.request("BYE");
        harness.stack.last().answer(200);
        int sent = harness.stack.sent().size();
        progress(new TransferProgress.Connected());

        assertThat(harness.stack.sent()).hasSize(sent);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void endsTheSubscriptionWhenItLastsTooLong() {
        up();
        refer(TO_1003);
        harness.stack.last().answer(200);
        harness.pass(Duration.ofMinutes(3));

        assertThat(harness.stack.last().text()).contains("Subscription-State: terminated;reason=timeout");
    }

    @Test
    void callsNobodyForAStranger() {
        var text = caller.text("REFER", "sip:1002@192.0.2.1", 1, "z9hG4bKr", "", TO_1003, "", "");

        assertThat(harness.receive(new FakeRequest(text, "udp")).statuses()).containsExactly(403);
    }

    @Test
    void verifiesATransferorThatWeHaveCalled() {
        FakeStack.Sent invite = harness.originate(BOTH);
        invite.answer(200, "callee", "Contact: <sip:1002@10.0.0.9:5062>", OFFER);
        harness.events();
        harness.owner.logic(this::accept);
        harness.handler.setVerifier(request -> new Verdict.Refused(request.response(401), Optional.empty()));
        var callee = new Callee(harness, invite);

        FakeRequest challenged = callee.request("REFER", 1, "callee", TO_1003);
        harness.handler.setVerifier(Harness.verified("1002"));
        FakeRequest verified = callee.request("REFER", 2, "callee", TO_1003);

        assertThat(challenged.statuses()).containsExactly(401);
        assertThat(verified.statuses()).containsExactly(202);
        assertThat(harness.events())
                .extracting(event -> ((TransferRequested) event).by().subscriber())
                .containsExactly(Optional.of(new AddressOfRecord("1002", "patchbay")));
    }

    @Test
    void findsTheLegWhosePlaceIsWanted() { // RFC 3891 section 3, RFC 5589 section 7
        FakeStack.Sent invite = harness.originate(BOTH);
        invite.answer(200, "callee", "Contact: <sip:1002@10.0.0.9:5062>", OFFER);
        var other = harness.channel();
        up();
        refer("Refer-To: <sip:1002@192.0.2.1?Replaces=%s%%3Bto-tag%%3D%s%%3Bfrom-tag%%3Dcallee>\n"
                .formatted(
                        invite.request().getCallId().getCallId(),
                        invite.request().getFromTag()));

        assertThat(harness.events())
                .extracting(event -> ((TransferRequested) event).target())
                .containsExactly(new TransferTarget.PlaceOf(other));
    }

    @Test
    void tellsThatThereIsNoSuchDialog() {
        up();
        FakeRequest refer = refer("Refer-To: <sip:1002@192.0.2.1?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc>\n");

        assertThat(refer.statuses()).containsExactly(202);
        assertThat(body()).isEqualTo("SIP/2.0 481 Call/Transaction Does Not Exist\r\n");
        assertThat(harness.events()).isEmpty();
    }

    @Test
    void tellsTheDialledPhoneWhoTransferred() { // RFC 3892 section 2.1
        var received = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 5070);
        var phone = new SipContact("sip:1003@10.0.0.9:5062", "udp", received).toBinding(1, Instant.MAX, Map.of());
        harness.owner.execute(() -> harness.technology.originate(phone, TRANSFERRED, "1003", BOTH, harness.owner));

        assertThat(harness.stack.last().text()).contains("Referred-By: <sip:1002@192.0.2.1>");
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void tellsATrunkOnlyIfItIsTrusted(boolean trusted, int told) {
        var hop = new Hop("udp", new InetSocketAddress(InetAddress.ofLiteral("198.51.100.9"), 5060));
        var route =
                new PeerRoute("carrier", List.of(hop), List.of(), "", "sip.example.net", trusted, OptionalInt.empty());
        harness.owner.execute(() -> harness.technology.originate(
                route.toBinding("sip:030123@sip.example.net"), TRANSFERRED, "030123", BOTH, harness.owner));

        assertThat(harness.stack.last().text().lines().filter("Referred-By: <sip:1002@sip.example.net>"::equals))
                .hasSize(told);
    }

    @Test
    void tellsNobodyOfATransferorThatIsWithheld() { // RFC 3323 section 4.1
        var hop = new Hop("udp", new InetSocketAddress(InetAddress.ofLiteral("198.51.100.9"), 5060));
        var route = new PeerRoute("carrier", List.of(hop), List.of(), "", "sip.example.net", true, OptionalInt.empty());
        var hidden = new Transferor("1002", "internal", Optional.empty(), true);
        var origin = new Origin(new Party("1001", "Ann"), List.of(), Optional.of(hidden));

        harness.owner.execute(() -> harness.technology.originate(
                route.toBinding("sip:030123@sip.example.net"), origin, "030123", BOTH, harness.owner));

        assertThat(harness.stack.last().text()).startsWith("INVITE").doesNotContain("sip:1002");
    }

    @Test
    void readsThatTheTransferorIsWithheld() { // RFC 3323 section 4.1
        caller.invite("sip:1002@192.0.2.1", "Privacy: id\n", OFFER);
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
        harness.events();
        harness.owner.logic(this::accept);

        refer(TO_1003);

        assertThat(harness.events())
                .singleElement()
                .satisfies(event ->
                        assertThat(((TransferRequested) event).by().withheld()).isTrue());
    }

    @Test
    void bringsWhatHappensToTheNewOwner() {
        up();
        var next = new FakeOwner();
        harness.call(channel -> {
            harness.media.last().press('1', 100); // waits behind this task, for the former owner
            channel.moveTo(next);
        });
        harness.media.last().press('2', 100);

        assertThat(harness.events()).isEmpty();
        assertThat(next.events()).extracting(event -> ((Digit) event).digit()).isEqualTo(List.of('1', '2'));
        assertThat(harness.channel().owner()).isSameAs(next);
    }
}
