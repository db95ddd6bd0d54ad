package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.BOTH;
import static org.patchbay.sip.channel.internal.Messages.OFFER;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Party;
import org.patchbay.sip.Gruus;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.SipTransactions.Hop;

/** Calls to one device, and by the way that it registered through. */
class DeviceTest {
    private static final String GRUU = "sip:1002@192.0.2.1;gr=urn:uuid:1";

    private final Harness harness = new Harness();
    private final Caller caller = new Caller(harness);

    @Test
    void passesTheDeviceOfAGruuOn() { // RFC 5627 section 5.4
        harness.technology.setGruus(_ -> Optional.of(new Gruus.Device("1003", "<urn:uuid:1>")));

        caller.invite(GRUU, "", OFFER);

        assertThat(harness.channel().dialled()).isEqualTo("1003");
        assertThat(harness.channel().device()).contains("<urn:uuid:1>");
    }

    @Test
    void refusesAGruuThatIsNotValid() { // RFC 5627 section 5.4
        harness.technology.setGruus(_ -> Optional.empty());

        assertThat(caller.invite(GRUU, "", OFFER).status()).isEqualTo(404);
    }

    @Test
    void takesAFailedFlowForADeviceThatIsNotThere() { // RFC 5626 section 11.5
        assertThat(CauseMapping.cause(430)).isEqualTo(Cause.DESTINATION_OUT_OF_ORDER);
    }

    @Test
    void callsForNoSingleDeviceWithoutAGruu() {
        caller.invite(OFFER);

        assertThat(harness.channel().device()).isEmpty();
    }

    @Test
    void callsOverTheFlowAndThroughThePathOfTheRegistration() { // RFC 5626 section 5.3, RFC 3327 section 5.4
        var address = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 5070);
        var hop = new Hop("tcp", address, "tcp-7");
        var contact = new SipContact("sip:1002@10.0.0.9", hop, List.of("<sip:198.51.100.7;lr>", "<sip:q.example;lr>"));
        var binding = contact.toBinding(1, Instant.MAX, Map.of());

        harness.owner.execute(
                () -> harness.technology.originate(binding, new Party("1001", "Ann"), "1002", BOTH, harness.owner));

        assertThat(harness.stack.last().hop()).isEqualTo(hop);
        assertThat(harness.stack.last().text())
                .startsWith("INVITE sip:1002@10.0.0.9 SIP/2.0")
                .containsPattern(
                        "Route: <sip:198.51.100.7;lr>, ?<sip:q.example;lr>|Route: <sip:198.51.100.7;lr>\\s+Route");
    }
}
