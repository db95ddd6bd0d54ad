package org.patchbay.sip.stack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.SipRequestHandler;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.SipTransactions.SipResponseHandler;
import org.patchbay.sip.stack.internal.RunningStack.Settings;
import org.patchbay.sip.stack.internal.transport.TransportLimits;

class SipServerTest {
    private static final String SERVER = "127.83.1.1";
    private static final String PHONE = "127.83.1.2";
    private static final int T1_MILLIS = 50;

    private SipServer server;
    private InetSocketAddress local;
    private Phone phone;
    private final BlockingQueue<IncomingRequest> handled = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws IOException {
        local = new InetSocketAddress(SERVER, freePort());
        server = new SipServer(settings());
        phone = Phone.udp(PHONE, local);
    }

    private Settings settings() {
        var limits = new TransportLimits(16384, 2, 100, Duration.ofSeconds(60), Duration.ofSeconds(2), 16);
        return new Settings(local, local, T1_MILLIS, limits);
    }

    private static int freePort() throws IOException {
        try (var probe = new DatagramSocket(0, InetAddress.ofLiteral(SERVER))) {
            return probe.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws IOException {
        phone.close();
        server.stop();
    }

    private void serve(SipRequestHandler handler, String... methods) {
        server.add(handler, Map.of(SipRequestHandler.METHODS, methods, "service.id", 1L));
    }

    private IncomingRequest handled() throws InterruptedException {
        var request = handled.poll(2, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request;
    }

    private String request(String method, String branch, String... more) {
        return """
            %s sip:100@%s SIP/2.0
            Via: SIP/2.0/UDP %s:%d;rport;branch=z9hG4bK%s
            Max-Forwards: 70
            From: <sip:ann@example.org>;tag=1
            To: <sip:ben@example.org>
            Call-ID: c-%s
            CSeq: 1 %s
            Contact: <sip:ann@%s>
            %sContent-Length: 0

            """.formatted(
                        method,
                        SERVER,
                        PHONE,
                        phone.port(),
                        branch,
                        branch,
                        method,
                        PHONE,
                        more.length == 0 ? "" : String.join("\n", more) + "\n");
    }

    @Test
    void answersOptionsItself() throws IOException {
        var answer = phone.ask(request("OPTIONS", "o1"));

        assertThat(answer)
                .startsWith("SIP/2.0 200 OK\r\n")
                .contains("Allow: ACK, BYE, CANCEL, INVITE, OPTIONS, REGISTER", "Accept: application/sdp", "Supported:")
                .contains("rport=" + phone.port());
    }

    @Test
    void asksToTryAgainWhileAHandlerIsAway() throws IOException {
        assertThat(phone.ask(request("REGISTER", "r1")))
                .startsWith("SIP/2.0 503 ")
                .contains("Retry-After: 5\r\n");

        SipRequestHandler handler = request -> request.respond(200);
        serve(handler, "REGISTER");
        assertThat(phone.ask(request("REGISTER", "r2"))).startsWith("SIP/2.0 200 ");

        server.remove(handler);
        assertThat(phone.ask(request("REGISTER", "r3"))).startsWith("SIP/2.0 503 ");
    }

    @Test
    void takesTheHandlerOfTheHighestRanking() throws IOException {
        server.add(r -> r.respond(200), Map.of(SipRequestHandler.METHODS, "MESSAGE", "service.id", 1L));
        server.add(
                r -> r.respond(202),
                Map.of(SipRequestHandler.METHODS, "MESSAGE", "service.id", 2L, "service.ranking", 5));

        assertThat(phone.ask(request("MESSAGE", "m1"))).startsWith("SIP/2.0 202 ");
    }

    @Test
    void sendsTryingAtOnceAndTheSameTagInEachResponse() throws Exception {
        serve(
                request -> {
                    request.begin();
                    handled.add(request);
                },
                "INVITE");

        assertThat(phone.ask(request("INVITE", "i1"))).startsWith("SIP/2.0 100 ");
        var invite = handled();
        invite.respond(180);
        var ringing = phone.receive();
        invite.respond(486);
        var busy = phone.receive();

        assertThat(ringing).startsWith("SIP/2.0 180 ");
        assertThat(busy).startsWith("SIP/2.0 486 ");
        assertThat(toTag(busy)).isEqualTo(toTag(ringing)).isNotEmpty();
        phone.send(request("ACK", "i1"));
        assertThat(handled).isEmpty();
        assertThat(phone.silent()).isTrue();
    }

    private static String toTag(String message) {
        return message.lines()
                .filter(line -> line.startsWith("To:"))
                .findFirst()
                .orElseThrow()
                .split("tag=")[1];
    }

    @Test
    void absorbsARepeatedRequestOnceItHasBegun() throws Exception {
        serve(
                request -> {
                    if (request.begin()) handled.add(request);
                    request.respond(200);
                },
                "REGISTER");

        var first = phone.ask(request("REGISTER", "r4"));
        var second = phone.ask(request("REGISTER", "r4"));

        assertThat(second).isEqualTo(first);
        assertThat(handled).hasSize(1);
        assertThat(server.counters().serverTransactions()).isEqualTo(1);
    }

    @Test
    void keepsNoStateForAStatelessAnswer() throws IOException {
        serve(request -> request.respond(401), "REGISTER");

        var first = phone.ask(request("REGISTER", "r5"));
        var second = askUntilAnswered(request("REGISTER", "r5"));

        assertThat(first).startsWith("SIP/2.0 401 ");
        assertThat(toTag(second)).isEqualTo(toTag(first)); // RFC 3261 section 8.2.7
        assertThat(server.counters().serverTransactions()).isZero();
    }

    // one that comes while the handler is still at work is absorbed
    private String askUntilAnswered(String text) throws IOException {
        while (true) {
            phone.send(text);
            var answer = ((Phone.Udp) phone).next(100);
            if (answer.isPresent()) return answer.get();
        }
    }

    @Test
    void repeatsTheSame2xxButDropsAnotherFinalResponse() throws Exception {
        serve(
                request -> {
                    request.begin();
                    handled.add(request);
                },
                "INVITE");
        phone.ask(request("INVITE", "i2"));
        var invite = handled();
        var ok = accepted(invite);

        invite.respond(ok);
        invite.respond(ok);
        invite.respond(486);

        assertThat(phone.receive()).startsWith("SIP/2.0 200 ");
        assertThat(phone.receive()).startsWith("SIP/2.0 200 ");
        assertThat(phone.silent()).isTrue();
    }

    private static SIPResponse accepted(IncomingRequest invite) {
        var ok = invite.response(200);
        Responses.set(ok, "Contact", "<sip:" + SERVER + ">");
        return ok;
    }

    @Test
    void givesTheAckOfA2xxToTheHandlerOfInvite() throws Exception {
        serve(
                request -> {
                    if (request.begin()) handled.add(request);
                },
                "INVITE",
                "ACK");
        phone.ask(request("INVITE", "i3"));
        var invite = handled();
        invite.respond(accepted(invite));
        phone.receive();

        phone.send(request("ACK", "i3ack"));

        assertThat(handled().message().getMethod()).isEqualTo("ACK");
    }

    @Test
    void givesACancelToTheHandlerOfItsInviteAndRepeatsTheAnswer() throws Exception {
        serve(
                request -> {
                    if (request.begin()) handled.add(request);
                },
                "INVITE");
        phone.ask(request("INVITE", "i4"));
        handled();

        phone.send(request("CANCEL", "i4"));
        var cancel = handled();
        cancel.respond(200);

        assertThat(phone.receive()).startsWith("SIP/2.0 200 ").contains("CSeq: 1 CANCEL");
        assertThat(phone.ask(request("CANCEL", "i4"))).startsWith("SIP/2.0 200 ");
        assertThat(handled).isEmpty();
        assertThat(phone.ask(request("CANCEL", "other"))).startsWith("SIP/2.0 481 ");
    }

    @Test
    void answers500WhenAHandlerThrows() throws IOException {
        serve(
                request -> {
                    throw new StackOverflowError();
                },
                "REGISTER");

        for (int i = 0; i < 5; i++) {
            assertThat(phone.ask(request("REGISTER", "r6" + i))).startsWith("SIP/2.0 500 ");
        }
    }

    @Test
    void sendsTwiceToAPhoneThatDoesNotAnswerAndThenGivesUp() throws Exception {
        var responses = new Recorder();

        server.send(outgoing("OPTIONS"), hop("udp"), responses);

        var first = phone.receive();
        assertThat(first)
                .contains("Via: SIP/2.0/UDP " + SERVER + ":" + local.getPort())
                .contains("Max-Forwards: 70");
        assertThat(phone.receive()).isEqualTo(first);
        assertThat(responses.next()).isEqualTo("timed out");
        await().until(() -> server.counters().clientTransactions() == 0);
    }

    @Test
    void passesEachRepeated2xxOfAnInvite() throws Exception {
        var responses = new Recorder();
        server.send(outgoing("INVITE"), hop("udp"), responses);
        var invite = phone.receive();

        phone.send(answer(invite, "200 OK"));
        assertThat(responses.next()).isEqualTo("200");
        await().until(() -> server.counters().clientTransactions() == 0);
        phone.send(answer(invite, "200 OK"));

        assertThat(responses.next()).isEqualTo("200");
    }

    @Test
    void holdsACancelUntilTheFirstProvisionalResponse() throws Exception { // RFC 3261 section 9.1
        var responses = new Recorder();
        var sent = server.send(outgoing("INVITE"), hop("udp"), responses);
        var invite = phone.receive();

        sent.cancel();
        phone.send(answer(invite, "180 Ringing"));

        assertThat(responses.next()).isEqualTo("180");
        var cancel = nextOf("CANCEL");
        assertThat(branch(cancel)).isEqualTo(branch(invite));
        phone.send(answer(cancel, "200 OK"));
        phone.send(answer(invite, "487 Request Terminated"));
        assertThat(responses.next()).isEqualTo("487");
        assertThat(nextOf("ACK")).isNotEmpty();
    }

    private String nextOf(String method) throws IOException {
        var next = phone.receive();
        while (!next.startsWith(method)) next = phone.receive();
        return next;
    }

    private static String branch(String message) {
        return message.lines()
                .filter(l -> l.startsWith("Via:"))
                .findFirst()
                .orElseThrow()
                .split("branch=")[1]
                .split(";")[0];
    }

    @Test
    void dropsStrayResponses() throws IOException {
        phone.send(answer(request("OPTIONS", "stray"), "200 OK"));

        assertThat(phone.ask(request("OPTIONS", "o2"))).startsWith("SIP/2.0 200 ");
        assertThat(server.counters().dropped()).isEqualTo(1);
    }

    @Test
    void callsAPhoneOverTheConnectionThatItOpened() throws Exception {
        serve(
                request -> {
                    handled.add(request);
                    request.respond(200);
                },
                "REGISTER");
        try (var tcp = Phone.tcp(PHONE, local)) {
            assertThat(tcp.ask(request("REGISTER", "t1").replace("/UDP", "/TCP")))
                    .startsWith("SIP/2.0 200 ");
            var register = handled();
            assertThat(register.transport()).isEqualTo("tcp");
            var responses = new Recorder();

            server.send(outgoing("INVITE"), new Hop("tcp", register.source()), responses);

            var invite = tcp.receive();
            assertThat(invite).startsWith("INVITE ").contains("Via: SIP/2.0/TCP ");
            tcp.send(answer(invite, "486 Busy Here"));
            assertThat(responses.next()).isEqualTo("486");
            assertThat(tcp.receive()).startsWith("ACK ");
        }
    }

    @Test
    void tellsAtOnceThatNobodyListensOverTcp() throws Exception {
        var responses = new Recorder();

        server.send(outgoing("INVITE"), new Hop("tcp", new InetSocketAddress("127.83.1.9", 9)), responses);

        assertThat(responses.next()).isEqualTo("timed out");
        await().until(() -> server.counters().clientTransactions() == 0);
    }

    @Test
    void answersAPingOverTcp() throws IOException { // RFC 5626 section 4.4.1
        try (var tcp = Phone.tcp(PHONE, local)) {
            tcp.send("\n\n");
            tcp.send(request("OPTIONS", "t2").replace("/UDP", "/TCP"));

            assertThat(tcp.receive()).startsWith("\r\nSIP/2.0 200 ");
        }
    }

    @Test
    void bindsAgainAfterAStop() throws IOException {
        long before = System.nanoTime();
        server.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(500));

        server = new SipServer(settings());

        assertThat(phone.ask(request("OPTIONS", "o3"))).startsWith("SIP/2.0 200 ");
    }

    @Test
    void namesThePortThatItCannotHave() {
        assertThatThrownBy(() -> new SipServer(settings()))
                .hasMessageContaining("UDP " + SERVER + ":" + local.getPort())
                .hasMessageContaining("in use");
    }

    @Test
    void servesAPhoneAfterAllTheTortureMessages() throws Exception {
        serve(
                request -> {
                    request.begin();
                    if (!request.message().getMethod().equals("ACK")) request.respond(488);
                },
                "INVITE",
                "ACK",
                "BYE",
                "MESSAGE");
        serve(request -> request.respond(200), "REGISTER");
        var random = new Random(1);

        for (var message : TortureTest.messages()) {
            for (int i = 0; i < 20; i++) {
                ((Phone.Udp) phone).send(i == 0 ? message : TortureTest.mutated(message, random));
            }
            try (var tcp = new Socket(local.getAddress(), local.getPort())) {
                tcp.getOutputStream().write(message);
            }
        }

        try (var good = Phone.udp(PHONE, local);
                var tcp = Phone.tcp(PHONE, local)) {
            assertThat(good.ask(request("REGISTER", "g1"))).startsWith("SIP/2.0 200 ");
            assertThat(good.ask(request("REGISTER", "g2"))).startsWith("SIP/2.0 200 ");
            assertThat(tcp.ask(request("REGISTER", "g3").replace("/UDP", "/TCP")))
                    .startsWith("SIP/2.0 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"l: 0", "Content-Length : 0", "Content-Length:\n 0", "CONTENT-LENGTH:0 "})
    void findsTheEndOfAMessageInAStream(String length) throws IOException {
        var message = request("OPTIONS", "s1").replace("/UDP", "/TCP").replace("Content-Length: 0", length);
        try (var tcp = Phone.tcp(PHONE, local)) {
            tcp.send(message + message.replace("bKs1", "bKs2") + message.replace("bKs1", "bKs3"));

            assertThat(tcp.receive()).startsWith("SIP/2.0 200 ").contains("bKs1");
            assertThat(tcp.receive()).startsWith("SIP/2.0 200 ").contains("bKs2");
            assertThat(tcp.receive()).startsWith("SIP/2.0 200 ").contains("bKs3");
        }
    }

    @Test
    void waitsForAMessageThatComesInPieces() throws IOException {
        var message = request("OPTIONS", "s4").replace("/UDP", "/TCP").replace("Content-Length: 0\n\n", "l: 3\n\nabc");
        try (var tcp = Phone.tcp(PHONE, local)) {
            for (int i = 0; i < message.length(); i++) tcp.send(message.substring(i, i + 1));

            assertThat(tcp.receive()).startsWith("SIP/2.0 200 ");
            assertThat(tcp.ask(message)).startsWith("SIP/2.0 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000000000", "99999999999999999999", "-1", "abc", "", "0\nl: 5"})
    void answers400AndClosesWhenAStreamIsBroken(String length) throws IOException {
        var message = request("OPTIONS", "s5")
                .replace("/UDP", "/TCP")
                .replace("Content-Length: 0", "Content-Length: " + length);
        try (var tcp = (Phone.Tcp) Phone.tcp(PHONE, local)) {
            assertThat(tcp.ask(message)).startsWith("SIP/2.0 400 Bad Request\r\n");
            assertThat(tcp.socket().getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void closesAConnectionWhoseMessageDoesNotEnd() throws IOException {
        try (var tcp = (Phone.Tcp) Phone.tcp(PHONE, local)) {
            tcp.send("OPTIONS sip:x SIP/2.0\nVia: ");

            tcp.socket().setSoTimeout(5000);
            assertThat(tcp.socket().getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void closesAConnectionTooMany() throws IOException {
        var open = new ArrayList<Phone.Tcp>();
        for (int i = 0; i < 101; i++) open.add((Phone.Tcp) Phone.tcp(PHONE, local));

        open.get(100).socket().setSoTimeout(2000);
        assertThat(open.get(100).socket().getInputStream().read()).isEqualTo(-1);
        for (var phone : open) phone.close();
    }

    @Test
    void answersToThePortOfTheViaWithoutRport() throws IOException { // RFC 3261 section 18.2.2
        try (var other = (Phone.Udp) Phone.udp(PHONE, local)) {
            phone.send(request("OPTIONS", "v1")
                    .replace(PHONE + ":" + phone.port() + ";rport", "host.invalid:" + other.port()));

            assertThat(other.receive()).startsWith("SIP/2.0 200 ").contains("received=" + PHONE);
        }
    }

    @Test
    void neverAnswersToAThirdParty() throws IOException {
        try (var victim = (Phone.Udp) Phone.udp("127.83.1.3", local)) {
            serve(
                    request -> {
                        request.begin();
                        request.respond(403);
                    },
                    "REGISTER");
            var text = request("REGISTER", "v2")
                    .replace(";rport", ";rport=" + victim.port() + ";received=127.83.1.3;maddr=127.83.1.3");

            assertThat(phone.ask(text)).startsWith("SIP/2.0 403 ");
            assertThat(victim.silent()).isTrue();
        }
    }

    @Test
    void leavesNothingBehindWhenTransactionsHaveEnded() throws Exception {
        serve(
                request -> {
                    if (request.begin()) handled.add(request);
                },
                "INVITE");
        for (int i = 0; i < 3; i++) {
            phone.ask(request("INVITE", "leak" + i));
            var invite = handled();
            if (i == 0) invite.respond(accepted(invite));
            else if (i == 1) invite.respond(486);
            else {
                phone.send(request("CANCEL", "leak" + i));
                handled().respond(200);
                invite.respond(487);
            }
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> server.counters().serverTransactions() == 0);
        assertThat(server.invites()).isZero();
    }

    @Test
    void repeatsARefusalOfAnInviteUntilItsAck() throws Exception { // RFC 3261 section 17.2.1, timer G
        serve(
                request -> {
                    request.begin();
                    request.respond(486);
                },
                "INVITE");
        phone.ask(request("INVITE", "g1"));

        assertThat(phone.receive()).startsWith("SIP/2.0 486 ");
        assertThat(phone.receive()).startsWith("SIP/2.0 486 ");
        phone.send(request("ACK", "g1"));
        await().until(phone::silent);
    }

    @Test
    void endsAllItsThreads() {
        server.stop();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .noneMatch(name -> name.startsWith("EventScanner") || name.startsWith("DefaultSipTimer")));
    }

    @Test
    void closesTheConnectionOfAPhoneThatDoesNotRead() throws Exception {
        try (var tcp = (Phone.Tcp) Phone.tcp(PHONE, local)) {
            tcp.ask(request("OPTIONS", "slow").replace("/UDP", "/TCP"));
            var hop = new Hop("tcp", (InetSocketAddress) tcp.socket().getLocalSocketAddress());
            var ack = outgoing("ACK");
            ack.setMessageContent("text", "plain", new byte[15_000]);

            for (int i = 0; i < 5000; i++) server.sendAck(ack, hop);

            tcp.socket().setSoTimeout(5000);
            long read = tcp.socket().getInputStream().transferTo(OutputStream.nullOutputStream());
            assertThat(read).isLessThan(5000L * 15_000);
        }
    }

    private Hop hop(String transport) {
        return new Hop(transport, new InetSocketAddress(PHONE, phone.port()));
    }

    private static SIPRequest outgoing(String method) throws ParseException {
        var text = """
            %s sip:ben@%s SIP/2.0
            From: <sip:ann@example.org>;tag=9
            To: <sip:ben@example.org>
            Call-ID: out-%d
            CSeq: 7 %s
            Contact: <sip:%s>
            Content-Length: 0

            """.formatted(method, PHONE, System.nanoTime(), method, SERVER);
        return (SIPRequest) new StringMsgParser().parseSIPMessage(Phone.wire(text), true, false, null);
    }

    private static String answer(String request, String status) {
        var copied = request.replace("\r\n", "\n")
                .lines()
                .filter(line -> List.of("Via", "From", "To", "Call-ID", "CSeq").contains(line.split(":")[0]))
                .map(line -> line.startsWith("To:") ? line + ";tag=p" : line)
                .toList();
        return "SIP/2.0 " + status + "\n" + String.join("\n", copied) + "\nContact: <sip:ben@" + PHONE
                + ">\nContent-Length: 0\n\n";
    }

    /** Notes what came of a request. */
    private static final class Recorder implements SipResponseHandler {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        @Override
        public void received(SIPResponse response) {
            events.add(Integer.toString(response.getStatusCode()));
        }

        @Override
        public void timedOut() {
            events.add("timed out");
        }

        String next() throws InterruptedException {
            return events.poll(5, TimeUnit.SECONDS);
        }
    }
}
