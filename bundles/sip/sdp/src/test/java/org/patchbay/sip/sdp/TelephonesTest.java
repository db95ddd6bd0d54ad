package org.patchbay.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.sdp.Descriptions.begun;
import static org.patchbay.sip.sdp.Descriptions.usable;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.sdp.RemoteSdp.Usable;

class TelephonesTest {
    static final List<String> NAMES = Telephones.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void passesEveryLineOn(String name) throws SdpSyntaxException {
        String text = Telephones.description(name);

        assertThat(Sdp.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "asterisk, 18924, 18925, SENDRECV, PCMU PCMA GSM telephone-event",
        "asterisk-chan-sip, 12262, 12263, SENDRECV, PCMA PCMU telephone-event",
        "baresip, 17512, 17513, SENDRECV, opus PCMU PCMA G722 telephone-event",
        "baresip-hold, 17512, 17513, SENDONLY, PCMU telephone-event",
        "cisco-cucm, 4000, 4001, INACTIVE, PCMU telephone-event",
        "cisco-gateway, 17212, 17213, SENDRECV, G729 PCMU X-NSE telephone-event CN",
        "cisco-phone, 28590, 28591, SENDRECV, opus G722 ISAC PCMU PCMA iLBC G729 telephone-event",
        "freeswitch, 24616, 24617, SENDRECV, opus G722 PCMU PCMA telephone-event telephone-event",
        "freeswitch-srtp, 24618, 24619, SENDRECV, PCMU PCMA telephone-event",
        "grandstream-hold, 5004, 5005, SENDONLY, PCMU PCMA telephone-event",
        "linphone, 7078, 7079, SENDRECV, opus speex speex PCMU PCMA G729 telephone-event telephone-event"
                + " telephone-event",
        "pjsip, 4000, 4001, SENDRECV, speex speex speex iLBC GSM PCMU PCMA G722 telephone-event telephone-event",
        "polycom, 2222, 2223, SENDRECV, G722 PCMU PCMA G729 telephone-event",
        "sipp, 6000, 6001, SENDRECV, PCMU",
        "snom, 52748, 52749, SENDRECV, G722 PCMU PCMA GSM G726-32 AAL2-G726-32 G729 telephone-event",
        "yealink, 11780, 11781, SENDRECV, G722 PCMU PCMA G729 telephone-event"
    })
    void readsTheAudio(String name, int rtp, int rtcp, Direction direction, String codecs) {
        MediaDescription media =
                usable(RemoteSdp.offer(Telephones.description(name))).media();

        assertThat(List.of(media.rtp().getPort(), media.rtcp().getPort())).containsExactly(rtp, rtcp);
        assertThat(media.format().direction()).isEqualTo(direction);
        assertThat(media.format().codecs().stream().map(Codec::name).collect(Collectors.joining(" ")))
                .isEqualTo(codecs);
    }

    @ParameterizedTest
    @CsvSource({
        "chrome, audio over another protocol than RTP/AVP",
        "firefox, audio over another protocol than RTP/AVP",
        "linphone-avpf, audio over another protocol than RTP/AVP",
        "t38-gateway, audio with port 0",
        "gb28181-camera, no audio"
    })
    void saysWhyThereIsNothingToTake(String name, String why) {
        assertThat(RemoteSdp.offer(Telephones.description(name))).isEqualTo(new RemoteSdp.Unacceptable(why));
    }

    @Test
    void describesToARelayWhatWeDoNotTake() throws SdpSyntaxException {
        Stream video = Sdp.parse(Telephones.description("chrome")).streams().get(1);

        assertThat(video.protocol()).isEqualTo("UDP/TLS/RTP/SAVPF");
        assertThat(video.attribute("mid")).contains("1");
        assertThat(video.attributes("rtpmap")).containsExactly("96 VP8/90000", "97 rtx/90000");
        assertThat(video.has("rtcp-rsize")).isTrue();
        assertThat(Directions.said(video)).contains(Direction.RECVONLY);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void answersWithAsManyStreams(String name) { // RFC 3264 section 6
        if (!(RemoteSdp.offer(Telephones.description(name)) instanceof Usable offer)) {
            assertThat(begun().read(Telephones.description(name))).isInstanceOf(RemoteSdp.Unacceptable.class);
            return;
        }
        MediaFormat accepted = offer.media().format().with(Direction.SENDRECV).first();
        Usable answer = usable(RemoteSdp.offer(begun().answer(offer, accepted).text()));

        assertThat(answer.sdp().streams()).hasSameSizeAs(offer.sdp().streams());
        assertThat(answer.stream()).isEqualTo(offer.stream());
        assertThat(answer.media().format().codecs()).isEqualTo(accepted.codecs());
    }
}
