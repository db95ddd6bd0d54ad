package org.patchbay.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import org.junit.jupiter.api.Test;

class HeaderTextTest {
    @Test
    void cutsListsAtTheirCommas() { // RFC 3261 section 7.3.1
        var message = new SIPRequest();
        HeaderText.set(message, "Path", "<sip:a,b@p.example.net;lr>, \"x, \\\"y\" <sip:q.example.net>,,");

        assertThat(HeaderText.list(message, "Path"))
                .containsExactly("<sip:a,b@p.example.net;lr>", "\"x, \\\"y\" <sip:q.example.net>");
    }

    @Test
    void readsWhatTheParserLeftAsALine() {
        var message = new SIPRequest();
        HeaderText.set(message, "Refer-To", "<sip:1002@h>");
        message.addUnparsed("r : <sip:1003@h>");

        assertThat(HeaderText.of(message, "Refer-To", "r")).containsExactly("<sip:1002@h>", "<sip:1003@h>");
        assertThat(HeaderText.of(message, "Refer-To")).containsExactly("<sip:1002@h>");
        assertThat(HeaderText.first(message, "Refer-To")).contains("<sip:1002@h>");
        assertThat(HeaderText.first(message, "Subject")).isEmpty();
    }
}
