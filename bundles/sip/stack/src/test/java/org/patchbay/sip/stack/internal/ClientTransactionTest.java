package org.patchbay.sip.stack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.stack.internal.Rig.answer;
import static org.patchbay.sip.stack.internal.Rig.branch;
import static org.patchbay.sip.stack.internal.Rig.hop;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.sip.SipTransactions.Hop;

/** RFC 3261 section 17.1. */
class ClientTransactionTest {
    private final Rig rig = new Rig();
    private final Rig.Recorder responses = new Rig.Recorder();

    @Test
    void addsViaAndMaxForwards() {
        rig.server.send(rig.outgoing("OPTIONS"), hop("udp"), responses);

        assertThat(rig.next())
                .contains("Via: SIP/2.0/UDP " + Rig.SERVER + ":5060;", "rport", "branch=z9hG4bK")
                .contains("Max-Forwards: 70");
    }

    @Test
    void repeatsARequestLessAndLessOftenAndGivesUp() { // timers E and F
        rig.server.send(rig.outgoing("OPTIONS"), hop("udp"), responses);

        var sent = rig.during(63 * Rig.T1);
        assertThat(responses.events).isEmpty();
        rig.time.pass(2 * Rig.T1);

        assertThat(sent).hasSize(11); // 0.5, 1, 2, then every 4 seconds
        assertThat(responses.events).containsExactly("timed out");
        assertThat(rig.server.counters().clientTransactions()).isZero();
    }

    @Test
    void repeatsAnInviteUntilAProvisionalResponse() { // timer A
        rig.server.send(rig.outgoing("INVITE"), hop("udp"), responses);
        var invite = rig.next();

        assertThat(rig.during(7 * Rig.T1)).hasSize(3);
        rig.udp.receive(Rig.PHONE, answer(invite, "180 Ringing"));

        assertThat(rig.during(300 * Rig.T1)).isEmpty();
        assertThat(responses.events).containsExactly("180");
    }

    @Test
    void endsAnInviteThatRingsForEver() {
        rig.server.send(rig.outgoing("INVITE"), hop("udp"), responses);
        rig.udp.receive(Rig.PHONE, answer(rig.next(), "180 Ringing"));

        rig.time.pass(700 * Rig.T1);

        assertThat(responses.events).containsExactly("180", "timed out");
        assertThat(rig.server.counters().clientTransactions()).isZero();
    }

    @Test
    void repeatsNothingOverAReliableTransport() {
        rig.server.send(rig.outgoing("INVITE"), hop("tcp"), responses);
        assertThat(rig.tcp.sent(Rig.PHONE)).isPresent();

        rig.time.pass(60 * Rig.T1);
        assertThat(rig.tcp.sent(Rig.PHONE)).isEmpty();
        rig.time.pass(5 * Rig.T1);

        assertThat(responses.events).containsExactly("timed out"); // timer B
    }

    @Test
    void passesEachRepeated2xxUntilItIsForgotten() { // section 13.2.2.4, RFC 6026 section 7.2
        var sent = rig.server.send(rig.outgoing("INVITE"), hop("udp"), responses);
        var invite = rig.next();
        rig.udp.receive(Rig.PHONE, answer(invite, "200 OK"));
        assertThat(rig.server.counters().clientTransactions()).isZero();

        rig.udp.receive(Rig.PHONE, answer(invite, "200 OK"));
        sent.forget();
        rig.udp.receive(Rig.PHONE, answer(invite, "200 OK"));

        assertThat(responses.events).containsExactly("200", "200");
        assertThat(rig.server.counters().lingering()).isZero();
    }

    @Test
    void acknowledgesARefusalEachTimeItComes() { // section 17.1.1.2, timer D
        rig.server.send(rig.outgoing("INVITE"), hop("udp"), responses);
        var invite = rig.next();

        rig.udp.receive(Rig.PHONE, answer(invite, "486 Busy Here"));
        var ack = rig.next();
        rig.udp.receive(Rig.PHONE, answer(invite, "486 Busy Here"));

        assertThat(ack).startsWith("ACK ").contains("To: <sip:ben@example.org>;tag=p", "CSeq: 7 ACK");
        assertThat(branch(ack)).isEqualTo(branch(invite));
        assertThat(rig.next()).isEqualTo(ack);
        assertThat(responses.events).containsExactly("486");
        rig.time.pass(70 * Rig.T1);
        assertThat(rig.server.counters().lingering()).isZero();
    }

    @Test
    void holdsACancelUntilTheFirstProvisionalResponse() { // section 9.1
        var sent = rig.server.send(rig.outgoing("INVITE"), hop("udp"), responses);
        var invite = rig.next();

        sent.cancel();
        assertThat(rig.silent()).isTrue();
        rig.udp.receive(Rig.PHONE, answer(invite, "180 Ringing"));
        var cancel = rig.next();
        rig.udp.receive(Rig.PHONE, answer(cancel, "200 OK"));
        rig.udp.receive(Rig.PHONE, answer(invite, "487 Request Terminated"));

        assertThat(cancel).startsWith("CANCEL ");
        assertThat(branch(cancel)).isEqualTo(branch(invite));
        assertThat(rig.next()).startsWith("ACK ");
        assertThat(responses.events).containsExactly("180", "487");
        assertThat(rig.server.counters().clientTransactions()).isZero();
    }

    @Test
    void endsACancelledInviteThatIsNeverAnswered() { // section 9.1
        var sent = rig.server.send(rig.outgoing("INVITE"), hop("udp"), responses);
        rig.udp.receive(Rig.PHONE, answer(rig.next(), "180 Ringing"));
        sent.cancel();

        rig.time.pass(65 * Rig.T1);

        assertThat(responses.events).containsExactly("180", "timed out");
        assertThat(rig.server.counters().clientTransactions()).isZero();
    }

    @Test
    void tellsThatNobodyCanBeReachedButNotOnTheSendersThread() {
        rig.tcp.unreachable.add(Rig.PHONE);
        rig.server.send(rig.outgoing("INVITE"), hop("tcp"), responses);
        rig.server.send(rig.outgoing("INVITE"), new Hop("wss", Rig.PHONE), responses);
        assertThat(responses.events).isEmpty();

        rig.time.pass(0);

        assertThat(responses.events).containsExactly("timed out", "timed out");
        assertThat(rig.server.counters().clientTransactions()).isZero();
    }

    @Test
    void usesNoOtherWayThanTheConnectionThatWasNamed() { // RFC 5626 section 5.3
        var flow = rig.tcp.flow(Rig.PHONE);
        var hop = new Hop("tcp", Rig.PHONE, flow.id());
        rig.server.send(rig.outgoing("MESSAGE"), hop, responses);
        assertThat(rig.tcp.sent(Rig.PHONE)).isPresent();

        flow.close();
        rig.server.send(rig.outgoing("MESSAGE"), hop, responses);
        rig.time.pass(0);

        assertThat(responses.events).containsExactly("timed out");
    }

    @Test
    void triesTheNextHopWhenOneIsAwayOrBusy() { // RFC 3263 section 4.3
        var away = FakeListener.address("127.83.1.7", 5060);
        var busy = FakeListener.address("127.83.1.8", 5060);
        rig.tcp.unreachable.add(away);
        var hops = List.of(new Hop("tcp", away), new Hop("udp", busy), hop("udp"));
        rig.server.send(rig.outgoing("INVITE"), hops, responses);

        rig.time.pass(0);
        var second = rig.udp.sent(busy).orElseThrow();
        rig.udp.receive(busy, answer(second, "503 Service Unavailable"));
        var third = rig.next();
        rig.udp.receive(Rig.PHONE, answer(third, "200 OK"));

        assertThat(branch(third)).isNotEqualTo(branch(second));
        assertThat(responses.events).containsExactly("200");
    }

    private static final Hop OTHER = new Hop("udp", FakeListener.address("127.83.1.8", 5060));

    private boolean triesTheOtherFirst() {
        rig.server.send(rig.outgoing("OPTIONS"), List.of(OTHER, hop("udp")), responses);
        var toOther = rig.udp.sent(OTHER.address());
        toOther.ifPresent(request -> rig.udp.receive(OTHER.address(), answer(request, "200 OK")));
        rig.udp.sent(Rig.PHONE).ifPresent(request -> rig.udp.receive(Rig.PHONE, answer(request, "200 OK")));
        return toOther.isPresent();
    }

    private void otherAnswers(String status) {
        rig.server.send(rig.outgoing("INVITE"), List.of(OTHER, hop("udp")), responses);
        rig.udp.receive(OTHER.address(), answer(rig.udp.sent(OTHER.address()).orElseThrow(), status));
        rig.udp.sent(Rig.PHONE).ifPresent(request -> rig.udp.receive(Rig.PHONE, answer(request, "486 Busy Here")));
        ignoreWhatWasSent();
    }

    private void ignoreWhatWasSent() {
        while (rig.udp.sent(OTHER.address()).isPresent()
                || rig.udp.sent(Rig.PHONE).isPresent()) {}
    }

    @Test
    void triesAHopThatDoesNotAnswerLastForHalfAMinute() { // RFC 3263 section 4.3
        rig.server.send(rig.outgoing("OPTIONS"), List.of(OTHER, hop("udp")), responses);
        rig.time.pass(64 * Rig.T1);
        while (rig.udp.sent(OTHER.address()).isPresent()) {}
        rig.udp.receive(Rig.PHONE, answer(rig.next(), "200 OK"));

        assertThat(triesTheOtherFirst()).isFalse();
        rig.time.pass(30_000);
        assertThat(triesTheOtherFirst()).isTrue();
    }

    @Test
    void triesAHopThatIsOutOfReachLast() { // RFC 3263 section 4.3
        var away = new Hop("tcp", FakeListener.address("127.83.1.7", 5060));
        rig.tcp.unreachable.add(away.address());
        for (int i = 0; i < 2; i++) {
            rig.server.send(rig.outgoing("OPTIONS"), List.of(away, hop("udp")), responses);
            if (i == 0) rig.time.pass(0); // the second time it is known
            rig.udp.receive(Rig.PHONE, answer(rig.next(), "200 OK"));
        }

        assertThat(responses.events).containsExactly("200", "200");
    }

    @Test
    void leavesAHopAloneForAsLongAsItWantsButNotForEver() { // RFC 3263 section 4.3, RFC 3261 section 21.5.4
        otherAnswers("503 Service Unavailable\nRetry-After: 120 (busy);duration=60");
        rig.time.pass(119_000);
        assertThat(triesTheOtherFirst()).isFalse();
        rig.time.pass(1_000);
        assertThat(triesTheOtherFirst()).isTrue();

        otherAnswers("503 Service Unavailable\nRetry-After: 86400");
        rig.time.pass(299_000);
        assertThat(triesTheOtherFirst()).isFalse();
        rig.time.pass(1_000);
        assertThat(triesTheOtherFirst()).isTrue();
    }

    @Test
    void comesBackAtOnceToAHopThatDoesNotSayHowLong() { // RFC 3261 section 21.5.4
        otherAnswers("503 Service Unavailable");
        assertThat(triesTheOtherFirst()).isTrue();
    }

    @Test
    void triesAllThatFailedInTheirOrderAndForgetsItOfOneThatAnswers() { // RFC 3263 section 4.3
        rig.server.send(rig.outgoing("OPTIONS"), List.of(OTHER, hop("udp")), responses);
        rig.time.pass(129 * Rig.T1);
        ignoreWhatWasSent();
        assertThat(responses.events).containsExactly("timed out");

        // the first of them has had its half minute, and the second has not
        otherAnswers("486 Busy Here");

        assertThat(responses.events).containsExactly("timed out", "486");
        assertThat(triesTheOtherFirst()).isTrue();
    }

    @Test
    void countsAHopThatRangTooLongAsOneThatIsThere() {
        rig.server.send(rig.outgoing("INVITE"), List.of(OTHER), responses);
        rig.server.send(rig.outgoing("INVITE"), List.of(OTHER, hop("udp")), responses);
        for (int i = 0; i < 2; i++) {
            rig.udp.receive(
                    OTHER.address(), answer(rig.udp.sent(OTHER.address()).orElseThrow(), "180 Ringing"));
        }
        rig.time.pass(700 * Rig.T1);
        ignoreWhatWasSent();

        assertThat(triesTheOtherFirst()).isTrue();
    }

    @Test
    void saysWhatTheLastHopSaid() {
        rig.server.send(rig.outgoing("INVITE"), List.of(hop("udp")), responses);

        rig.udp.receive(Rig.PHONE, answer(rig.next(), "503 Service Unavailable"));

        assertThat(responses.events).containsExactly("503");
    }

    @Test
    void triesNoFurtherHopOnceItIsCancelled() {
        var sent = rig.server.send(rig.outgoing("INVITE"), List.of(hop("udp"), hop("tcp")), responses);
        sent.cancel();

        rig.udp.receive(Rig.PHONE, answer(rig.next(), "503 Service Unavailable"));

        assertThat(rig.tcp.sent(Rig.PHONE)).isEmpty();
        assertThat(responses.events).containsExactly("503");
    }

    @Test
    void sendsALongRequestOverTcp() { // RFC 3261 section 18.1.1
        var request = rig.outgoing("MESSAGE");
        request.setMessageContent("text", "plain", new byte[1200]);

        rig.server.send(request, hop("udp"), responses);

        assertThat(rig.silent()).isTrue();
        assertThat(rig.tcp.sent(Rig.PHONE).orElseThrow()).contains("Via: SIP/2.0/TCP ");
    }

    @Test
    void fallsBackToDatagramsWhenNobodyTakesTheConnection() { // RFC 3261 section 18.1.1
        rig.tcp.unreachable.add(Rig.PHONE);
        for (int i = 0; i < 2; i++) {
            var request = rig.outgoing("MESSAGE");
            request.setMessageContent("text", "plain", new byte[1200]);
            rig.server.send(request, hop("udp"), responses);
            if (i == 0) rig.time.pass(0); // the second time it is known

            assertThat(rig.next()).contains("Via: SIP/2.0/UDP ");
        }
    }

    @Test
    void dropsStrayResponsesAndThoseOfOthers() {
        var options = rig.outgoing("OPTIONS");
        rig.server.send(options, hop("udp"), responses);
        var ours = rig.next();
        rig.udp.receive(Rig.PHONE, answer(Rig.request("OPTIONS", "stray"), "200 OK"));
        rig.udp.receive(
                Rig.PHONE,
                answer(ours, "200 OK").replaceFirst("Via:", "Via: SIP/2.0/UDP 1.2.3.4;branch=z9hG4bKx\nVia:"));

        assertThat(responses.events).isEmpty();
        assertThat(rig.server.counters().dropped()).containsEntry("stray response", 2L);
    }
}
