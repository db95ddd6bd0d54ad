package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.itest.rtp.RtpPacket;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.WithServer;

/** Voices go through the server (RFC 3550, RFC 4961). */
@WithServer
class MediaIT {
    @Test
    void relaysRtpUntouchedBothWays(Phones phones) {
        Conversation talk = Conversation.between(phones);
        talk.latch();

        assertThat(relayed(talk.callerMedia(), talk.callerRelay(), talk.calleeMedia()))
                .isTrue();
        assertThat(relayed(talk.calleeMedia(), talk.calleeRelay(), talk.callerMedia()))
                .isTrue();
        talk.hangUp();
    }

    private static boolean relayed(RtpEndpoint from, InetSocketAddress relay, RtpEndpoint to) {
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) sent.add(from.speak(0, relay));
        List<RtpEndpoint.Heard> heard = to.hear(50, Conversation.MOMENT);
        assertThat(heard).extracting(RtpEndpoint.Heard::bytes).containsExactlyElementsOf(sent);
        return true;
    }

    @Test
    void sendsFromThePortThatItSignalled(Phones phones) { // RFC 4961: symmetric RTP
        Conversation talk = Conversation.between(phones);
        talk.latch();

        talk.callerMedia().speak(0, talk.callerRelay());

        assertThat(talk.calleeMedia().hear(Conversation.MOMENT).orElseThrow().source())
                .isEqualTo(talk.calleeRelay());
        talk.hangUp();
    }

    @Test
    void relaysRtcpUntouched(Phones phones) {
        Conversation talk = Conversation.between(phones);
        talk.latch();
        byte[] report =
                ByteBuffer.allocate(8).putInt(0x80c90001).putInt(0x1234567).array();

        talk.callerMedia().sendRtcp(report, portAbove(talk.callerRelay()));

        assertThat(talk.calleeMedia()
                        .hearRtcp(Conversation.MOMENT)
                        .orElseThrow()
                        .bytes())
                .isEqualTo(report);
        talk.calleeMedia().sendRtcp(report, portAbove(talk.calleeRelay()));
        assertThat(talk.callerMedia()
                        .hearRtcp(Conversation.MOMENT)
                        .orElseThrow()
                        .bytes())
                .isEqualTo(report);
        talk.hangUp();
    }

    @Test
    void passesTelephoneEventsOn(Phones phones) { // RFC 4733
        Conversation talk = Conversation.between(phones);
        talk.latch();
        byte[] five = {5, (byte) 0x8a, 3, 0x20};
        byte[] event = new RtpPacket(101, true, 900, 144_000, 0x1234567, five).bytes();

        talk.callerMedia().send(event, talk.callerRelay());

        assertThat(talk.calleeMedia().hear(Conversation.MOMENT).orElseThrow().bytes())
                .isEqualTo(event);
        talk.hangUp();
    }

    @Test
    void sendsWhereAPhoneBehindANatSendsFrom(Phones phones) { // what SDP says is not where it is
        Conversation talk = Conversation.between(phones);
        RtpEndpoint real = phones.media();

        real.speakUntilHeard(0, talk.callerRelay(), talk.calleeMedia());

        talk.calleeMedia().speakUntilHeard(0, talk.calleeRelay(), real);
        talk.hangUp();
    }

    @Test
    void shutsAThirdPartyOut(Phones phones) {
        Conversation talk = Conversation.between(phones);
        talk.latch();
        RtpEndpoint stranger = phones.media();

        for (int i = 0; i < 20; i++) stranger.speak(0, talk.callerRelay());

        assertThat(talk.calleeMedia().hear(Conversation.MOMENT)).isEmpty();
        talk.calleeMedia().speak(0, talk.calleeRelay());
        assertThat(talk.callerMedia().hear(Conversation.MOMENT)).isPresent();
        assertThat(stranger.hear(Conversation.MOMENT)).isEmpty();
        talk.hangUp();
    }

    @Test
    void usesOnePairOfPortsALegAndFreesItAtTheEnd(Phones phones, PatchbayServer server) {
        // what an earlier test has hung up may just be going
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> server.status().liveCalls() == 0);
        long before = server.status().rtpPorts();
        Conversation talk = Conversation.between(phones);
        assertThat(server.status().rtpPorts()).isEqualTo(before + 2);
        assertThat(talk.callerRelay().getPort()).isEven();
        assertThat(talk.calleeRelay().getPort())
                .isEven()
                .isNotEqualTo(talk.callerRelay().getPort());

        talk.hangUp();

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(server.status().rtpPorts()).isEqualTo(before));
    }

    @Test
    void goesOnWhenOneSideIsSilent(Phones phones) {
        Conversation talk = Conversation.between(phones);
        talk.latch();

        assertThat(relayed(talk.callerMedia(), talk.callerRelay(), talk.calleeMedia()))
                .isTrue();
        talk.hangUp();
    }

    private static InetSocketAddress portAbove(InetSocketAddress rtp) {
        return new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1);
    }
}
