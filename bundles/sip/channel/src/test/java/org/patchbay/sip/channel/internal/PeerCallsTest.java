package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Messages.OFFER;
import static org.patchbay.sip.channel.internal.Messages.description;

import gov.nist.javax.sip.header.Authorization;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Binding;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent.Answered;
import org.patchbay.channel.ChannelEvent.HungUp;
import org.patchbay.channel.Party;
import org.patchbay.media.MediaUnavailableException;
import org.patchbay.sip.PeerRecognizer.Peer;
import org.patchbay.sip.PeerRoute;
import org.patchbay.sip.RequestVerifier.Verdict;
import org.patchbay.sip.SipTransactions.Hop;

/** Calls with another server, both ways. */
class PeerCallsTest {
    private static final Hop FIRST = hop("198.51.100.1");
    private static final Hop SECOND = hop("198.51.100.2");
    private static final String ANSWER = description(1, "198.51.100.7", 30000, "8 101", "sendrecv");
    private static final String CONTACT = "Contact: <sip:gw@10.0.0.9:5062>";
    private static final Peer CARRIER =
            new Peer("carrier", new Party("+49301", "Ann"), "2000", "incoming", OptionalInt.of(1));

    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);
    private boolean password = true;

    @BeforeEach
    void hasCredentials() {
        harness.technology.setAuthenticator((peer, refused, challenge) -> {
            if (!password || !peer.equals("carrier")) return Optional.empty();
            return Optional.of(signed(refused));
        });
    }

    // ---- calls to the peer

    @Test
    void callsAsThePeerKnowsUs() {
        FakeStack.Sent invite = call(route(false, List.of("<sip:proxy.example.net;lr>")));

        assertThat(invite.hops()).containsExactly(FIRST, SECOND);
        assertThat(invite.text())
                .startsWith("INVITE sip:030123@sip.example.net SIP/2.0")
                .contains("From: \"Ann\" <sip:acc@example.net>;tag=")
                .contains("To: <sip:030123@example.net>\r\n")
                .contains("Contact: <sip:acc@192.0.2.1:5060>")
                .contains("Route: <sip:proxy.example.net;lr>")
                .doesNotContain("P-Asserted-Identity");
    }

    @Test
    void tellsATrustedPeerWhoCalls() { // RFC 3325 section 9.1
        assertThat(call(route(true, List.of())).text()).contains("P-Asserted-Identity: \"Ann\" <sip:1001@example.net>");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407})
    void sendsTheInviteAgainWithCredentials(int status) { // RFC 3261 section 22.2
        FakeStack.Sent refused = call(route(false, List.of()));
        refused.answer(status);
        FakeStack.Sent again = harness.stack.last();

        assertThat(again).isNotSameAs(refused);
        assertThat(again.text()).contains("Authorization: Digest username=\"acc\"");
        assertThat(again.text()).contains("m=audio 40000");
        assertThat(number(again)).isEqualTo(number(refused) + 1);
        assertThat(again.request().getFromTag()).isEqualTo(refused.request().getFromTag());
        assertThat(again.request().getCallId()).isEqualTo(refused.request().getCallId());
        assertThat(harness.events()).isEmpty();

        again.answer(200, "callee", CONTACT, ANSWER);
        assertThat(harness.events()).singleElement().isInstanceOf(Answered.class);
        assertThat(harness.stack.acks().getLast().request().getCSeq().getSeqNumber())
                .isEqualTo(number(again));

        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        assertThat(number(harness.stack.last())).isEqualTo(number(again) + 1);
    }

    @Test
    void givesUpWhenThereIsNothingToAnswerWith() {
        password = false;
        FakeStack.Sent refused = call(route(false, List.of()));

        refused.answer(401);

        assertThat(harness.stack.sent()).hasSize(1);
        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.NOT_PERMITTED));
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void givesUpOnAPeerThatIsNeverSatisfied() {
        call(route(false, List.of()));

        for (int i = 0; i < 4; i++) harness.stack.last().answer(401);

        assertThat(harness.stack.sent()).hasSize(4);
        assertThat(harness.events())
                .containsExactly(new HungUp(harness.channel().id(), Cause.NOT_PERMITTED));
    }

    @Test
    void cancelsTheInviteThatIsUnderWay() { // RFC 3261 section 9.1
        FakeStack.Sent refused = call(route(false, List.of()));
        refused.answer(407);

        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));

        assertThat(refused.cancelled()).isFalse();
        assertThat(harness.stack.last().cancelled()).isTrue();
        harness.stack.last().answer(487);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void sendsNothingAgainAfterItWasCancelled() {
        FakeStack.Sent invite = call(route(false, List.of()));
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));

        invite.answer(401);

        assertThat(harness.stack.sent()).hasSize(1);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void answersChallengesToAReinviteAndABye() { // RFC 3261 section 22.2
        call(route(false, List.of())).answer(200, "callee", CONTACT, ANSWER);
        harness.call(channel -> channel.offer(BOTH));
        FakeStack.Sent offer = harness.stack.last();
        offer.answer(401);
        FakeStack.Sent again = harness.stack.last();
        assertThat(number(again)).isEqualTo(number(offer) + 1);
        again.answer(200, "callee", CONTACT, ANSWER);
        assertThat(harness.stack.acks().getLast().request().getCSeq().getSeqNumber())
                .isEqualTo(number(again));

        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        FakeStack.Sent bye = harness.stack.last();
        assertThat(number(bye)).isGreaterThan(number(again));
        bye.answer(401);
        assertThat(harness.stack.last().text()).startsWith("BYE").contains("Authorization");
        assertThat(number(harness.stack.last())).isEqualTo(number(bye) + 1);
        harness.stack.last().answer(200);
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void answersTheChallengeToAPrackInTheDialogOfThat() { // RFC 3261 sections 12.2.1.1 and 22.2
        FakeStack.Sent invite = call(route(false, List.of()));
        String reliable = CONTACT + "\nRequire: 100rel\nRSeq: ";
        invite.answer(180, "desk", reliable + 7, "");
        FakeStack.Sent prack = harness.stack.last();
        invite.answer(180, "mobile", reliable + 70, "");
        prack.answer(401, "desk", "", "");
        assertThat(harness.stack.last().text())
                .startsWith("PRACK")
                .contains("Authorization", "RAck: 7 1 INVITE", "CSeq: 3 PRACK", ";tag=desk");

        invite.answer(180, "desk", reliable + 8, "");
        assertThat(harness.stack.last().text()).contains("RAck: 8 1 INVITE", "CSeq: 4 PRACK");
        invite.answer(180, "mobile", reliable + 71, "");
        assertThat(harness.stack.last().text()).contains("RAck: 71 1 INVITE", "CSeq: 3 PRACK");
    }

    @Test
    void staysWithTheServerThatAnswered() { // RFC 3263 section 4.3
        FakeStack.Sent invite = call(route(false, List.of()));
        var response = Messages.response(invite.request(), 200, "callee", CONTACT, ANSWER);
        response.setRemoteAddress(SECOND.address().getAddress());
        response.setRemotePort(5060);

        assertThat(PeerTransactions.answering(List.of(FIRST, SECOND), response)).isEqualTo(SECOND);
        response.setRemoteAddress(InetAddress.ofLiteral("203.0.113.1"));
        assertThat(PeerTransactions.answering(List.of(FIRST, SECOND), response)).isEqualTo(FIRST);
    }

    @Test
    void makesNoMoreCallsThanThePeerMayHave() {
        call(route(false, List.of()));

        assertThatThrownBy(() -> call(route(false, List.of())))
                .isInstanceOf(MediaUnavailableException.class)
                .hasMessageContaining("carrier");
        harness.stack.last().answer(486);
        call(route(false, List.of()));
        assertThat(harness.stack.methods()).containsExactly("INVITE", "INVITE");
    }

    // ---- calls from the peer

    @Test
    void takesACallOfAPeerWithoutAChallenge() {
        refuseEverybody();
        harness.handler.setRecognizer(_ -> Optional.of(CARRIER));

        caller.invite(OFFER);

        assertThat(harness.channel().caller()).isEqualTo(new Party("+49301", "Ann"));
        assertThat(harness.channel().dialled()).isEqualTo("2000");
        assertThat(harness.channel().context()).isEqualTo("incoming");
        assertThat(harness.channel().subscriber()).isEmpty();
    }

    @Test
    void challengesWhoIsNoPeer() {
        refuseEverybody();
        harness.handler.setRecognizer(_ -> Optional.empty());

        assertThat(caller.invite(OFFER).statuses()).containsExactly(401);
        assertThat(harness.offered()).isFalse();
    }

    @Test
    void prefersAUsersCredentialsToTheAddressOfAPeer() {
        harness.handler.setRecognizer(_ -> Optional.of(CARRIER));

        caller.invite("sip:1002@192.0.2.1", "Authorization: Digest username=\"1001\", realm=\"r\"", OFFER);

        assertThat(harness.channel().subscriber()).isPresent();
        assertThat(harness.channel().context()).isEqualTo("internal");
    }

    @Test
    void takesACallOfAPeerWhoseCredentialsAreNotForUs() {
        refuseEverybody();
        harness.handler.setRecognizer(_ -> Optional.of(CARRIER));

        caller.invite("sip:1002@192.0.2.1", "Proxy-Authorization: Digest username=\"x\", realm=\"r\"", OFFER);

        assertThat(harness.channel().context()).isEqualTo("incoming");
    }

    @Test
    void refusesACallThatIsOneTooMany() { // RFC 3261 section 21.5.4
        var full = new Peer("carrier", CARRIER.caller(), "2000", "incoming", OptionalInt.of(0));
        harness.handler.setRecognizer(_ -> Optional.of(full));

        FakeRequest invite = caller.invite(OFFER);

        assertThat(invite.status()).isEqualTo(503);
        assertThat(invite.answer().toString()).doesNotContain("Retry-After");
        assertThat(harness.offered()).isFalse();
        assertThat(harness.clean()).isTrue();
    }

    @Test
    void freesTheChannelWhenTheCallIsOver() {
        harness.handler.setRecognizer(_ -> Optional.of(CARRIER));
        caller.invite(OFFER);
        assertThat(harness.technology.peerChannels().count("carrier")).isOne();

        harness.call(channel -> channel.hangup(Cause.USER_BUSY));
        harness.call(channel -> channel.hangup(Cause.USER_BUSY));

        assertThat(harness.technology.peerChannels().count("carrier")).isZero();
    }

    @Test
    void countsTheChannelsOfEachPeer() {
        var channels = new PeerChannels();

        assertThat(channels.seize("a", OptionalInt.of(1))).isTrue();
        assertThat(channels.seize("a", OptionalInt.of(1))).isFalse();
        assertThat(channels.seize("b", OptionalInt.of(1))).isTrue();
        assertThat(channels.seize("c", OptionalInt.empty())).isTrue();
        assertThat(channels.seize("c", OptionalInt.empty())).isTrue();
        channels.release("a");
        assertThat(channels.seize("a", OptionalInt.of(1))).isTrue();
        assertThat(channels.count("c")).isEqualTo(2);
    }

    @Test
    void freesTheChannelWhenThereIsNoMedia() {
        harness.handler.setRecognizer(_ -> Optional.of(CARRIER));
        harness.media.fill();

        assertThat(caller.invite(OFFER).status()).isEqualTo(503);
        assertThat(harness.technology.peerChannels().count("carrier")).isZero();
    }

    private void refuseEverybody() {
        harness.handler.setVerifier(request -> new Verdict.Refused(request.response(401), Optional.empty()));
    }

    private FakeStack.Sent call(PeerRoute route) {
        Binding binding = route.toBinding("sip:030123@sip.example.net");
        harness.call(binding, new Party("1001", "Ann"), "030123");
        return harness.stack.last();
    }

    private static PeerRoute route(boolean trusted, List<String> routes) {
        return new PeerRoute(
                "carrier", List.of(FIRST, SECOND), routes, "acc", "example.net", trusted, OptionalInt.of(1));
    }

    private static Hop hop(String address) {
        return new Hop("udp", new InetSocketAddress(InetAddress.ofLiteral(address), 5060));
    }

    private static long number(FakeStack.Sent sent) {
        return sent.request().getCSeq().getSeqNumber();
    }

    private static SIPRequest signed(SIPRequest refused) {
        var again = (SIPRequest) refused.clone();
        var header = new Authorization();
        header.setScheme("Digest");
        try {
            header.setParameter("username", "acc");
        } catch (ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
        again.setHeader(header);
        return again;
    }
}
