package org.patchbay.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.sip.SipTransactions.Hop;

class HopsTest {
    private static final Hop SEEN = new Hop("udp", new InetSocketAddress("192.0.2.9", 40_000));

    @Test
    void goToTheContactWhenThatIsTheHostSeen() {
        assertThat(hop("sip:1@192.0.2.9:5070", SEEN))
                .isEqualTo(new Hop("udp", new InetSocketAddress("192.0.2.9", 5070)));
        assertThat(hop("sip:1@192.0.2.9", SEEN)).isEqualTo(new Hop("udp", new InetSocketAddress("192.0.2.9", 5060)));
    }

    @Test
    void goBackWhenTheContactIsBehindANat() {
        assertThat(hop("sip:1@10.0.0.7:5070", SEEN)).isEqualTo(SEEN);
        assertThat(hop("sip:1@phone.example.net", SEEN)).isEqualTo(SEEN);
    }

    @Test
    void goBackOnTheConnectionThatThePhoneOpened() {
        var connected = new Hop("tcp", new InetSocketAddress("192.0.2.9", 40_000));

        assertThat(hop("sip:1@192.0.2.9:5070;transport=tcp", connected)).isEqualTo(connected);
    }

    @Test
    void goToTheFirstRoute() { // RFC 3261 section 12.2.1.1
        var contact = Addresses.uri("sip:1@10.0.0.7");

        assertThat(Hops.of(List.of("<sip:192.0.2.9:5080;lr>"), contact, SEEN))
                .isEqualTo(new Hop("udp", new InetSocketAddress("192.0.2.9", 5080)));
    }

    private static Hop hop(String contact, Hop seen) {
        return Hops.of(List.of(), Addresses.uri(contact), seen);
    }
}
