package org.patchbay.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.sip.SipTransactions.Hop;

class RequestsTest {
    private static final Hop HOP = new Hop("udp", new InetSocketAddress("192.0.2.9", 5060));
    private static final String TARGET = "sip:1002@192.0.2.9:5060";

    @Test
    void namesBothSidesAndTheNumber() { // RFC 3261 section 12.2.1.1
        var request = Requests.of(dialog().with("theirs", List.of()).next(), "BYE");

        assertThat(request.encode())
                .startsWith("BYE sip:1002@192.0.2.9:5060 SIP/2.0\r\n")
                .contains("From: \"Ann\" <sip:1001@192.0.2.1>;tag=ours\r\n")
                .contains("To: <sip:1002@192.0.2.1>;tag=theirs\r\n")
                .contains("Call-ID: call\r\n")
                .contains("CSeq: 2 BYE\r\n")
                .doesNotContain("Route:");
    }

    @Test
    void leavesTheTagToThePeerInTheFirstRequest() { // RFC 3261 section 8.1.1.2
        assertThat(Requests.of(dialog(), "INVITE").encode()).contains("To: <sip:1002@192.0.2.1>\r\n");
    }

    @Test
    void givesAnAckTheNumberOfItsInvite() { // RFC 3261 section 13.2.2.4
        var later = dialog().next().next();

        assertThat(Requests.ack(later, 1).encode()).contains("CSeq: 1 ACK\r\n");
    }

    @Test
    void visitsLooseRoutersFirst() { // RFC 3261 section 12.2.1.1
        var request = Requests.of(dialog().with("theirs", List.of("<sip:p1;lr>", "<sip:p2;lr>")), "BYE");

        assertThat(request.encode())
                .startsWith("BYE sip:1002@192.0.2.9:5060 ")
                .contains("Route: <sip:p1;lr>")
                .contains("<sip:p2;lr>");
    }

    @Test
    void putsAStrictRouterIntoTheRequestLine() { // RFC 3261 section 12.2.1.1
        var request = Requests.of(dialog().with("theirs", List.of("<sip:p1>", "<sip:p2;lr>")), "BYE");

        assertThat(request.encode()).startsWith("BYE sip:p1 ");
        assertThat(request.getRouteHeaders().encode())
                .contains("<sip:p2;lr>")
                .endsWith("<sip:1002@192.0.2.9:5060>\r\n");
    }

    @Test
    void leavesOutOfTheRequestLineWhatHasNoPlaceThere() { // RFC 3261 section 19.1.1 table 1
        var way = new Dialog.Way(List.of(), "sip:1002@192.0.2.9;method=INVITE?Subject=x", HOP);

        assertThat(Requests.of(begun(way), "INVITE").encode()).startsWith("INVITE sip:1002@192.0.2.9 SIP/2.0");
    }

    @Test
    void findsAPlaceThatRequestsCantBeSentTo() {
        var contact = Addresses.uri(TARGET);
        var nowhere = dialog().with("theirs", List.of("<mailto:p1@h>"));

        assertThatThrownBy(() -> nowhere.at(contact, HOP)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Dialog dialog() {
        return begun(new Dialog.Way(List.of(), TARGET, HOP));
    }

    private static Dialog begun(Dialog.Way way) {
        return Dialog.begun(new Dialog.Id("call", "ours"), "\"Ann\" <sip:1001@192.0.2.1>", "<sip:1002@192.0.2.1>", way);
    }
}
