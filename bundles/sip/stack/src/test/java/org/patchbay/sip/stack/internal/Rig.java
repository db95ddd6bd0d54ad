package org.patchbay.sip.stack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.patchbay.io.TransportProtocol;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.SipRequestHandler;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.SipTransactions.SipResponseHandler;

/** A server without sockets or a clock, and one phone that writes SIP by hand. */
final class Rig {
    static final int T1 = 500;
    static final String SERVER = "127.83.1.1";
    static final InetSocketAddress PHONE = FakeListener.address("127.83.1.2", 5099);

    final FakeTimers time = new FakeTimers();
    final FakeListener udp = new FakeListener(TransportProtocol.UDP, SERVER, 5060);
    final FakeListener tcp = new FakeListener(TransportProtocol.TCP, SERVER, 5060);
    final SipServer server = new SipServer(time, time, new Timing(T1), 0, Duration.ofMillis(400));
    final Queue<IncomingRequest> handled = new ArrayDeque<>();
    private int calls;

    Rig() {
        server.addListener(udp);
        server.addListener(tcp);
    }

    void serve(SipRequestHandler handler, String... methods) {
        server.add(handler, Map.of(SipRequestHandler.METHODS, methods, "service.id", 1L));
    }

    /** Begins a transaction for each request of {@code methods}, and keeps it for the test. */
    void take(String... methods) {
        serve(
                request -> {
                    if (request.begin()) handled.add(request);
                },
                methods);
    }

    IncomingRequest handled() {
        assertThat(handled).isNotEmpty();
        return handled.remove();
    }

    /** Sends {@code text} over UDP and returns the answer. */
    String ask(String text) {
        udp.receive(PHONE, text);
        return next();
    }

    /** Returns the next datagram to the phone. */
    String next() {
        return udp.sent(PHONE).orElseThrow(() -> new AssertionError("nothing was sent"));
    }

    boolean silent() {
        return udp.sent(PHONE).isEmpty();
    }

    /** Returns all that was sent to the phone over UDP while {@code millis} passed, by their first lines. */
    List<String> during(long millis) {
        var lines = new ArrayList<String>();
        time.pass(millis);
        for (var next = udp.sent(PHONE); next.isPresent(); next = udp.sent(PHONE)) {
            lines.add(next.get().lines().findFirst().orElseThrow());
        }
        return lines;
    }

    static String request(String method, String branch, String... more) {
        return """
            %s sip:100@%s SIP/2.0
            Via: SIP/2.0/UDP 127.83.1.2:5099;rport;branch=z9hG4bK%s
            Max-Forwards: 70
            From: <sip:ann@example.org>;tag=1
            To: <sip:ben@example.org>
            Call-ID: c-%s
            CSeq: 1 %s
            Contact: <sip:ann@127.83.1.2>
            %sContent-Length: 0

            """.formatted(
                        method, SERVER, branch, branch, method, more.length == 0 ? "" : String.join("\n", more) + "\n");
    }

    SIPRequest outgoing(String method) {
        var text = """
            %s sip:ben@127.83.1.2 SIP/2.0
            From: <sip:ann@example.org>;tag=9
            To: <sip:ben@example.org>
            Call-ID: out-%d
            CSeq: 7 %s
            Contact: <sip:%s>
            Content-Length: 0

            """.formatted(method, ++calls, method, SERVER);
        try {
            var bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            return (SIPRequest) new StringMsgParser().parseSIPMessage(bytes, true, false, null);
        } catch (ParseException ours) {
            throw new AssertionError(ours);
        }
    }

    static Hop hop(String transport) {
        return new Hop(transport, PHONE);
    }

    static String answer(String request, String status) {
        var copied = request.replace("\r\n", "\n")
                .lines()
                .filter(line -> List.of("Via", "From", "To", "Call-ID", "CSeq").contains(line.split(":")[0]))
                .map(line -> line.startsWith("To:") ? line + ";tag=p" : line)
                .toList();
        return "SIP/2.0 " + status + "\n" + String.join("\n", copied) + "\nContact: <sip:ben@127.83.1.2>\n"
                + "Content-Length: 0\n\n";
    }

    static String toTag(String message) {
        return message.lines()
                .filter(line -> line.startsWith("To:"))
                .findFirst()
                .orElseThrow()
                .split("tag=")[1];
    }

    static String branch(String message) {
        return message.lines()
                .filter(line -> line.startsWith("Via:"))
                .findFirst()
                .orElseThrow()
                .split("branch=")[1]
                .split(";")[0];
    }

    static SIPResponse accepted(IncomingRequest invite) {
        var ok = invite.response(200);
        Responses.set(ok, "Contact", "<sip:" + SERVER + ">");
        return ok;
    }

    /** Notes what came of a request. */
    static final class Recorder implements SipResponseHandler {
        final List<String> events = new ArrayList<>();

        @Override
        public void received(SIPResponse response) {
            events.add(Integer.toString(response.getStatusCode()));
        }

        @Override
        public void timedOut() {
            events.add("timed out");
        }
    }
}
