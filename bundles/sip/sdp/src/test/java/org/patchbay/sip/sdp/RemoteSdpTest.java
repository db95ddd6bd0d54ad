package org.patchbay.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.sip.sdp.RemoteSdp.Malformed;
import org.patchbay.sip.sdp.RemoteSdp.Unacceptable;
import org.patchbay.sip.sdp.RemoteSdp.Usable;

class RemoteSdpTest {
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n";

    private static MediaDescription media(String streams) {
        return usable(HEAD + streams).media();
    }

    private static Usable usable(String text) {
        RemoteSdp read = RemoteSdp.offer(text);
        assertThat(read).isInstanceOf(Usable.class);
        return (Usable) read;
    }

    @Test
    void readsAnOffer() {
        MediaDescription media = media("""
            m=audio 4000 RTP/AVP 0 107 101
            a=rtpmap:107 opus/48000/2
            a=fmtp:107 useinbandfec=1; minptime=10
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=ptime:20
            a=sendonly
            """);

        assertThat(media.rtp()).isEqualTo(new InetSocketAddress("192.0.2.9", 4000));
        assertThat(media.rtcp()).isEqualTo(new InetSocketAddress("192.0.2.9", 4001));
        assertThat(media.format().direction()).isEqualTo(Direction.SENDONLY);
        assertThat(media.format().codecs())
                .containsExactly(
                        Codec.PCMU,
                        new Codec(107, "opus", 48000, 2, "useinbandfec=1; minptime=10"),
                        new Codec(101, "telephone-event", 8000, 1, "0-16"));
    }

    @Test
    void knowsStaticPayloadTypes() { // RFC 3551 table 4
        assertThat(media("m=audio 4000 RTP/AVP 0 8 9 3 18 4 13\r\n").format().codecs())
                .extracting(Codec::name)
                .containsExactly("PCMU", "PCMA", "G722", "GSM", "G729", "G723", "CN");
    }

    @Test
    void leavesFormatsOutThatNothingDescribes() {
        String stream = """
            m=audio 4000 RTP/AVP 0 0 96 97 98 300 x
            a=rtpmap:97 broken
            a=rtpmap:98 odd/0
            a=rtpmap:999 much/8000
            """;

        assertThat(media(stream).format().codecs()).containsExactly(Codec.PCMU);
    }

    @Test
    void readsTheDirectionOfTheSessionForAStreamWithoutOne() { // RFC 8866 section 6.7
        String text = HEAD + "a=inactive\r\nm=audio 4000 RTP/AVP 0\r\n";

        assertThat(usable(text).media().format().direction()).isEqualTo(Direction.INACTIVE);
        assertThat(usable(text + "a=recvonly\r\n").media().format().direction()).isEqualTo(Direction.RECVONLY);
    }

    @ParameterizedTest
    @CsvSource({
        "sendrecv,0.0.0.0,SENDONLY",
        "recvonly,0.0.0.0,INACTIVE",
        "sendonly,0.0.0.0,SENDONLY",
        "inactive,0.0.0.0,INACTIVE"
    })
    void readsAnAddressOfZerosAsHold(String said, String address, Direction direction) { // RFC 3264 section 8.4
        String stream = "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 " + address + "\r\na=" + said + "\r\n";

        assertThat(media(stream).format().direction()).isEqualTo(direction);
    }

    @Test
    void readsWhereRtcpGoes() { // RFC 3605
        String stream = "m=audio 4000 RTP/AVP 0\r\na=rtcp:";

        assertThat(media(stream + "4567\r\n").rtcp()).isEqualTo(new InetSocketAddress("192.0.2.9", 4567));
        assertThat(media(stream + "4567 IN IP4 192.0.2.10\r\n").rtcp())
                .isEqualTo(new InetSocketAddress("192.0.2.10", 4567));
        assertThat(media(stream + "4567 IN IP4 host.example.com\r\n").rtcp().getPort())
                .isEqualTo(4001);
        assertThat(media(stream + "nothing\r\n").rtcp().getPort()).isEqualTo(4001);
        assertThat(media("m=audio 65535 RTP/AVP 0\r\n").rtcp().getPort()).isEqualTo(65535);
    }

    @Test
    void readsAddressesOfIp6() {
        String stream = "m=audio 4000 RTP/AVP 0\r\nc=IN IP6 2001:db8::9\r\n";

        assertThat(media(stream).rtp()).isEqualTo(new InetSocketAddress("2001:db8::9", 4000));
        assertThat(media(stream.replace("2001:db8::9", "::")).format().direction())
                .isEqualTo(Direction.SENDONLY);
    }

    @Test
    void takesTheFirstPlainAudio() { // RFC 3264 section 6
        Usable usable = usable(HEAD
                + "m=video 5000 RTP/AVP 99\r\n"
                + "m=audio 6000 RTP/SAVP 0\r\n"
                + "m=audio 0 RTP/AVP 0\r\n"
                + "m=audio 7000 RTP/AVP 8\r\n"
                + "m=audio 8000 RTP/AVP 0\r\n");

        assertThat(usable.stream()).isEqualTo(3);
        assertThat(usable.media().rtp().getPort()).isEqualTo(7000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=video 5000 RTP/AVP 99\r\n",
                "m=audio 6000 RTP/SAVP 0\r\n",
                "m=audio 0 RTP/AVP 0\r\n",
                "m=audio 4000 RTP/AVP 101\r\na=rtpmap:101 telephone-event/8000\r\n",
                "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 phone.example.com\r\n",
                "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 localhost\r\n",
                "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 3232235777\r\n",
                "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 192.0.2.256\r\n",
                "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 224.2.1.1/127\r\n",
                "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 224.2.1.1\r\n",
                "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 255.255.255.255\r\n",
                "m=audio 4000 RTP/AVP 0\r\nc=IN IP6 fe80::1%eth0\r\n",
                "m=audio 4000 RTP/AVP 0\r\nc=IN IP6 1:2:3\r\n",
                "m=audio 4000 RTP/AVP 0\r\nc=IN IP9 1\r\n",
                ""
            })
    void cantUseOffersWithoutPlainAudioAtAnAddressInFigures(String streams) {
        assertThat(RemoteSdp.offer(HEAD + streams)).isInstanceOf(Unacceptable.class);
    }

    @Test
    void cantUseAnOfferWithoutAnAddress() {
        assertThat(RemoteSdp.offer("v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\nm=audio 4000 RTP/AVP 0\r\n"))
                .isInstanceOf(Unacceptable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "v=1\r\n",
                "v=0\r\ns=-\r\n",
                "v=0\r\no=- 1 1 IN IP4\r\n",
                "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\nc=ATM x\r\n",
                "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\nno line\r\n",
                "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\nm=audio 4000 RTP/AVP\r\n",
                "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\nm=audio -1 RTP/AVP 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\nm=audio 65536 RTP/AVP 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\nm=audio 99999999999 RTP/AVP 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\nm=audio 4000 RTP/AVP \u00fc\r\n",
                "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\na=x\u0000y\r\n"
            })
    void saysWhatIsNoDescription(String text) {
        assertThat(RemoteSdp.offer(text)).isInstanceOf(Malformed.class);
        assertThat(RemoteSdp.answer(text, 0)).isInstanceOf(Malformed.class);
    }

    @Test
    void boundsWhatItReads() {
        assertThat(RemoteSdp.offer(HEAD + "a=x\r\n".repeat(1_020))).isInstanceOf(Malformed.class);
        assertThat(RemoteSdp.offer(HEAD + "a=" + "x".repeat(65_600))).isInstanceOf(Malformed.class);
        assertThat(RemoteSdp.offer(HEAD + "m=audio 4 RTP/AVP 0\r\n".repeat(33))).isInstanceOf(Malformed.class);
        assertThat(RemoteSdp.offer(HEAD + "m=audio 4 RTP/AVP" + " 0".repeat(65)))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void readsTheAnswerWhereTheOfferHadItsAudio() { // RFC 3264 section 6
        String text = HEAD + "m=audio 0 RTP/AVP 0\r\nm=audio 4000 RTP/AVP 8\r\n";

        assertThat(RemoteSdp.answer(text, 1)).isInstanceOf(Usable.class);
        assertThat(RemoteSdp.answer(text, 0)).isInstanceOf(Unacceptable.class);
        assertThat(RemoteSdp.answer(text, 2)).isInstanceOf(Unacceptable.class);
    }
}
