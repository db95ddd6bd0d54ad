package org.patchbay.sip.event.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.LocationService;
import org.patchbay.sip.MessageHandler;
import org.patchbay.sip.RequestVerifier.Verdict;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.event.internal.Harness.Arrived;

class MessageRelayTest {
    private static final AddressOfRecord BEN = new AddressOfRecord("1002", "patchbay");
    private static final String TEXT = "Content-Type: text/plain;charset=utf-8";

    private final Harness harness = new Harness();
    private final List<Binding> bindings = new ArrayList<>();
    private final MessageRelay relay = new MessageRelay(harness);
    private final Locations locations = new Locations();

    private final class Locations implements LocationService {
        @Override
        public List<Binding> update(AddressOfRecord aor, UnaryOperator<List<Binding>> change) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Binding> lookup(AddressOfRecord aor) {
            return aor.equals(BEN) ? List.copyOf(bindings) : List.of();
        }

        @Override
        public Map<AddressOfRecord, List<Binding>> all() {
            return Map.of(BEN, bindings);
        }
    }

    @BeforeEach
    void start() {
        relay.setVerifier(Harness.verifier("1001"));
        relay.setLocations(locations);
    }

    private void register(String transport, String address, String... device) {
        var hop = new Hop(transport, new InetSocketAddress(address, 5060));
        var attributes = new HashMap<String, String>();
        if (device.length > 0) attributes.put(SipContact.INSTANCE, device[0]);
        bindings.add(new SipContact("sip:1002@" + address, hop, List.of())
                .toBinding(1, Instant.EPOCH.plusSeconds(bindings.size()), attributes));
    }

    private Arrived message(String body, String... headers) {
        return messageTo("1002", "", body, headers);
    }

    private Arrived messageTo(String to, String tag, String body, String... headers) {
        var uri = to.contains("@") ? to : to + "@192.0.2.1";
        var more = headers.length == 0 ? "" : String.join("\n", headers) + "\n";
        var request = new Arrived("""
            MESSAGE sip:%s SIP/2.0
            Via: SIP/2.0/UDP 198.51.100.7:5070;branch=z9hG4bKm
            Max-Forwards: 20
            From: <sip:1001@192.0.2.1>;tag=phone
            To: <sip:%s>%s
            Call-ID: m1
            CSeq: 1 MESSAGE
            %sContent-Length: %d

            %s\
            """.formatted(uri, uri, tag, more, body.length(), body), Harness.PHONE);
        relay.handle(request);
        return request;
    }

    @Test
    void bringsAMessageToTheDeviceAsItIs() { // RFC 3428 sections 4 and 6
        register("udp", "198.51.100.9");

        var answer = message("hello", TEXT, "Subject: lunch", "Expires: 300");

        var sent = harness.last();
        assertThat(answer.responses).isEmpty();
        assertThat(sent.hop().address()).isEqualTo(new InetSocketAddress("198.51.100.9", 5060));
        assertThat(sent.text())
                .startsWith("MESSAGE sip:1002@198.51.100.9 SIP/2.0")
                .contains("From: \"Ann \\\"A\\\"\" <sip:1001@192.0.2.1>;tag=")
                .contains("To: <sip:1002@192.0.2.1>")
                .contains("Max-Forwards: 19")
                .contains("Content-Type: text/plain;charset=utf-8")
                .contains("Subject: lunch")
                .contains("Expires: 300")
                .doesNotContain("\r\nContact:")
                .endsWith("\r\n\r\nhello");
        sent.answer(200);
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void leavesWhatAsksForAReceiptAlone() { // RFC 5438 section 7.2
        register("udp", "198.51.100.9");
        var cpim =
                "From: <im:a>\nNS: imdn <urn:ietf:params:imdn>\nimdn.Message-ID: 34\n\nContent-type: text/plain\n\nHi"
                        .replace("\n", "\r\n");

        message(cpim, "Content-Type: message/cpim");

        assertThat(harness.last().text()).contains("Content-Type: message/cpim").endsWith(cpim);
    }

    @Test
    void answersForTheFirstDeviceThatAccepts() { // RFC 3428 section 7
        register("udp", "198.51.100.9");
        register("tcp", "198.51.100.10");
        var answer = message("hello", TEXT);

        assertThat(harness.sent).hasSize(2);
        harness.sent.get(0).answer(486);
        harness.sent.get(1).answer(202);

        assertThat(answer.responses).hasSize(1);
        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void tellsWhyNoDeviceAccepts() { // RFC 3428 section 7
        register("udp", "198.51.100.9");
        register("udp", "198.51.100.10");
        var answer = message("hello", TEXT);

        harness.sent.get(0).answer(401);
        assertThat(answer.responses).isEmpty();
        harness.sent.get(1).answer(415);

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void triesTheNextFlowOfADeviceWhenOneHasFailed() { // RFC 5626 section 5.3
        register("tcp", "198.51.100.9", "<urn:x>");
        register("tcp", "198.51.100.10", "<urn:x>");
        register("tcp", "198.51.100.11", "<urn:x>");
        var answer = message("hello", TEXT);
        assertThat(harness.sent).hasSize(1);

        harness.last().handler().timedOut();
        harness.last().answer(430);

        assertThat(harness.sent)
                .extracting(sent -> sent.hop().address().getHostString())
                .containsExactly("198.51.100.11", "198.51.100.10", "198.51.100.9");
        harness.last().handler().timedOut();
        assertThat(answer.status()).isEqualTo(480);
    }

    @Test
    void sendsNothingLargeByDatagram() { // RFC 3428 section 8
        register("udp", "198.51.100.9");

        assertThat(message("x".repeat(1300), TEXT).status()).isEqualTo(413);
        assertThat(harness.sent).isEmpty();
        register("tcp", "198.51.100.9");
        message("x".repeat(1300), TEXT);
        assertThat(harness.sent).hasSize(1);
        assertThat(harness.last().hop().transport()).isEqualTo("tcp");
    }

    @Test
    void goesToTheDeviceOfAGruuAndToNoOther() { // RFC 5627 sections 5.1 and 5.3
        relay.setGruus(Harness.gruus());
        register("udp", "198.51.100.9", "<urn:x>");
        register("udp", "198.51.100.10", "<urn:y>");
        var lasting = messageTo(Harness.LASTING, "", "hello", TEXT);
        var temporary = messageTo(Harness.TEMPORARY, "", "hello", TEXT);

        assertThat(harness.sent)
                .extracting(sent -> sent.hop().address().getHostString())
                .containsExactly("198.51.100.10", "198.51.100.10");
        assertThat(harness.last().text()).startsWith("MESSAGE sip:1002@198.51.100.10 SIP/2.0");
        harness.sent.get(0).answer(200);
        harness.sent.get(1).handler().timedOut();
        assertThat(lasting.status()).isEqualTo(200);
        assertThat(temporary.status()).isEqualTo(480);
    }

    @Test
    void isNotTakenByAnotherWhenTheDeviceOfAGruuIsAway() { // RFC 5627 section 5.4
        relay.setGruus(Harness.gruus());
        relay.addHandler(_ -> true, Map.of());
        register("udp", "198.51.100.9", "<urn:x>");

        assertThat(messageTo(Harness.LASTING, "", "hello", TEXT).status()).isEqualTo(480);
        assertThat(harness.sent).isEmpty();
    }

    @Test
    void doesNotFindAGruuThatIsNotValid() { // RFC 5627 section 5.4
        relay.setGruus(Harness.gruus());
        register("udp", "198.51.100.9", "<urn:x>");

        assertThat(messageTo(Harness.INVALID, "", "hello", TEXT).status()).isEqualTo(404);
        assertThat(harness.sent).isEmpty();
    }

    @Test
    void asksToComeBackWhileNobodyKnowsWhereUsersAre() {
        register("udp", "198.51.100.9");
        relay.unsetLocations(locations);

        var answer = message("hello", TEXT);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void asksToComeBackWhileNobodyKnowsGruus() {
        register("udp", "198.51.100.9", "<urn:y>");
        relay.setGruus(Harness.gruus());
        relay.unsetGruus(Harness.gruus());

        var answer = messageTo(Harness.LASTING, "", "hello", TEXT);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(message("hello", TEXT).responses).isEmpty();
    }

    @Test
    void saysWhenNobodyIsThere() {
        assertThat(message("hello", TEXT).status()).isEqualTo(480);
    }

    @Test
    void givesItToWhoTakesItInHisPlace() { // RFC 3428 section 7
        var taken = new ArrayList<MessageHandler.Message>();
        MessageHandler broken = _ -> {
            throw new IllegalStateException();
        };
        relay.addHandler(_ -> false, Map.of("service.ranking", 2));
        relay.addHandler(broken, Map.of("service.ranking", 1));
        relay.addHandler(taken::add, Map.of());

        assertThat(message("hello", TEXT).status()).isEqualTo(202);
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().receiver()).isEqualTo(BEN);
        assertThat(taken.getFirst().sender().number()).isEqualTo("1001");
        assertThat(taken.getFirst().contentType()).isEqualTo("text/plain;charset=utf-8");
        assertThat(taken.getFirst().body()).asString().isEqualTo("hello");
    }

    @Test
    void asksTheNewestOfOneRankingFirst() {
        var older = new ArrayList<MessageHandler.Message>();
        var newer = new ArrayList<MessageHandler.Message>();
        relay.addHandler(older::add, Map.of("service.id", 7L));
        relay.addHandler(newer::add, Map.of("service.id", 8L));
        relay.addHandler(_ -> false, Map.of("service.id", 6L));

        message("hello", TEXT);

        assertThat(older).isEmpty();
        assertThat(newer).hasSize(1);
    }

    @Test
    void letsNobodyWriteUnverifiedOrAsSomebodyElse() { // RFC 3428 section 11
        register("udp", "198.51.100.9");
        relay.setVerifier(request -> new Verdict.Refused(request.response(401), Optional.empty()));
        assertThat(message("hello", TEXT).status()).isEqualTo(401);
        relay.setVerifier(Harness.verifier("1003"));
        assertThat(message("hello", TEXT).status()).isEqualTo(403);

        assertThat(harness.sent).isEmpty();
    }

    @Test
    void refusesABodyOfNoTypeAndADialogThatIsNotThere() { // RFC 3261 sections 20.15 and 12.2.2
        register("udp", "198.51.100.9");

        assertThat(message("hello").status()).isEqualTo(400);
        assertThat(messageTo("1002", ";tag=x", "hello", TEXT).status()).isEqualTo(481);
        assertThat(harness.sent).isEmpty();
    }

    @Test
    void servesAgainAfterAThousandMessages() {
        register("udp", "198.51.100.9");
        for (int i = 0; i < 1000; i++) message("hello", TEXT);
        assertThat(message("hello", TEXT).status()).isEqualTo(503);

        harness.sent.getFirst().answer(200);

        assertThat(message("hello", TEXT).responses).isEmpty();
    }
}
