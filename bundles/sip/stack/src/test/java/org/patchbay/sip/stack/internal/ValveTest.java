package org.patchbay.sip.stack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.stack.internal.Rig.request;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patchbay.sip.SipRequestHandler;

class ValveTest {
    private final Rig rig = new Rig();

    @Test
    void answersOptionsItself() {
        assertThat(rig.ask(request("OPTIONS", "o1")))
                .startsWith("SIP/2.0 200 OK\r\n")
                .contains("Allow: ACK, BYE, CANCEL, INVITE, OPTIONS, REGISTER", "Accept: application/sdp", "Supported:")
                .contains("rport=5099");
    }

    @Test
    void asksToTryAgainWhileAHandlerIsAway() {
        assertThat(rig.ask(request("REGISTER", "r1")))
                .startsWith("SIP/2.0 503 ")
                .contains("Retry-After: 5\r\n");

        SipRequestHandler handler = request -> request.respond(200);
        rig.serve(handler, "REGISTER");
        assertThat(rig.ask(request("REGISTER", "r2"))).startsWith("SIP/2.0 200 ");

        rig.server.remove(handler);
        assertThat(rig.ask(request("REGISTER", "r3"))).startsWith("SIP/2.0 503 ");
    }

    @Test
    void takesTheHandlerOfTheHighestRanking() {
        rig.server.add(r -> r.respond(200), Map.of(SipRequestHandler.METHODS, "MESSAGE", "service.id", 1L));
        rig.server.add(
                r -> r.respond(202),
                Map.of(SipRequestHandler.METHODS, "MESSAGE", "service.id", 2L, "service.ranking", 5));

        assertThat(rig.ask(request("MESSAGE", "m1"))).startsWith("SIP/2.0 202 ");
    }

    @Test
    void answers500WhenAHandlerThrows() {
        rig.serve(
                request -> {
                    throw new StackOverflowError();
                },
                "REGISTER");

        for (int i = 0; i < 5; i++) {
            assertThat(rig.ask(request("REGISTER", "r6" + i))).startsWith("SIP/2.0 500 ");
        }
    }

    @Test
    void answersToThePortOfTheViaWithoutRport() { // RFC 3261 section 18.2.2
        rig.udp.receive(Rig.PHONE, request("OPTIONS", "v1").replace("127.83.1.2:5099;rport", "host.invalid:5077"));

        assertThat(rig.udp.sent(FakeListener.address("127.83.1.2", 5077)).orElseThrow())
                .startsWith("SIP/2.0 200 ")
                .contains("received=127.83.1.2");
    }

    @Test
    void neverAnswersToAThirdParty() {
        var text = request("OPTIONS", "v2").replace(";rport", ";rport=1;received=127.83.1.3;maddr=127.83.1.3");

        assertThat(rig.ask(text)).startsWith("SIP/2.0 200 ").contains("rport=5099", "received=127.83.1.2");
    }

    @Test
    void answersOverTheConnectionThatTheRequestCameOver() {
        rig.tcp.receive(Rig.PHONE, request("OPTIONS", "t1"));

        assertThat(rig.tcp.sent(Rig.PHONE).orElseThrow()).startsWith("SIP/2.0 200 ");
    }

    @Test
    void opensAnotherConnectionWhenThatIsGone() { // RFC 3261 section 18.2.2
        rig.take("MESSAGE");
        var client = FakeListener.address("127.83.1.2", 40_000);
        rig.tcp.receive(client, request("MESSAGE", "t2"));
        rig.tcp.flow(client).close();

        rig.handled().respond(200);

        assertThat(rig.tcp.sent(Rig.PHONE).orElseThrow()).startsWith("SIP/2.0 200 ");
    }

    @Test
    void putsNewRequestsOffWhileTheSocketsAreFullButServesWhatHasBegun() {
        rig.take("INVITE", "BYE");
        rig.ask(request("INVITE", "i1"));
        rig.udp.behind = Duration.ofSeconds(1);

        assertThat(rig.ask(request("INVITE", "i2"))).startsWith("SIP/2.0 503 ").contains("Retry-After: ");
        assertThat(rig.ask(request("INVITE", "i1"))).startsWith("SIP/2.0 100 ");
        rig.udp.receive(Rig.PHONE, request("BYE", "b1").replace("To: <sip:ben@example.org>", "To: <sip:b@x>;tag=2"));

        assertThat(rig.handled).hasSize(2);
    }

    @Test
    void refusesOnlyTheExtensionsThatItDoesNotHave() { // RFC 3261 section 8.2.2.3
        rig.serve(request -> request.respond(200), "REGISTER", "INVITE");

        assertThat(rig.ask(request("REGISTER", "e1", "Require: outbound, path")))
                .startsWith("SIP/2.0 200 ");
        assertThat(rig.ask(request("INVITE", "e2", "Require: timer, 100rel"))).startsWith("SIP/2.0 200 ");
        assertThat(rig.ask(request("INVITE", "e4", "Require: timer, precondition")))
                .startsWith("SIP/2.0 420 ")
                .contains("Unsupported: precondition\r\n");
        assertThat(rig.ask(request("INVITE", "e5", "Proxy-Require: Privacy"))).doesNotContain("420");
        assertThat(rig.ask(request("INVITE", "e3", "Proxy-Require: timer")))
                .startsWith("SIP/2.0 420 ")
                .contains("Unsupported: timer\r\n");
    }

    @Test
    void leavesTheListenersWhenItStops() {
        rig.server.stop();
        rig.server.stop();

        assertThat(rig.udp.attached()).isFalse();
        assertThat(rig.tcp.attached()).isFalse();
    }
}
