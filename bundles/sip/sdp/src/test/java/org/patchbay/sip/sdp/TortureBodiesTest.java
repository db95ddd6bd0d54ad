package org.patchbay.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.sdp.Descriptions.usable;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.media.Codec;

/** The session descriptions of the messages of RFC 4475 and RFC 5118. */
class TortureBodiesTest {
    private static final String SDP01 = """
        v=0
        o=mhandley 29739 7272939 IN IP4 192.0.2.5
        s=-
        c=IN IP4 192.0.2.5
        t=0 0
        m=audio 49217 RTP/AVP 0 12
        m=video 3227 RTP/AVP 31
        a=rtpmap:31 LPC
        """;

    @Test
    void takesTheUsualBodyOfRfc4475() {
        RemoteSdp.Usable read = usable(RemoteSdp.offer(SDP01));

        assertThat(read.media().rtp()).isEqualTo(new InetSocketAddress("192.0.2.5", 49217));
        assertThat(read.media().format().codecs()).extracting(Codec::name).containsExactly("PCMU", "QCELP");
        assertThat(read.sdp().streams()).hasSize(2);
    }

    @Test
    void takesABodyWithoutNameAndTime() { // RFC 4475 section 3.1.2.18, mismatch02
        String body = SDP01.replace("s=-\n", "").replace("t=0 0\n", "");

        assertThat(RemoteSdp.offer(body)).isInstanceOf(RemoteSdp.Usable.class);
    }

    @Test
    void takesABodyThatAddressesAnotherHostThanItsOrigin() { // RFC 4475 section 3.1.1.1, wsinv
        String body = SDP01.replace("c=IN IP4 192.0.2.5", "c=IN IP4 192.0.2.4");

        assertThat(usable(RemoteSdp.offer(body)).media().rtp().getHostString()).isEqualTo("192.0.2.4");
    }

    @Test
    void answersTheTimesOfTheirOffer() { // RFC 4475 section 3.1.2.7, ltgtruri
        String body = SDP01.replace("t=0 0", "t=3149328700 0");
        Negotiation answered = Descriptions.answer(Descriptions.begun(), body, Descriptions.format(Codec.PCMU));

        assertThat(Descriptions.lines(answered, "t=")).containsExactly("t=3149328700 0");
    }

    @Test
    void refusesABlankBeforeTheEqualsSign() { // RFC 4475 section 3.1.1.8, dblreq
        assertThat(RemoteSdp.offer(SDP01.replace("m=video", "m =video")))
                .isEqualTo(new RemoteSdp.Malformed("line 7: not like x=value"));
    }

    @Test
    void refusesWhatOnlyBeginsLikeADescription() { // RFC 4475, test of its archive
        assertThat(RemoteSdp.offer("v=0\r\ntesting=123\r\n"))
                .isEqualTo(new RemoteSdp.Malformed("line 2: not like x=value"));
    }

    @Test
    void readsAudioAtAnIp6Address() throws SdpSyntaxException { // RFC 5118 section 4.8
        String body = six("2001:db8::20");

        assertThat(usable(RemoteSdp.offer(body)).media().format().codecs())
                .containsExactly(new Codec(2, "G726-32", 8000, 1, ""));
        assertThat(Sdp.parse(body).name()).isEqualTo("Live video feed for today's meeting");
    }

    @Test
    void readsAnIp4AddressMappedIntoIp6() { // RFC 5118 section 4.10
        assertThat(usable(RemoteSdp.offer(six("::ffff:192.0.2.2"))).media().rtp())
                .isEqualTo(new InetSocketAddress("192.0.2.2", 6000));
    }

    private static String six(String address) {
        return """
            v=0
            o=assistant 971731711378798081 0 IN IP6 %1$s
            s=Live video feed for today's meeting
            c=IN IP6 %1$s
            t=3338481189 3370017201
            m=audio 6000 RTP/AVP 2
            a=rtpmap:2 G726-32/8000
            m=video 6024 RTP/AVP 107
            a=rtpmap:107 H263-1998/90000
            """.formatted(address);
    }

    @Test
    void readsAnAddressOfEachFamilyInOneBody() throws SdpSyntaxException { // RFC 5118 section 4.9
        Sdp sdp = Sdp.parse("""
            v=0
            o=bob 280744730 28977631 IN IP4 host.example.com
            s=
            t=0 0
            m=audio 22334 RTP/AVP 0
            c=IN IP4 192.0.2.1
            m=video 6024 RTP/AVP 107
            c=IN IP6 2001:db8::1
            a=rtpmap:107 H263-1998/90000
            """);

        assertThat(sdp.streams().stream()
                        .map(sdp::connection)
                        .map(found -> found.orElseThrow().text()))
                .isEqualTo(List.of("IN IP4 192.0.2.1", "IN IP6 2001:db8::1"));
    }
}
