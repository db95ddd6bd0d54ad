package org.patchbay.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.sdp.RemoteSdp.Usable;

class LocalSdpTest {
    private static final MediaFormat PCMU = new MediaFormat(List.of(Codec.PCMU), Direction.SENDRECV);
    private static final String OFFER = """
        v=0
        o=- 1 1 IN IP4 192.0.2.9
        s=-
        c=IN IP4 192.0.2.9
        t=0 0
        m=video 4002 RTP/AVP 99 100
        m=audio 4000 RTP/AVP 0 8
        a=%s
        m=application 9 TCP/BFCP *
        """;

    static LocalSdp begun() {
        return LocalSdp.begin(7, new InetSocketAddress("192.0.2.1", 40000), new InetSocketAddress("192.0.2.1", 40001));
    }

    private static Usable offer(String direction) {
        return (Usable) RemoteSdp.offer(OFFER.formatted(direction));
    }

    @Test
    void describesAnOffer() { // RFC 8866 section 5
        var format = new MediaFormat(List.of(Codec.PCMU, Codec.OPUS, Codec.TELEPHONE_EVENT), Direction.SENDRECV);

        assertThat(begun().offer(format).text()).isEqualTo("""
            v=0
            o=patchbay 7 1 IN IP4 192.0.2.1
            s=-
            c=IN IP4 192.0.2.1
            t=0 0
            m=audio 40000 RTP/AVP 0 107 101
            a=rtpmap:0 PCMU/8000
            a=rtpmap:107 opus/48000/2
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=ptime:20
            a=sendrecv
            """.replace("\n", "\r\n"));
    }

    @Test
    void tellsAnRtcpPortThatIsNotTheNext() { // RFC 3605
        var local = LocalSdp.begin(
                7, new InetSocketAddress("2001:db8::1", 40000), new InetSocketAddress("2001:db8::1", 40007));

        assertThat(local.offer(PCMU).text())
                .contains("c=IN IP6 2001:db8:0:0:0:0:0:1\r\n")
                .contains("a=rtcp:40007\r\n");
    }

    @Test
    void tellsWhereTheMediaHasGoneInTheSameSession() { // RFC 3264 section 8: o= is the same but for its version
        LocalSdp first = LocalSdp.begin(7)
                .at(new InetSocketAddress("192.0.2.7", 5000), new InetSocketAddress("192.0.2.7", 5001))
                .offer(PCMU);
        LocalSdp moved = first.at(new InetSocketAddress("192.0.2.8", 5000), new InetSocketAddress("192.0.2.8", 5001))
                .offer(PCMU);

        assertThat(first.text()).contains("o=patchbay 7 1 IN IP4 192.0.2.7\r\n").contains("c=IN IP4 192.0.2.7\r\n");
        assertThat(moved.text()).contains("o=patchbay 7 2 IN IP4 192.0.2.7\r\n").contains("c=IN IP4 192.0.2.8\r\n");
        assertThat(moved.offer(PCMU)).isSameAs(moved);
    }

    @Test
    void refusesEveryStreamButItsAudioInTheirOrder() { // RFC 3264 section 6
        String answer = begun().answer(offer("sendrecv"), PCMU).text();

        assertThat(answer.lines().filter(line -> line.startsWith("m=")))
                .containsExactly("m=video 0 RTP/AVP 99", "m=audio 40000 RTP/AVP 0", "m=application 0 TCP/BFCP *");
    }

    @ParameterizedTest
    @CsvSource({
        "sendrecv,SENDRECV,sendrecv", "sendrecv,SENDONLY,sendonly", "sendrecv,RECVONLY,recvonly",
        "sendonly,SENDRECV,recvonly", "sendonly,SENDONLY,inactive", "sendonly,RECVONLY,recvonly",
        "recvonly,SENDRECV,sendonly", "recvonly,RECVONLY,inactive", "inactive,SENDRECV,inactive"
    })
    void answersNoMoreDirectionsThanAreOffered(String offered, Direction wanted, String answered) { // RFC 3264 6.1
        assertThat(begun().answer(offer(offered), PCMU.with(wanted)).text()).contains("a=" + answered + "\r\n");
    }

    @Test
    void countsItsVersionUpOnlyWhenItChanges() { // RFC 3264 section 8
        LocalSdp first = begun().answer(offer("sendrecv"), PCMU);
        LocalSdp same = first.answer(offer("sendrecv"), PCMU);
        LocalSdp held = same.offer(PCMU.with(Direction.SENDONLY));
        LocalSdp back = held.offer(PCMU);

        assertThat(List.of(first.version(), same.version(), held.version(), back.version()))
                .containsExactly(1L, 1L, 2L, 3L);
    }

    @Test
    void keepsRefusedStreamsInItsLaterOffers() { // RFC 3264 section 8
        String offered = begun().answer(offer("sendrecv"), PCMU)
                .offer(PCMU.with(Direction.SENDONLY))
                .text();

        assertThat(offered.lines().filter(line -> line.startsWith("m=")))
                .containsExactly("m=video 0 RTP/AVP 99", "m=audio 40000 RTP/AVP 0", "m=application 0 TCP/BFCP *");
    }
}
