package org.patchbay.sip.stack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.stack.internal.Rig.accepted;
import static org.patchbay.sip.stack.internal.Rig.request;
import static org.patchbay.sip.stack.internal.Rig.toTag;

import org.junit.jupiter.api.Test;

/** RFC 3261 section 17.2. */
class ServerTransactionTest {
    private final Rig rig = new Rig();

    @Test
    void sendsTryingAtOnceAndTheSameTagInEachResponse() {
        rig.take("INVITE");

        assertThat(rig.ask(request("INVITE", "i1"))).startsWith("SIP/2.0 100 ");
        var invite = rig.handled();
        invite.respond(180);
        var ringing = rig.next();
        invite.respond(486);
        var busy = rig.next();

        assertThat(ringing).startsWith("SIP/2.0 180 ");
        assertThat(busy).startsWith("SIP/2.0 486 ");
        assertThat(toTag(busy)).isEqualTo(toTag(ringing)).isNotEmpty();
    }

    @Test
    void repeatsTheLastProvisionalResponseToARepeatedInvite() { // section 17.2.1
        rig.take("INVITE");
        rig.ask(request("INVITE", "i1"));
        rig.handled().respond(180);
        rig.next();

        assertThat(rig.ask(request("INVITE", "i1"))).startsWith("SIP/2.0 180 ");
        assertThat(rig.handled).isEmpty();
    }

    @Test
    void repeatsARefusalUntilItsAck() { // timer G
        rig.take("INVITE");
        rig.ask(request("INVITE", "i1"));
        rig.handled().respond(486);
        rig.next();

        assertThat(rig.during(Rig.T1 * 7)).hasSize(3); // after T1, 3 T1 and 7 T1
        rig.udp.receive(Rig.PHONE, request("ACK", "i1"));

        assertThat(rig.during(Rig.T1 * 70)).isEmpty();
        assertThat(rig.handled).isEmpty();
        assertThat(rig.server.counters().serverTransactions()).isZero();
    }

    @Test
    void givesUpARefusalWithoutAnAck() { // timer H
        rig.take("INVITE");
        rig.ask(request("INVITE", "i1"));
        rig.handled().respond(486);

        rig.during(Rig.T1 * 70);

        assertThat(rig.server.counters().serverTransactions()).isZero();
        assertThat(rig.during(Rig.T1 * 70)).isEmpty();
    }

    @Test
    void neverRepeatsOverAReliableTransport() {
        rig.take("INVITE");
        rig.tcp.receive(Rig.PHONE, request("INVITE", "i1"));
        rig.handled().respond(486);
        rig.tcp.sent(Rig.PHONE);
        rig.tcp.sent(Rig.PHONE);

        rig.time.pass(Rig.T1 * 70);

        assertThat(rig.tcp.sent(Rig.PHONE)).isEmpty();
        assertThat(rig.server.counters().serverTransactions()).isZero();
    }

    @Test
    void repeatsTheSame2xxButDropsAnotherFinalResponse() {
        rig.take("INVITE");
        rig.ask(request("INVITE", "i2"));
        var invite = rig.handled();
        var ok = accepted(invite);

        invite.respond(ok);
        invite.respond(ok);
        invite.respond(486);

        assertThat(rig.next()).startsWith("SIP/2.0 200 ");
        assertThat(rig.next()).startsWith("SIP/2.0 200 ");
        assertThat(rig.silent()).isTrue();
    }

    @Test
    void absorbsAnInviteThatComesAgainAfterIts2xx() { // RFC 6026 section 7.1
        rig.take("INVITE");
        rig.ask(request("INVITE", "i2"));
        var invite = rig.handled();
        invite.respond(accepted(invite));
        rig.next();

        rig.udp.receive(Rig.PHONE, request("INVITE", "i2"));

        assertThat(rig.silent()).isTrue();
        assertThat(rig.handled).isEmpty();
    }

    @Test
    void givesTheAckOfA2xxToItsHandler() {
        rig.take("INVITE", "ACK");
        rig.ask(request("INVITE", "i3"));
        var invite = rig.handled();
        invite.respond(accepted(invite));
        rig.next();

        rig.udp.receive(Rig.PHONE, request("ACK", "i3ack"));
        assertThat(rig.handled().message().getMethod()).isEqualTo("ACK");

        rig.udp.receive(Rig.PHONE, request("ACK", "i3")); // with the branch of the INVITE, as some phones do
        assertThat(rig.handled().message().getMethod()).isEqualTo("ACK");
    }

    @Test
    void answersARepeatedRequestFromWhatItSentBefore() { // section 17.2.2
        rig.serve(
                request -> {
                    if (request.begin()) rig.handled.add(request);
                    request.respond(200);
                },
                "REGISTER");

        var first = rig.ask(request("REGISTER", "r4"));
        var second = rig.ask(request("REGISTER", "r4"));

        assertThat(second).isEqualTo(first);
        assertThat(rig.handled).hasSize(1);
        assertThat(rig.server.counters().serverTransactions()).isZero();
        assertThat(rig.server.counters().lingering()).isOne();
        rig.time.pass(Rig.T1 * 70);
        assertThat(rig.server.counters().lingering()).isZero(); // timer J
    }

    @Test
    void keepsNoStateForAStatelessAnswer() {
        rig.serve(request -> request.respond(401), "REGISTER");

        var first = rig.ask(request("REGISTER", "r5"));
        var second = rig.ask(request("REGISTER", "r5"));

        assertThat(first).startsWith("SIP/2.0 401 ");
        assertThat(toTag(second)).isEqualTo(toTag(first)); // section 8.2.7
        assertThat(rig.server.counters().serverTransactions()).isZero();
        assertThat(rig.server.counters().lingering()).isZero();
    }

    @Test
    void givesACancelToTheHandlerOfItsInviteAndRepeatsTheAnswer() { // section 9.2
        rig.take("INVITE");
        rig.ask(request("INVITE", "i4"));
        rig.handled();

        rig.udp.receive(Rig.PHONE, request("CANCEL", "i4"));
        rig.handled().respond(200);

        assertThat(rig.next()).startsWith("SIP/2.0 200 ").contains("CSeq: 1 CANCEL");
        assertThat(rig.ask(request("CANCEL", "i4"))).startsWith("SIP/2.0 200 ");
        assertThat(rig.handled).isEmpty();
        assertThat(rig.ask(request("CANCEL", "other"))).startsWith("SIP/2.0 481 ");
    }

    @Test
    void acceptsACancelThatComesTooLate() { // section 9.2: it has no effect
        rig.take("INVITE");
        rig.ask(request("INVITE", "i5"));
        var invite = rig.handled();
        invite.respond(accepted(invite));
        rig.next();

        assertThat(rig.ask(request("CANCEL", "i5"))).startsWith("SIP/2.0 200 ");
        assertThat(rig.handled).isEmpty();
    }

    @Test
    void findsTheTransactionOfAPeerOfRfc2543() { // section 17.2.3
        rig.take("INVITE");
        var text = request("INVITE", "x").replace(";rport;branch=z9hG4bKx", "").replace(";tag=1", "");
        rig.ask(text);

        assertThat(rig.ask(text)).startsWith("SIP/2.0 100 ");

        assertThat(rig.handled).hasSize(1);
    }

    @Test
    void leavesNothingBehindWhenTransactionsHaveEnded() {
        rig.take("INVITE");
        for (int i = 0; i < 3; i++) {
            rig.ask(request("INVITE", "leak" + i));
            var invite = rig.handled();
            if (i == 0) invite.respond(accepted(invite));
            else if (i == 1) invite.respond(486);
            else {
                rig.udp.receive(Rig.PHONE, request("CANCEL", "leak" + i));
                rig.handled().respond(200);
                invite.respond(487);
            }
        }

        rig.time.pass(Rig.T1 * 140);

        assertThat(rig.server.counters().serverTransactions()).isZero();
        assertThat(rig.server.counters().lingering()).isZero();
    }
}
