package org.patchbay.sip.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.io.TransportProtocol.TCP;
import static org.patchbay.io.TransportProtocol.TLS;
import static org.patchbay.io.TransportProtocol.UDP;
import static org.patchbay.io.TransportProtocol.WS;
import static org.patchbay.io.TransportProtocol.WSS;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.address.SipUri;
import java.io.IOException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.patchbay.io.Listener;
import org.patchbay.io.NameResolver.Naptr;
import org.patchbay.io.TransportProtocol;
import org.patchbay.sip.SipTransactions.Hop;

class SipServerLocatorTest {
    private final FakeNames names = new FakeNames();
    private List<Listener> listeners = on("0.0.0.0", UDP, TCP, TLS);

    private static List<Listener> on(String address, TransportProtocol... protocols) {
        return Arrays.stream(protocols)
                .map(protocol -> FakeListener.of(protocol, address))
                .toList();
    }

    private static SipUri uri(String text) {
        try {
            return (SipUri) new AddressFactoryImpl().createURI(text);
        } catch (ParseException bad) {
            throw new IllegalArgumentException(bad);
        }
    }

    /** The hops as {@code udp 192.0.2.1:5060}. */
    private List<String> hops(String uri) {
        // always the last by weight that comes into question
        var locator = new SipServerLocator(bound -> bound - 1);
        locator.use(listeners, names);
        return locator.resolve(uri(uri)).toCompletableFuture().join().stream()
                .map(SipServerLocatorTest::text)
                .toList();
    }

    private static String text(Hop hop) {
        return hop.transport() + " " + hop.address().getAddress().getHostAddress() + ":"
                + hop.address().getPort();
    }

    private void domain() {
        names.naptr("example.com", 50, 50, "SIPS+D2T", "_sips._tcp.example.com")
                .naptr("example.com", 90, 50, "SIP+D2T", "_sip._tcp.example.com")
                .naptr("example.com", 100, 50, "SIP+D2U", "_sip._udp.example.com")
                .srv("_sips._tcp.example.com", 1, 1, 5061, "tls.example.com")
                .srv("_sip._tcp.example.com", 1, 1, 5060, "tcp.example.com")
                .srv("_sip._udp.example.com", 1, 1, 5060, "udp.example.com")
                .host("tls.example.com", "192.0.2.3")
                .host("tcp.example.com", "192.0.2.2")
                .host("udp.example.com", "192.0.2.1");
    }

    // section 4.1: selecting a transport

    @Test
    void takesUdpForASipUriWithALiteralAddress() { // RFC 3263 section 4.1
        assertThat(hops("sip:bob@192.0.2.4")).containsExactly("udp 192.0.2.4:5060");
        assertThat(names.asked()).isEmpty();
    }

    @Test
    void takesTlsForASipsUriWithALiteralAddress() { // RFC 3263 section 4.1
        assertThat(hops("sips:bob@192.0.2.4")).containsExactly("tls 192.0.2.4:5061");
    }

    @Test
    void takesTheTransportThatTheUriNames() { // RFC 3263 section 4.1
        assertThat(hops("sip:bob@192.0.2.4;transport=TCP")).containsExactly("tcp 192.0.2.4:5060");
        assertThat(hops("sip:bob@192.0.2.4;transport=udp")).containsExactly("udp 192.0.2.4:5060");
        assertThat(hops("sip:bob@192.0.2.4;transport=tls")).containsExactly("tls 192.0.2.4:5061");
    }

    @Test
    void takesTlsOverWhatASipsUriNames() { // RFC 3261 section 26.2.2
        assertThat(hops("sips:bob@192.0.2.4;transport=tcp")).containsExactly("tls 192.0.2.4:5061");
        assertThat(hops("sips:bob@192.0.2.4;transport=udp")).isEmpty();
    }

    @Test
    void takesUdpForANameWithAPort() { // RFC 3263 section 4.1
        names.host("example.com", "192.0.2.4");

        assertThat(hops("sip:bob@example.com:5070")).containsExactly("udp 192.0.2.4:5070");
        assertThat(hops("sips:bob@example.com:5071")).containsExactly("tls 192.0.2.4:5071");
    }

    @Test
    void takesTheFirstServiceOfNaptrThatWeSupport() { // RFC 3263 section 4.1
        domain();
        assertThat(hops("sip:bob@example.com")).containsExactly("tls 192.0.2.3:5061");

        listeners = on("0.0.0.0", UDP, TCP);
        assertThat(hops("sip:bob@example.com")).containsExactly("tcp 192.0.2.2:5060");

        listeners = on("0.0.0.0", UDP);
        assertThat(hops("sip:bob@example.com")).containsExactly("udp 192.0.2.1:5060");
    }

    @Test
    void considersNoHigherOrderOnceAServiceCanBeUsed() { // RFC 3403 section 4.1
        domain();
        names.naptr("example.com", 50, 60, "SIP+D2U", "_sip._udp.example.com");

        assertThat(hops("sip:bob@example.com")).containsExactly("tls 192.0.2.3:5061", "udp 192.0.2.1:5060");
    }

    @Test
    void discardsServicesWithoutSipsForASipsUri() { // RFC 3263 section 4.1: MUST discard
        domain();
        assertThat(hops("sips:bob@example.com")).containsExactly("tls 192.0.2.3:5061");

        var plain = new FakeNames().naptr("example.org", 1, 1, "SIP+D2T", "_sip._tcp.example.org");
        var locator = new SipServerLocator(_ -> 0);
        locator.use(listeners, plain);
        assertThat(locator.resolve(uri("sips:bob@example.org"))
                        .toCompletableFuture()
                        .join())
                .isEmpty();
        assertThat(plain.asked()).doesNotContain("SRV _sip._tcp.example.org");
    }

    @Test
    void discardsServicesForTransportsThatWeLack() { // RFC 3263 section 4.1: MUST discard; RFC 7118
        listeners = on("0.0.0.0", UDP, TCP, WS, WSS);
        names.naptr("example.com", 1, 1, "SIP+D2W", "_sip._ws.example.com")
                .naptr("example.com", 2, 1, "SIP+D2S", "_sip._sctp.example.com")
                .naptr("example.com", 3, 1, "E2U+sip", "_sip._udp.evil.example")
                .naptr("example.com", new Naptr(4, 1, "u", "SIP+D2U", "_sip._udp.evil.example"))
                .naptr("example.com", new Naptr(5, 1, "s", "SIP+D2U", ""))
                .naptr("example.com", new Naptr(6, 1, "S", "sip+d2t", "_sip._tcp.example.net"))
                .srv("_sip._tcp.example.net", 1, 1, 5060, "h.example.net")
                .host("h.example.net", "192.0.2.9");

        assertThat(hops("sip:bob@example.com")).containsExactly("tcp 192.0.2.9:5060");
        assertThat(names.asked()).containsExactly("NAPTR example.com", "SRV _sip._tcp.example.net", "A h.example.net");
    }

    @Test
    void asksForSrvOfEachTransportThatWeHaveWithoutNaptr() { // RFC 3263 section 4.1
        names.srv("_sip._tcp.example.com", 1, 1, 5060, "tcp.example.com").host("tcp.example.com", "192.0.2.2");
        listeners = on("0.0.0.0", UDP, TCP);

        assertThat(hops("sip:bob@example.com")).containsExactly("tcp 192.0.2.2:5060");
        assertThat(names.asked())
                .containsExactly(
                        "NAPTR example.com",
                        "SRV _sip._udp.example.com",
                        "SRV _sip._tcp.example.com",
                        "A tcp.example.com");
    }

    @Test
    void asksForSipsAloneForASipsUriWithoutNaptr() { // RFC 3263 section 4.1
        names.srv("_sips._tcp.example.com", 1, 1, 5071, "tls.example.com").host("tls.example.com", "192.0.2.3");

        assertThat(hops("sips:bob@example.com")).containsExactly("tls 192.0.2.3:5071");
        assertThat(names.asked())
                .containsExactly("NAPTR example.com", "SRV _sips._tcp.example.com", "A tls.example.com");
    }

    @Test
    void takesUdpForSipAndTlsForSipsWithoutSrv() { // RFC 3263 sections 4.1 and 4.2
        names.host("example.com", "192.0.2.4", "192.0.2.5");

        assertThat(hops("sip:bob@example.com")).containsExactly("udp 192.0.2.4:5060", "udp 192.0.2.5:5060");
        assertThat(hops("sips:bob@example.com")).containsExactly("tls 192.0.2.4:5061", "tls 192.0.2.5:5061");
    }

    @Test
    void takesTcpWhereUdpWouldBeUsualOnAServerWithout() {
        listeners = on("0.0.0.0", TCP, TLS);
        names.host("example.com", "192.0.2.4");

        assertThat(hops("sip:bob@example.com")).containsExactly("tcp 192.0.2.4:5060");
        assertThat(hops("sip:bob@192.0.2.4")).containsExactly("tcp 192.0.2.4:5060");
    }

    @Test
    void neverSpeaksTlsToAPortInTheClear() {
        listeners = on("0.0.0.0", TLS);

        assertThat(hops("sip:bob@192.0.2.4:5060")).isEmpty();
    }

    // section 4.2: determining port and address

    @Test
    void usesALiteralAddressWithItsPort() { // RFC 3263 section 4.2
        assertThat(hops("sip:bob@192.0.2.4:5099")).containsExactly("udp 192.0.2.4:5099");
        assertThat(hops("sips:bob@192.0.2.4:5099")).containsExactly("tls 192.0.2.4:5099");
    }

    @Test
    void readsIpv6AddressesInBrackets() { // RFC 3263 section 4.2, RFC 3261 section 19.1.1
        listeners = on("::", UDP);

        assertThat(hops("sip:bob@[2001:db8::9]:5070")).containsExactly("udp 2001:db8:0:0:0:0:0:9:5070");
        assertThat(names.asked()).isEmpty();
    }

    @Test
    void asksForAddressesAloneWhenThereIsAPort() { // RFC 3263 section 4.2
        domain();
        names.host("example.com", "192.0.2.4");

        assertThat(hops("sip:bob@example.com:5060")).containsExactly("udp 192.0.2.4:5060");
        assertThat(names.asked()).containsExactly("A example.com");
    }

    @Test
    void asksForSrvOfTheTransportThatTheUriNames() { // RFC 3263 section 4.2
        domain();

        assertThat(hops("sip:bob@example.com;transport=tcp")).containsExactly("tcp 192.0.2.2:5060");
        assertThat(hops("sip:bob@example.com;transport=tls")).containsExactly("tls 192.0.2.3:5061");
        assertThat(names.asked()).doesNotContain("NAPTR example.com", "SRV _sip._udp.example.com");
    }

    @Test
    void asksForAddressesWhenTheNamedTransportHasNoSrv() { // RFC 3263 section 4.2
        names.host("example.com", "192.0.2.4");

        assertThat(hops("sip:bob@example.com;transport=tcp")).containsExactly("tcp 192.0.2.4:5060");
    }

    @Test
    void asksForAddressesByTheTransportOfNaptrWhoseSrvIsMissing() { // RFC 3263 section 4.2
        names.naptr("example.com", 1, 1, "SIP+D2T", "_sip._tcp.example.com").host("example.com", "192.0.2.4");

        assertThat(hops("sip:bob@example.com")).containsExactly("tcp 192.0.2.4:5060");
    }

    @Test
    void leavesAloneWhatIsDecidedlyNotAvailable() { // RFC 2782: target "."
        names.srv("_sip._udp.example.com", 0, 0, 0, "").host("example.com", "192.0.2.4");

        assertThat(hops("sip:bob@example.com;transport=udp")).isEmpty();
        assertThat(names.asked()).doesNotContain("A example.com");
    }

    // section 4.3: the order in which to try

    @Test
    void triesServersByPriorityAndEachOfTheirAddresses() { // RFC 3263 section 4.3
        names.srv("_sip._udp.example.com", 2, 1, 5062, "backup.example.com")
                .srv("_sip._udp.example.com", 1, 1, 5060, "main.example.com")
                .host("main.example.com", "192.0.2.1", "192.0.2.2")
                .host("backup.example.com", "192.0.2.3");

        assertThat(hops("sip:bob@example.com;transport=udp"))
                .containsExactly("udp 192.0.2.1:5060", "udp 192.0.2.2:5060", "udp 192.0.2.3:5062");
    }

    @Test
    void namesEachHopOnceAndNoMoreThanTheBound() {
        for (int i = 0; i < 20; i++) {
            names.srv("_sip._udp.example.com", i, 0, 5060, "h" + i + ".example.com")
                    .host("h" + i + ".example.com", "192.0.2.1", "192.0.3." + i, "192.0.4." + i, "192.0.5." + i);
        }

        assertThat(hops("sip:bob@example.com;transport=udp"))
                .hasSize(Search.HOPS_MAX)
                .doesNotHaveDuplicates();
        assertThat(names.asked().stream().filter(each -> each.startsWith("A "))).hasSize(Search.SERVERS_MAX);
    }

    @Test
    void boundsTheAddressesOfOneName() {
        names.host(
                "example.com",
                IntStream.range(0, 100).mapToObj(i -> "192.0.2." + i).toArray(String[]::new));

        assertThat(hops("sip:bob@example.com:5060")).hasSize(Search.HOPS_MAX);
    }

    // what we have, and what we ignore

    @Test
    void ignoresMaddr() {
        assertThat(hops("sip:bob@192.0.2.4;maddr=192.0.2.66")).containsExactly("udp 192.0.2.4:5060");
    }

    @Test
    void knowsNoWayToBrowsersAndUnknownTransports() {
        listeners = on("0.0.0.0", UDP, TCP, WS, WSS);

        assertThat(hops("sip:bob@192.0.2.4;transport=ws")).isEmpty();
        assertThat(hops("sip:bob@example.com;transport=wss")).isEmpty();
        assertThat(hops("sip:bob@example.com;transport=sctp")).isEmpty();
        assertThat(names.asked()).isEmpty();
    }

    @Test
    void goesNowhereWithoutListeners() {
        listeners = List.of();

        assertThat(hops("sip:bob@192.0.2.4")).isEmpty();
        assertThat(hops("sip:bob@example.com")).isEmpty();
    }

    @Test
    void sendsNothingToTheFamilyThatNoListenerHas() {
        names.host("example.com", "2001:db8::4", "192.0.2.4");

        assertThat(hops("sip:bob@example.com:5060")).containsExactly("udp 192.0.2.4:5060");
        assertThat(hops("sip:bob@[2001:db8::9]")).isEmpty();

        listeners = on("2001:db8::1", UDP);
        assertThat(hops("sip:bob@example.com:5060")).containsExactly("udp 2001:db8:0:0:0:0:0:4:5060");

        listeners = on("::", UDP);
        assertThat(hops("sip:bob@example.com:5060")).hasSize(2);
    }

    @Test
    void ignoresAddressesThatNoServerHas() {
        names.host("example.com", "0.0.0.0", "224.0.1.75", "192.0.2.4");

        assertThat(hops("sip:bob@example.com:5060")).containsExactly("udp 192.0.2.4:5060");
    }

    // when the name system doesn't answer

    @Test
    void failsWithAnIoExceptionWhenAddressesAreNotAnswered() {
        names.failing("A example.com");

        assertThatThrownBy(() -> hops("sip:bob@example.com:5060"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("A example.com");
    }

    @Test
    void givesTheIoExceptionUnwrapped() {
        names.failing("SRV _sip._udp.example.com");
        var locator = new SipServerLocator(_ -> 0);
        locator.use(listeners, names);

        var failure = locator.resolve(uri("sip:bob@example.com;transport=udp"))
                .<Throwable>handle((_, thrown) -> thrown)
                .toCompletableFuture()
                .join();

        assertThat(failure).isExactlyInstanceOf(IOException.class);
    }

    @Test
    void doesNotTakeAMissingAnswerForNoService() { // or a lost packet would send calls past the servers of SRV
        names.failing("SRV _sip._udp.example.com").host("example.com", "192.0.2.4");

        assertThatThrownBy(() -> hops("sip:bob@example.com")).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void goesOnWithSrvWhenNaptrIsNotAnswered() { // some name servers drop questions of kinds that they don't know
        domain();
        names.failing("NAPTR example.com");

        assertThat(hops("sip:bob@example.com"))
                .containsExactly("udp 192.0.2.1:5060", "tcp 192.0.2.2:5060", "tls 192.0.2.3:5061");
    }

    @Test
    void goesOnWithTheServersWhoseAddressesAreKnown() {
        names.srv("_sip._udp.example.com", 1, 1, 5060, "lost.example.com")
                .srv("_sip._udp.example.com", 2, 1, 5060, "known.example.com")
                .failing("A lost.example.com")
                .host("known.example.com", "192.0.2.1");

        assertThat(hops("sip:bob@example.com")).containsExactly("udp 192.0.2.1:5060");
    }

    @Test
    void failsWhenTheAddressesOfNoServerAreAnswered() {
        names.srv("_sip._udp.example.com", 1, 1, 5060, "lost.example.com")
                .srv("_sip._udp.example.com", 2, 1, 5060, "none.example.com")
                .failing("A lost.example.com");

        assertThatThrownBy(() -> hops("sip:bob@example.com")).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void failsWhileThereIsNoNameResolverButKnowsLiterals() {
        var locator = new SipServerLocator(_ -> 0);
        locator.use(listeners, null);

        assertThat(locator.resolve(uri("sip:bob@192.0.2.4"))
                        .toCompletableFuture()
                        .join())
                .hasSize(1);
        assertThatThrownBy(() -> locator.resolve(uri("sip:bob@example.com"))
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(IOException.class);
    }
}
