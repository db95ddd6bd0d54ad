package org.patchbay.sip.trunk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.pbx.Trunk;
import org.patchbay.pbx.TrunkState;
import org.patchbay.pbx.TrunkState.Health;
import org.patchbay.pbx.Trunks;
import org.patchbay.sip.PeerRoute;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.SipTransactions.Hop;

class TrunkTableTest {
    private static final Hop FIRST = FakeNetwork.hop("198.51.100.1");
    private static final Hop SECOND = FakeNetwork.hop("tcp", "198.51.100.2", 5070);

    private final FakeNetwork network = new FakeNetwork();
    private final TrunkTable table = new TrunkTable(network.around());

    @BeforeEach
    void knowsTheServers() {
        network.targets.put("sip.example.net", List.of(FIRST));
        network.targets.put("sip2.example.net", List.of(SECOND));
    }

    @Test
    void leadsToANumberBehindATrunk() {
        begin(both().registering().trusting());

        Binding binding = lookup("carrier", "+4930#1").getFirst();

        assertThat(binding.contact()).isEqualTo("sip:+4930%231@sip.example.net");
        assertThat(SipContact.of(binding).orElseThrow().hop()).isEqualTo(FIRST);
        PeerRoute route = PeerRoute.of(binding).orElseThrow();
        assertThat(route.peer()).isEqualTo("carrier");
        assertThat(route.hops()).containsExactly(FIRST);
        assertThat(route.fromUser()).isEqualTo("030123");
        assertThat(route.fromDomain()).isEqualTo("sip.example.net");
        assertThat(route.trusted()).isTrue();
        assertThat(route.channelsMax()).hasValue(2);
        assertThat(route.routes()).isEmpty();
    }

    @Test
    void namesEachServerByItsOwnDomain() { // RFC 3261 section 8.1.1.1: the request line says who is asked
        begin(both());

        assertThat(lookup("carrier", "1"))
                .extracting(Binding::contact)
                .containsExactly("sip:1@sip.example.net", "sip:1@sip2.example.net");
        assertThat(routes()).extracting(PeerRoute::fromDomain).containsExactly("sip.example.net", "sip2.example.net");
        assertThat(routes()).extracting(PeerRoute::hops).containsExactly(List.of(FIRST), List.of(SECOND));
        assertThat(network.sent)
                .extracting(
                        sent -> sent.request().getFrom().getAddress().getURI().toString())
                .containsExactlyInAnyOrder("sip:patchbay@sip.example.net", "sip:patchbay@sip2.example.net");
    }

    @Test
    void letsItsServersBeTriedOneAfterTheOther() {
        begin(both());

        assertThat(lookup("carrier", "1")).extracting(Binding::device).containsOnly(Optional.of("trunk carrier"));
    }

    @Test
    void keepsTheRecordsOfOneServerOneAttempt() { // RFC 3263 section 4.3
        Hop other = FakeNetwork.hop("198.51.100.3");
        network.targets.put("sip.example.net", List.of(FIRST, other));
        begin(both());

        assertThat(routes()).extracting(PeerRoute::hops).containsExactly(List.of(FIRST, other), List.of(SECOND));
    }

    @Test
    void knowsNoOtherAddress() {
        begin(both());

        assertThat(table.lookup(new AddressOfRecord("1002", "patchbay"))).isEmpty();
        assertThat(lookup("none", "1")).isEmpty();
    }

    @Test
    void callsTheServersThatAreThere() {
        network.silent.add(FIRST);
        begin(both());
        assertThat(hops()).containsExactly(FIRST, SECOND);

        network.pass(Duration.ofSeconds(20));
        assertThat(hops()).containsExactly(SECOND);
        assertThat(lookup("carrier", "1").getFirst().contact()).isEqualTo("sip:1@sip2.example.net");

        network.silent.clear();
        network.pass(Duration.ofSeconds(30));
        assertThat(hops()).containsExactly(FIRST, SECOND);
    }

    @Test
    void saysAtOnceThatNoServerIsThere() {
        network.answersOptions = false;
        begin(both());
        network.pass(Duration.ofSeconds(20));

        assertThat(lookup("carrier", "1")).isEmpty();
        assertThat(table.states().getFirst().usable()).isFalse();
    }

    @Test
    void takesAnyAnswerForASignOfLife() {
        network.answersOptions = false;
        begin(both());

        network.sent.forEach(sent -> sent.answer(sent.hops().contains(FIRST) ? 503 : 404));
        network.settle();

        assertThat(table.states().getFirst().servers())
                .containsExactly(
                        new TrunkState.Server("udp 198.51.100.1:5060", Health.UP),
                        new TrunkState.Server("tcp 198.51.100.2:5070", Health.UP));
    }

    @Test
    void asksNobodyWhenItIsToldNotTo() {
        table.inForce(List.of(both().make(Duration.ZERO)));
        network.pass(Duration.ofHours(1));

        assertThat(network.sent).isEmpty();
        assertThat(hops()).containsExactly(FIRST, SECOND);
    }

    @Test
    void followsAServerThatMovesAndKeepsItsAddressWhileTheNamesAreAway() {
        Hop moved = FakeNetwork.hop("198.51.100.9");
        begin(TestTrunk.named("carrier"));

        network.targets.put("sip.example.net", List.of(moved));
        network.pass(Duration.ofSeconds(60));
        assertThat(hops()).containsExactly(moved);

        network.targets.clear();
        network.pass(Duration.ofSeconds(60));
        assertThat(hops()).containsExactly(moved);
        int before = network.sent.size();
        network.pass(Duration.ofSeconds(60));
        assertThat(network.sent.subList(before, network.sent.size()))
                .allSatisfy(sent -> assertThat(sent.hops()).containsExactly(moved));
    }

    @Test
    void visitsTheProxiesThatTheRegistrarNames() { // RFC 3608 section 6.1
        Hop proxy = FakeNetwork.hop("198.51.100.77");
        network.targets.put("proxy.example.net", List.of(proxy));
        begin(both().registering());
        network.answer(200, "Service-Route: <sip:proxy.example.net;lr>", "Service-Route: <sip:p2.example.net;lr>");
        network.settle();

        assertThat(routes()).hasSize(1);
        PeerRoute route = routes().getFirst();
        assertThat(route.routes()).containsExactly("<sip:proxy.example.net;lr>", "<sip:p2.example.net;lr>");
        assertThat(route.hops()).containsExactly(proxy);
    }

    @Test
    void answersForThePeerThatAsks() {
        begin(TestTrunk.named("carrier").registering());
        SIPRequest bye = Messages.request(
                "BYE",
                "sip:x@y",
                "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1",
                "From: <sip:a@b>;tag=1",
                "To: <sip:c@d>;tag=2");
        var challenge =
                Messages.response(bye, 407, "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"");

        assertThat(table.answer("carrier", bye, challenge).orElseThrow().toString())
                .contains("Proxy-Authorization: Digest");
        assertThat(table.answer("none", bye, challenge)).isEmpty();
    }

    @Test
    void followsItsSourceAndStaysAsItIsWithoutOne() {
        var source = new FakeSource(both().make());
        table.setTrunks(source);
        network.settle();
        assertThat(table.states()).hasSize(1);

        table.unsetTrunks(source);
        assertThat(table.states()).hasSize(1);
        assertThat(source.listeners).isEmpty();
    }

    @Test
    void leavesTheOthersAloneWhenOneCantBeUsed() {
        table.inForce(List.of(
                TestTrunk.named("broken").at("http://x").make(),
                TestTrunk.named("carrier").make()));
        network.settle();

        assertThat(table.states()).extracting(TrunkState::name).containsExactly("carrier");
        assertThat(hops()).containsExactly(FIRST);
    }

    @Test
    void canBeCalledWhileAChangedRegistrationIsStillBeingReplaced() {
        begin(TestTrunk.named("carrier").registering());
        network.answer(200);

        table.inForce(
                List.of(TestTrunk.named("carrier").registering().trusting().make()));
        network.settle();

        assertThat(network.waiting).hasSize(1); // the end of the old one is not answered yet
        assertThat(hops()).containsExactly(FIRST);
        assertThat(table.recognize(FakeInvite.from("198.51.100.1", 5060))).isPresent();
    }

    @Test
    void sendsNothingAfterItHasStopped() {
        begin(both());
        table.stop();
        int before = network.sent.size();

        network.pass(Duration.ofHours(1));
        table.stop();

        assertThat(network.sent).hasSize(before);
        assertThat(lookup("carrier", "1")).isEmpty();
    }

    /** Trunks that are in force as long as the test lasts. */
    private static final class FakeSource implements Trunks {
        private final List<Trunk> trunks;
        private final List<Consumer<List<Trunk>>> listeners = new ArrayList<>();

        FakeSource(Trunk... trunks) {
            this.trunks = List.of(trunks);
        }

        @Override
        public List<Trunk> trunks() {
            return trunks;
        }

        @Override
        public Watch watch(Consumer<List<Trunk>> listener) {
            listeners.add(listener);
            listener.accept(trunks);
            return () -> listeners.remove(listener);
        }
    }

    private static TestTrunk both() {
        return TestTrunk.named("carrier").at("sip:sip.example.net", "sip:sip2.example.net");
    }

    private List<Hop> hops() {
        return routes().stream().flatMap(route -> route.hops().stream()).toList();
    }

    private List<PeerRoute> routes() {
        return lookup("carrier", "1").stream()
                .map(way -> PeerRoute.of(way).orElseThrow())
                .toList();
    }

    private List<Binding> lookup(String trunk, String number) {
        return table.lookup(AddressOfRecord.behindTrunk(trunk, number));
    }

    private void begin(TestTrunk trunk) {
        table.inForce(List.of(trunk.make()));
        network.settle();
        network.settle();
    }
}
