package org.patchbay.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.sip.SipTransactions.Hop;

class DialogTest {
    private static final Hop HOP = new Hop("udp", new InetSocketAddress("192.0.2.9", 5060));
    private static final Dialog BEGUN = Dialog.begun(
            new Dialog.Id("call", "ours"),
            "<sip:1001@192.0.2.1>",
            "<sip:1002@192.0.2.1>",
            new Dialog.Way(new ArrayList<>(), "sip:1002@192.0.2.9", HOP));

    @Test
    void holdsTheSameListWheneverThereAreNoRoutes() {
        assertThat(BEGUN.routes()).isSameAs(List.of());
        assertThat(BEGUN.with("theirs", new ArrayList<>()).routes()).isSameAs(List.of());
    }

    @Test
    void numbersEachSideForItself() { // RFC 3261 section 12.2.1.1
        var dialog = BEGUN.received(70).next();

        assertThat(dialog.localSequence()).isEqualTo(2);
        assertThat(dialog.remoteSequence()).isEqualTo(70);
        assertThat(dialog.numbered(9).localSequence()).isEqualTo(9);
        assertThat(dialog.id()).isEqualTo(BEGUN.id());
    }

    @Test
    void movesWithTheContactOfItsPeerButKeepsItsRoutes() { // RFC 3261 section 12.2
        var routes = List.of("<sip:p1.example.net;lr>");
        var dialog = BEGUN.with("theirs", routes).at(Addresses.uri("sip:1002@192.0.2.9:5070"), HOP);

        assertThat(dialog.target()).isEqualTo("sip:1002@192.0.2.9:5070");
        assertThat(dialog.routes()).isEqualTo(routes);
        assertThat(dialog.remoteTag()).isEqualTo("theirs");
    }
}
