package org.patchbay.sip.event.internal;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.LocationService;
import org.patchbay.io.Timers;
import org.patchbay.pbx.Credentials;
import org.patchbay.pbx.Subscriber;
import org.patchbay.sip.Gruus;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.RequestVerifier;
import org.patchbay.sip.RequestVerifier.Verdict;
import org.patchbay.sip.SipTransactions;
import org.patchbay.sip.dialog.HeaderText;

/** A stack without sockets, and time that passes when a test says so. */
final class Harness implements SipTransactions, Timers, InstantSource {
    static final Hop PHONE = new Hop("udp", new InetSocketAddress("198.51.100.7", 5070));

    final List<Sent> sent = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-05T06:07:08Z");

    /** A request of ours. */
    record Sent(SIPRequest request, Hop hop, SipResponseHandler handler) {
        void answer(int status, String... headers) {
            var response = request.createResponse(status);
            for (var header : headers) {
                HeaderText.set(response, header.split(": ")[0], header.split(": ")[1]);
            }
            handler.received(response);
        }

        String text() {
            return request.toString();
        }
    }

    private record Waiting(Instant due, Runnable task) implements Timeout {
        @Override
        public boolean cancel() {
            throw new UnsupportedOperationException();
        }
    }

    static RequestVerifier verifier(String number) {
        var hash = new Credentials(Optional.of("0".repeat(32)), Optional.empty());
        var address = new AddressOfRecord(number, "patchbay");
        return _ -> new Verdict.Verified(new Subscriber(address, "Ann \"A\"", "internal", 5, hash));
    }

    static final String LASTING = "1002@192.0.2.1;gr=urn:y";
    static final String TEMPORARY = "tgruu.7@192.0.2.1;gr";
    static final String INVALID = "tgruu.8@192.0.2.1;gr";
    private static final Gruus GRUUS = uri -> {
        var device = new Gruus.Device("1002", "<urn:y>");
        return "tgruu.8".equals(uri.getUser()) ? Optional.empty() : Optional.of(device);
    };

    /** Knows two URIs of the device {@code <urn:y>} of 1002, {@link #LASTING} and {@link #TEMPORARY}; not {@link #INVALID}. */
    static Gruus gruus() {
        return GRUUS;
    }

    /** Where 1002 is. */
    static LocationService locations(Binding... bindings) {
        return new LocationService() {
            @Override
            public List<Binding> update(AddressOfRecord aor, UnaryOperator<List<Binding>> change) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<Binding> lookup(AddressOfRecord aor) {
                return aor.user().equals("1002") ? List.of(bindings) : List.of();
            }

            @Override
            public Map<AddressOfRecord, List<Binding>> all() {
                throw new UnsupportedOperationException();
            }
        };
    }

    static SIPMessage parse(String text) {
        try {
            var bytes = text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            return new StringMsgParser().parseSIPMessage(bytes, true, false, null);
        } catch (ParseException malformed) {
            throw new IllegalArgumentException(text, malformed);
        }
    }

    /** A request of a phone, and what it was answered. */
    static final class Arrived implements IncomingRequest {
        final List<SIPResponse> responses = new ArrayList<>();
        private final SIPRequest message;
        private final Hop hop;
        private boolean begun;

        Arrived(String text, Hop hop) {
            this.message = (SIPRequest) parse(text);
            this.hop = hop;
        }

        @Override
        public SIPRequest message() {
            return message;
        }

        @Override
        public InetSocketAddress source() {
            return hop.address();
        }

        @Override
        public String transport() {
            return hop.transport();
        }

        @Override
        public Hop hop() {
            return hop;
        }

        @Override
        public boolean begin() {
            boolean first = !begun;
            begun = true;
            return first;
        }

        @Override
        public SIPResponse response(int status) {
            var response = message.createResponse(status);
            if (response.getToTag() == null) response.setToTag("stack");
            return response;
        }

        @Override
        public void respond(SIPResponse response) {
            responses.add(response);
        }

        int status() {
            return responses.getLast().getStatusCode();
        }

        String header(String name) {
            return HeaderText.first(responses.getLast(), name).orElse("");
        }
    }

    Sent last() {
        return sent.getLast();
    }

    void pass(Duration time) {
        var end = now.plus(time);
        while (true) {
            var next =
                    waiting.stream().filter(timer -> !timer.due.isAfter(end)).min(Comparator.comparing(Waiting::due));
            if (next.isEmpty()) break;
            waiting.remove(next.get());
            now = next.get().due;
            next.get().task.run();
        }
        now = end;
    }

    int timers() {
        return waiting.size();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Timeout after(long millis, Object key, Runnable task) {
        var timer = new Waiting(now.plusMillis(millis), task);
        waiting.add(timer);
        return () -> waiting.remove(timer);
    }

    @Override
    public OutgoingTransaction send(SIPRequest request, Hop hop, SipResponseHandler responses) {
        // what was built must be a message that others can read
        var text = request.toString();
        int end = text.indexOf("\r\n") + 2;
        var whole =
                text.substring(0, end) + "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKout\r\n" + text.substring(end);
        sent.add(new Sent((SIPRequest) parse(whole), hop, responses));
        return new OutgoingTransaction() {
            @Override
            public void cancel() {}

            @Override
            public void cancel(gov.nist.javax.sip.header.Reason why) {}
        };
    }

    @Override
    public OutgoingTransaction send(SIPRequest request, List<Hop> hops, SipResponseHandler responses) {
        return send(request, hops.getFirst(), responses);
    }

    @Override
    public void sendAck(SIPRequest ack, Hop hop) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InetSocketAddress advertised(String transport) {
        return new InetSocketAddress("192.0.2.1", 5060);
    }

    @Override
    public TransactionCounters counters() {
        return new TransactionCounters(0, 0, 0, 0, 0, Map.of());
    }
}
