package org.patchbay.sip.trunk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Party;
import org.patchbay.sip.PeerRecognizer.Peer;

class RecognitionTest {
    private static final String FROM = "From: \"Ann\" <sip:+49301@x>;tag=1";

    private final FakeNetwork network = new FakeNetwork();
    private final TrunkTable table = new TrunkTable(network.around());

    @BeforeEach
    void knowsTheServers() {
        network.targets.put(
                "sip.example.net", List.of(FakeNetwork.hop("198.51.100.1"), FakeNetwork.hop("198.51.100.2")));
        network.targets.put("localhost", List.of(FakeNetwork.hop("127.0.0.1")));
    }

    @Test
    void recognisesACallOfAnyAddressOfItsServers() {
        begin(TestTrunk.named("carrier"));

        assertThat(table.recognize(FakeInvite.from("198.51.100.2", 40_000)))
                .contains(new Peer("carrier", new Party("+49301", "Ann"), "2000", "incoming", OptionalInt.of(2)));
    }

    @Test
    void doesntKnowAStranger() {
        begin(TestTrunk.named("carrier"), TestTrunk.named("other").registering());

        assertThat(name(FakeInvite.from("203.0.113.1", 5060))).isEmpty();
        assertThat(name(FakeInvite.from("203.0.113.1", 5060, "sip:030123@192.0.2.1", FROM, "To: <sip:030123@x>")))
                .isEmpty();
        assertThat(name(FakeInvite.from("203.0.113.1", 5060, "sip:030123@192.0.2.1;line=0", FROM, "To: <sip:1@x>")))
                .isEmpty();
        assertThat(name(FakeInvite.from("203.0.113.1", 5060, "sip:030123@192.0.2.1;line", FROM, "To: <sip:1@x>")))
                .isEmpty();
        assertThat(name(FakeInvite.from("203.0.113.1", 5060, "tel:+49302", FROM, "To: <tel:+49302>")))
                .isEmpty();
    }

    @Test
    void hasNoLineThatAnEmptyOneWouldMatch() {
        begin(TestTrunk.named("carrier").matching(false, true));

        assertThat(name(FakeInvite.from("203.0.113.1", 5060, "sip:1@192.0.2.1;line=", FROM, "To: <sip:1@x>")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/28, 192.0.2.15, true",
        "192.0.2.0/28, 192.0.2.16, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
    })
    void recognisesTheAddressesThatItIsTold(String range, String source, boolean known) {
        begin(TestTrunk.named("carrier").matching(true, false, range));

        assertThat(name(FakeInvite.from(source, 5060)).isPresent()).isEqualTo(known);
    }

    @Test
    void forgetsTheServersAddressesWhenOthersAreGiven() {
        begin(TestTrunk.named("carrier").matching(true, false, "192.0.2.7"));

        assertThat(name(FakeInvite.from("198.51.100.1", 5060))).isEmpty();
    }

    @Test
    void recognisesHostsWhoseAddressesChange() {
        network.hosts.put("peer.example", List.of(InetAddress.ofLiteral("203.0.113.1")));
        begin(TestTrunk.named("carrier").matching(true, false, "peer.example"));
        assertThat(name(FakeInvite.from("203.0.113.1", 5060))).contains("carrier");

        network.hosts.put("peer.example", List.of(InetAddress.ofLiteral("203.0.113.2")));
        network.pass(Duration.ofSeconds(60));
        assertThat(name(FakeInvite.from("203.0.113.1", 5060))).isEmpty();
        assertThat(name(FakeInvite.from("203.0.113.2", 5060))).contains("carrier");

        network.hosts.clear(); // the name system is away
        network.pass(Duration.ofSeconds(60));
        assertThat(name(FakeInvite.from("203.0.113.2", 5060))).contains("carrier");
    }

    @Test
    void recognisesTheContactThatItRegisteredWhereverItComesFrom() { // RFC 3261 section 16.6: with its parameters
        begin(TestTrunk.named("other"), TestTrunk.named("carrier").registering());
        String contact = network.register().text().replaceAll("(?s).*Contact: <([^>]+)>.*", "$1");

        Optional<Peer> peer =
                table.recognize(FakeInvite.from("203.0.113.1", 5060, contact, FROM, "To: <sip:+4930123-7@x>"));

        assertThat(peer.map(Peer::name)).contains("carrier");
        assertThat(peer.map(Peer::dialled)).contains("+4930123-7");
    }

    @Test
    void takesNoLineWhenTheTrunkSaysSo() {
        begin(TestTrunk.named("carrier").registering().matching(true, false, "192.0.2.7"));
        String contact = network.register().text().replaceAll("(?s).*Contact: <([^>]+)>.*", "$1");

        assertThat(name(FakeInvite.from("203.0.113.1", 5060, contact, FROM, "To: <sip:1@x>")))
                .isEmpty();
    }

    @Test
    void prefersTheTrunkWhoseAccountIsCalledWhenSeveralHaveTheServer() {
        begin(TestTrunk.named("first"), TestTrunk.named("second").registering());

        assertThat(name(FakeInvite.from("198.51.100.1", 5060))).contains("first");
        assertThat(name(FakeInvite.from("198.51.100.1", 5060, "sip:030123@192.0.2.1", FROM, "To: <sip:030123@x>")))
                .contains("second");
    }

    @ParameterizedTest
    @ValueSource(ints = {5060, 40_000})
    void takesNobodyOnThisMachineForAServerOnAnotherPort(int port) {
        begin(TestTrunk.named("carrier").at("sip:localhost"));

        assertThat(name(FakeInvite.from("127.0.0.1", port)).isPresent()).isEqualTo(port == 5060);
    }

    @Test
    void believesAnAssertedIdentityOnlyOfATrustedPeer() { // RFC 3325 section 5
        String[] headers = {FROM, "To: <sip:2@x>", "P-Asserted-Identity: \"Real\" <sip:+49999@x>"};
        begin(TestTrunk.named("carrier"));
        assertThat(caller(headers)).isEqualTo(new Party("+49301", "Ann"));

        begin(TestTrunk.named("carrier").trusting());
        network.settle();
        assertThat(caller(headers)).isEqualTo(new Party("+49999", "Real"));
        assertThat(table.recognize(FakeInvite.from("198.51.100.1", 5060, "sip:2000@192.0.2.1", headers)))
                .hasValueSatisfying(peer -> assertThat(peer.trusted()).isTrue());
    }

    @Test
    void takesTheNumberOfATelephoneUri() { // RFC 3966
        begin(TestTrunk.named("carrier").trusting());

        assertThat(caller(
                        "From: <sip:anonymous@anonymous.invalid>;tag=1",
                        "To: <sip:2@x>",
                        "P-Asserted-Identity: <tel:+49302>"))
                .isEqualTo(new Party("+49302", ""));
        assertThat(caller("From: <sip:anonymous.invalid>;tag=1", "To: <sip:2@x>"))
                .isEqualTo(new Party("anonymous", ""));
    }

    private Party caller(String... headers) {
        return table.recognize(FakeInvite.from("198.51.100.1", 5060, "sip:2000@192.0.2.1", headers))
                .orElseThrow()
                .caller();
    }

    private Optional<String> name(FakeInvite invite) {
        return table.recognize(invite).map(Peer::name);
    }

    private void begin(TestTrunk... trunks) {
        table.inForce(List.of(trunks).stream().map(TestTrunk::make).toList());
        network.settle();
        network.settle();
    }
}
