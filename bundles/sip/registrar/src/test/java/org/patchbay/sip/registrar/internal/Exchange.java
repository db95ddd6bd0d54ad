package org.patchbay.sip.registrar.internal;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.LocationService;
import org.patchbay.sip.IncomingRequest;
import org.patchbay.sip.RequestVerifier.Verdict;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.SipTransactions.Hop;

/** A registrar without sockets, in which every REGISTER comes over a connection that the test names. */
final class Exchange {
    static final AddressOfRecord ANN = new AddressOfRecord("1001", Users.REALM);
    static final Hop SEEN = new Hop("wss", new InetSocketAddress("198.51.100.7", 40001), "wss-1");
    private static final Instant NOW = Instant.parse("2026-01-05T06:07:08Z");

    private final AtomicLong sequence = new AtomicLong();
    final Memory locations = new Memory();
    final RegisteredGruus gruus = new RegisteredGruus(locations, new TemporaryGruus("s3cret"));
    private final SipRegistrar registrar;

    Exchange(String serviceRoute) {
        var ann = new Users().with("1001", 2).subscriber("1001").orElseThrow();
        registrar = new SipRegistrar(
                _ -> new Verdict.Verified(ann),
                locations,
                new ExpiryLimits(3600, 60, 7200),
                new Services(serviceRoute, 120, gruus),
                () -> NOW);
    }

    /** Registers over {@link #SEEN}. */
    String register(String... headers) {
        return register(SEEN, "c1", headers);
    }

    String register(Hop hop, String callId, String... headers) {
        var request = new Arrived(hop, message(hop, callId, headers));
        registrar.handle(request);
        return String.valueOf(request.answer);
    }

    private SIPRequest message(Hop hop, String callId, String... headers) {
        var text = """
            REGISTER sip:patchbay SIP/2.0
            Via: SIP/2.0/%s 10.0.0.7:5060;branch=z9hG4bK%d
            From: <sip:1001@patchbay>;tag=t
            To: <sip:1001@patchbay>
            Call-ID: %s
            CSeq: %d REGISTER
            %s
            Content-Length: 0

            """.formatted(
                        hop.transport().toUpperCase(java.util.Locale.ROOT),
                        sequence.incrementAndGet(),
                        callId,
                        sequence.get(),
                        String.join("\n", headers));
        try {
            var bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            return (SIPRequest) new StringMsgParser().parseSIPMessage(bytes, true, false, null);
        } catch (ParseException ours) {
            throw new IllegalArgumentException(text, ours);
        }
    }

    List<Binding> bindings() {
        return locations.lookup(ANN);
    }

    SipContact contact(int number) {
        return SipContact.of(bindings().get(number)).orElseThrow();
    }

    private static final class Arrived implements IncomingRequest {
        private final Hop hop;
        private final SIPRequest message;
        private SIPResponse answer;

        Arrived(Hop hop, SIPRequest message) {
            this.hop = hop;
            this.message = message;
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
            return true;
        }

        @Override
        public SIPResponse response(int status) {
            return message.createResponse(status);
        }

        @Override
        public void respond(SIPResponse response) {
            answer = response;
        }
    }

    /** Bindings in memory. */
    static final class Memory implements LocationService {
        private final Map<AddressOfRecord, List<Binding>> bindings = new HashMap<>();

        @Override
        public List<Binding> update(AddressOfRecord aor, UnaryOperator<List<Binding>> change) {
            var after = new ArrayList<>(change.apply(lookup(aor)));
            bindings.put(aor, List.copyOf(after));
            return lookup(aor);
        }

        @Override
        public List<Binding> lookup(AddressOfRecord aor) {
            return bindings.getOrDefault(aor, List.of());
        }

        @Override
        public Map<AddressOfRecord, List<Binding>> all() {
            return Map.copyOf(bindings);
        }
    }
}
