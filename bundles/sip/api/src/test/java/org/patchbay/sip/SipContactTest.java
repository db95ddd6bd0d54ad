package org.patchbay.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Binding;
import org.patchbay.sip.SipTransactions.Hop;

class SipContactTest {
    private static final Instant LATER = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void comesBackFromItsBinding() {
        var contact = new SipContact("sip:ann@10.0.0.1:5062", "tcp", new InetSocketAddress("192.0.2.7", 40001));

        var binding = contact.toBinding(0.5f, LATER, Map.of(SipContact.CALL_ID, "c1"));

        assertThat(SipContact.of(binding)).contains(contact);
        assertThat(binding.attributes())
                .containsEntry(SipContact.RECEIVED, "tcp;192.0.2.7;40001")
                .containsEntry(SipContact.CALL_ID, "c1");
        assertThat(contact.hop()).isEqualTo(new Hop("tcp", contact.received()));
    }

    @Test
    void comesBackWithAnAddressOfIpVersion6() {
        var contact = new SipContact("sip:ann@[2001:db8::1]", "udp", new InetSocketAddress("2001:db8::1", 5060));

        assertThat(SipContact.of(contact.toBinding(1, LATER, Map.of()))).contains(contact);
    }

    @Test
    void comesBackWithItsFlowAndPath() { // RFC 5626 section 5.3, RFC 3327 section 5.3
        var hop = new Hop("wss", new InetSocketAddress("192.0.2.7", 40001), "wss;17");
        var contact = new SipContact("sip:ann@x.invalid", hop, List.of("<sip:a@p.example;lr>", "<sip:q.example;lr>"));

        var read = SipContact.of(contact.toBinding(1, LATER, Map.of())).orElseThrow();

        assertThat(read).isEqualTo(contact);
        assertThat(read.hop()).isEqualTo(hop);
    }

    @Test
    void readsWhatWasStoredWithoutAFlow() {
        var old = SipContact.of(binding("sip", "tcp;192.0.2.7;5060")).orElseThrow();

        assertThat(old.flow()).isEmpty();
        assertThat(old.path()).isEmpty();
    }

    @Test
    void isAbsentFromForeignAndDamagedBindings() {
        assertThat(SipContact.of(binding("local", "udp;192.0.2.7;5060"))).isEmpty();
        assertThat(SipContact.of(binding("sip", "udp;host.example;5060"))).isEmpty();
        assertThat(SipContact.of(binding("sip", "udp;192.0.2.7;none"))).isEmpty();
        assertThat(SipContact.of(binding("sip", "udp;192.0.2.7;99999"))).isEmpty();
        assertThat(SipContact.of(binding("sip", "udp"))).isEmpty();
    }

    private static Binding binding(String scheme, String received) {
        return new Binding(scheme, "sip:x@y", 1, LATER, Map.of(SipContact.RECEIVED, received));
    }
}
