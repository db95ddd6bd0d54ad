package org.patchbay.sip.registrar.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Binding;
import org.patchbay.sip.SipTransactions.Hop;

class OutboundTest {
    private static final String ABLE = "Supported: outbound, path";
    private static final Hop TCP = new Hop("tcp", new InetSocketAddress("198.51.100.7", 40001), "tcp-1");
    private static final Hop TCP2 = new Hop("tcp", new InetSocketAddress("198.51.100.7", 40002), "tcp-2");

    private final Exchange exchange = new Exchange("");

    private static String contact(String uri, int flow) {
        return "Contact: <" + uri + ">;+sip.instance=\"<urn:uuid:1>\";reg-id=" + flow;
    }

    @Test
    void bindsEachFlowOfADeviceApart() { // RFC 5626 section 6
        exchange.register(TCP, "c1", contact("sip:1001@10.0.0.7", 1), ABLE);
        exchange.register(TCP2, "c1", contact("sip:1001@10.0.0.7", 2), ABLE);

        assertThat(exchange.bindings()).hasSize(2);
        assertThat(exchange.contact(0).hop()).isEqualTo(TCP);
        assertThat(exchange.contact(1).hop()).isEqualTo(TCP2);
    }

    @Test
    void replacesAFlowByTheOneThatFollowsIt() { // RFC 5626 section 6
        exchange.register(TCP, "c1", contact("sip:1001@10.0.0.7", 1), ABLE);
        exchange.register(TCP2, "c2", contact("sip:1001@10.0.0.8", 1), ABLE);

        assertThat(exchange.bindings()).hasSize(1);
        assertThat(exchange.contact(0).uri()).isEqualTo("sip:1001@10.0.0.8");
        assertThat(exchange.contact(0).hop()).isEqualTo(TCP2);
    }

    @Test
    void endsOneFlow() {
        exchange.register(TCP, "c1", contact("sip:1001@10.0.0.7", 1), ABLE);
        exchange.register(TCP2, "c1", contact("sip:1001@10.0.0.7", 2), ABLE);
        exchange.register(TCP, "c1", contact("sip:1001@10.0.0.7", 1) + ";expires=0", ABLE);

        assertThat(exchange.bindings()).hasSize(1);
        assertThat(exchange.contact(0).flow()).isEqualTo("tcp-2");
    }

    @Test
    void saysThatItKeepsFlows() { // RFC 5626 section 6
        assertThat(exchange.register(TCP, "c1", contact("sip:1001@10.0.0.7", 1), ABLE))
                .contains("Require: outbound")
                .contains("Flow-Timer: 120")
                .contains(";reg-id=1")
                .containsPattern("Supported: .*outbound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contact: <sip:1001@10.0.0.7>;reg-id=1\nSupported: outbound",
                "Contact: <sip:1001@10.0.0.7>;+sip.instance=\"<urn:uuid:1>\";reg-id=1",
                "Contact: <sip:1001@10.0.0.7>;+sip.instance=\"<urn:uuid:1>\";reg-id=0\nSupported: outbound",
                "Contact: <sip:1001@10.0.0.7>;+sip.instance=\"<urn:uuid:1>\";reg-id=2147483648\nSupported: outbound",
                "Contact: <sip:1001@10.0.0.7>;+sip.instance=\"<urn:uuid:1>\";reg-id=x\nSupported: outbound"
            })
    void passesOverAFlowThatIsNotSaidInFull(String headers) { // RFC 5626 section 6
        var answer = exchange.register(TCP, "c1", headers);

        assertThat(answer).contains("SIP/2.0 200 ").doesNotContain("Require").doesNotContain("reg-id");
        assertThat(exchange.contact(0).flow()).isEmpty();
    }

    @Test
    void refusesTwoFlowsInOneRegister() { // RFC 5626 section 6
        assertThat(exchange.register(TCP, "c1", contact("sip:1001@10.0.0.7", 1), contact("sip:1001@10.0.0.8", 2), ABLE))
                .contains("SIP/2.0 400 ");
        assertThat(exchange.bindings()).isEmpty();
    }

    @Test
    void refusesAFlowThroughAProxyThatKeepsNone() { // RFC 5626 section 6
        var second = "Via: SIP/2.0/TCP 10.0.0.1;branch=z9hG4bKx";

        assertThat(exchange.register(TCP, "c1", contact("sip:1001@10.0.0.7", 1), ABLE, second))
                .contains("SIP/2.0 439 First Hop Lacks Outbound Support");
        assertThat(exchange.register(
                        TCP, "c1", contact("sip:1001@10.0.0.7", 1), ABLE, second, "Path: <sip:192.0.2.1;lr>"))
                .contains("SIP/2.0 439 ");
        assertThat(exchange.bindings()).isEmpty();
    }

    @Test
    void takesAFlowThroughAProxyThatKeepsIt() { // RFC 5626 section 6
        var path = "Path: <sip:192.0.2.2;lr>, <sip:tok@192.0.2.1;lr;ob>";

        assertThat(exchange.register(TCP, "c1", contact("sip:1001@10.0.0.7", 1), ABLE, path))
                .contains("Require: outbound");
        assertThat(exchange.contact(0).hop()).isEqualTo(new Hop("udp", new InetSocketAddress("192.0.2.2", 5060)));
        assertThat(exchange.contact(0).path()).hasSize(2);
    }

    @Test
    void countsADeviceWithSeveralFlowsOnce() {
        for (int flow = 1; flow <= 4; flow++) exchange.register(TCP, "c1", contact("sip:1001@10.0.0.7", flow), ABLE);

        assertThat(exchange.register(TCP, "c2", "Contact: <sip:1001@10.0.0.9>")).contains("SIP/2.0 200 ");
        assertThat(exchange.register(TCP, "c3", "Contact: <sip:1001@10.0.0.10>"))
                .contains("SIP/2.0 403 ");
    }

    @Test
    void keepsNoMoreThanAFewFlows() {
        for (int flow = 1; flow <= 100; flow++) exchange.register(TCP, "c1", contact("sip:1001@10.0.0.7", flow), ABLE);

        assertThat(exchange.bindings()).hasSize(8);
    }

    @Test
    void reachesABrowserOverItsConnectionAlone() { // RFC 7118 section 5
        exchange.register("Contact: <sip:x1@df7jal23ls0d.invalid;transport=ws>");

        assertThat(exchange.contact(0).hop()).isEqualTo(Exchange.SEEN);
    }

    @Test
    void passesOverAnInstanceThatWouldBreakOurHeader() {
        exchange.register("Contact: <sip:1001@10.0.0.7>;+sip.instance=\"<urn:x>,<urn:y>\"");

        assertThat(exchange.bindings()).extracting(Binding::device).containsOnly(java.util.Optional.empty());
    }
}
