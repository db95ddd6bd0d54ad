package org.patchbay.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.sdp.Descriptions.ILBC;
import static org.patchbay.sip.sdp.Descriptions.agreed;
import static org.patchbay.sip.sdp.Descriptions.answer;
import static org.patchbay.sip.sdp.Descriptions.begun;
import static org.patchbay.sip.sdp.Descriptions.format;
import static org.patchbay.sip.sdp.Descriptions.lines;
import static org.patchbay.sip.sdp.Descriptions.peer;
import static org.patchbay.sip.sdp.Descriptions.streams;

import org.junit.jupiter.api.Test;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.sdp.Negotiation.Outcome;

/**
 * The examples of RFC 4317, with us as Alice or Bob. Hosts are addresses in figures, and we refuse the streams of video and
 * of digits that the examples take: the rest must come out as there.
 */
class Rfc4317Test {
    private static final String THREE = """
        m=audio 49170 RTP/AVP 0 8 97
        a=rtpmap:0 PCMU/8000
        a=rtpmap:8 PCMA/8000
        a=rtpmap:97 iLBC/8000
        """;
    private static final String TWO_VIDEOS = """
        m=video 51372 RTP/AVP 31 32
        a=rtpmap:31 H261/90000
        a=rtpmap:32 MPV/90000
        """;
    private static final String VIDEO = "m=video 51372 RTP/AVP 31\na=rtpmap:31 H261/90000\n";
    private static final String REFUSED_VIDEO = VIDEO.replace("51372", "0");
    private static final String LBC = "m=audio 49170 RTP/AVP 97\na=rtpmap:97 iLBC/8000\n";
    private static final String PCMU_OR_LBC =
            "m=audio 49170 RTP/AVP 0 97\na=rtpmap:0 PCMU/8000\na=rtpmap:97 iLBC/8000\n";
    private static final String DIGITS = "m=audio 49172 RTP/AVP 98\na=rtpmap:98 telephone-event/8000\n";

    private static String version(Negotiation step) {
        return lines(step, "o=").getFirst().split(" ")[2];
    }

    private static MediaDescription media(Outcome outcome) {
        return agreed(outcome).answer().media();
    }

    @Test
    void section21OneCodecOfSeveralIsAccepted() {
        assertThat(streams(answer(begun(), peer(1, THREE + TWO_VIDEOS), format(Codec.PCMU))))
                .containsExactly("m=audio 40000 RTP/AVP 0", "m=video 0 RTP/AVP 31");
    }

    @Test
    void section22ASecondOfferNarrowsTheCodecsAndKeepsTheDeclinedVideo() {
        Negotiation first = answer(begun(), peer(1, THREE + TWO_VIDEOS), format(Codec.PCMU, Codec.PCMA));
        String second = peer(2, "m=audio 51372 RTP/AVP 0\na=rtpmap:0 PCMU/8000\n" + REFUSED_VIDEO);
        Negotiation answered = answer(first, second, format(Codec.PCMU));

        assertThat(streams(first)).containsExactly("m=audio 40000 RTP/AVP 0 8", "m=video 0 RTP/AVP 31");
        assertThat(streams(answered)).containsExactly("m=audio 40000 RTP/AVP 0", "m=video 0 RTP/AVP 31");
        assertThat(version(first)).isEqualTo("1");
        assertThat(version(answered)).isEqualTo("2");
    }

    @Test
    void section23AnAnswerMayUseAnotherPayloadType() {
        MediaDescription answer = media(begun().offer(format(Codec.PCMU, Codec.PCMA, ILBC))
                .answered(peer(1, "m=audio 49172 RTP/AVP 99\na=rtpmap:99 iLBC/8000\n" + VIDEO)));

        assertThat(answer.format().codecs()).containsExactly(new Codec(99, "iLBC", 8000, 1, ""));
    }

    @Test
    void section24OfTwoStreamsOfAudioTheFirstIsTaken() {
        Negotiation answered = answer(begun(), peer(1, PCMU_OR_LBC + DIGITS + "a=sendonly\n"), format(ILBC));

        assertThat(streams(answered)).containsExactly("m=audio 40000 RTP/AVP 97", "m=audio 0 RTP/AVP 98");
    }

    @Test
    void section25AnotherAddressOfThePeerLeavesOurVersionAsItIs() {
        Negotiation first =
                agreed(begun().offer(format(ILBC)).answered(peer(1, LBC))).next();
        String moved = peer(2, LBC.replace("49170", "49178")).replace("c=IN IP4 192.0.2.9", "c=IN IP4 192.0.2.10");
        Negotiation answered = answer(first, moved, format(ILBC));

        assertThat(answered.text()).isEqualTo(first.text());
        assertThat(version(answered)).isEqualTo("1");
    }

    @Test
    void section26OfTwoAlternativesOneIsTaken() {
        String offer = peer(1, "m=audio 49170 RTP/AVP 0\n" + """
            m=audio 51372 RTP/AVP 97 101
            a=rtpmap:97 iLBC/8000
            a=rtpmap:101 telephone-event/8000
            """);

        // the example takes the second one; we take the first that we can
        assertThat(streams(answer(begun(), offer, format(Codec.PCMU))))
                .containsExactly("m=audio 40000 RTP/AVP 0", "m=audio 0 RTP/AVP 97");
    }

    @Test
    void section27ACodecThatIsAddedToARefusedStreamChangesNothing() {
        Codec lbc = new Codec(99, "iLBC", 8000, 1, "");
        String audio = LBC.replace("97", "99");
        Negotiation first = answer(begun(), peer(1, audio + VIDEO), format(lbc));
        Negotiation second = answer(first, peer(2, audio + TWO_VIDEOS), format(lbc));

        assertThat(streams(second)).containsExactly("m=audio 40000 RTP/AVP 99", "m=video 0 RTP/AVP 31");
        assertThat(second.text()).isEqualTo(first.text());
    }

    @Test
    void section28AStreamMayHaveAnAddressOfItsOwn() {
        Outcome answer = begun().offer(format(Codec.PCMU))
                .answered(peer(1, "m=audio 49174 RTP/AVP 0\nm=video 49172 RTP/AVP 32\nc=IN IP4 192.0.2.77\n"));
        Sdp sdp = agreed(answer).answer().sdp();

        assertThat(media(answer).rtp().getHostString()).isEqualTo("192.0.2.9");
        assertThat(sdp.connection(sdp.streams().get(1)).orElseThrow().host()).isEqualTo("192.0.2.77");
    }

    @Test
    void section31AnAnswerThatHoldsAndAnOfferThatResumes() {
        Outcome held = begun().offer(format(Codec.PCMU, ILBC)).answered(peer(1, LBC + "a=sendonly\n"));
        Negotiation resumed = answer(agreed(held).next(), peer(2, LBC), format(ILBC));

        assertThat(media(held).format().direction()).isEqualTo(Direction.SENDONLY);
        assertThat(lines(resumed, "a=sendrecv")).hasSize(1);
        assertThat(version(resumed)).isEqualTo("2");
    }

    @Test
    void section32HoldOfOneOfTwoStreams() {
        Negotiation first = answer(begun(), peer(1, PCMU_OR_LBC + DIGITS), format(ILBC));
        Negotiation held = answer(first, peer(2, LBC + "a=sendonly\n" + DIGITS + "a=recvonly\n"), format(ILBC));

        assertThat(streams(held)).containsExactly("m=audio 40000 RTP/AVP 97", "m=audio 0 RTP/AVP 98");
        assertThat(lines(held, "a=recvonly")).hasSize(1);
    }

    @Test
    void section41ASecondStreamOfAudioIsAdded() {
        Negotiation first = agreed(begun().offer(format(Codec.PCMU, ILBC)).answered(peer(1, LBC)))
                .next();
        Negotiation second = answer(first, peer(2, LBC + DIGITS + "c=IN IP4 192.0.2.88\na=recvonly\n"), format(ILBC));

        assertThat(streams(second)).containsExactly("m=audio 40000 RTP/AVP 97", "m=audio 0 RTP/AVP 98");
        assertThat(version(second)).isEqualTo("2");
    }

    @Test
    void section42VideoIsAdded() {
        String audio = "m=audio 49170 RTP/AVP 0\n";
        Negotiation first = answer(begun(), peer(1, audio), format(Codec.PCMU));
        Negotiation second = answer(first, peer(2, audio + VIDEO), format(Codec.PCMU));

        assertThat(streams(first)).containsExactly("m=audio 40000 RTP/AVP 0");
        assertThat(streams(second)).containsExactly("m=audio 40000 RTP/AVP 0", "m=video 0 RTP/AVP 31");
        assertThat(version(second)).isEqualTo("2");
    }

    @Test
    void section43VideoIsDeleted() {
        Negotiation first = answer(begun(), peer(1, LBC + VIDEO), format(ILBC));
        Negotiation second = answer(first, peer(2, LBC + REFUSED_VIDEO), format(ILBC));

        assertThat(streams(second)).containsExactly("m=audio 40000 RTP/AVP 97", "m=video 0 RTP/AVP 31");
        assertThat(version(second)).isEqualTo("1");
    }

    @Test
    void section51AnOfferWithoutStreamsHasNothingThatACallCouldUse() {
        // the example accepts it, to be given audio later; we answer 488
        assertThat(begun().read(peer(1, ""))).isEqualTo(new RemoteSdp.Unacceptable("no audio"));
        assertThat(streams(answer(begun(), peer(2, LBC), format(ILBC)))).containsExactly("m=audio 40000 RTP/AVP 97");
    }

    @Test
    void section52AnOfferAtNoAddressHoldsUntilTheNext() {
        String blackHole = peer(1, LBC).replace("c=IN IP4 192.0.2.9", "c=IN IP4 0.0.0.0");
        MediaFormat format = format(ILBC);
        Negotiation first = answer(begun(), blackHole, format);
        Negotiation second = answer(first, peer(2, LBC), format);

        assertThat(lines(first, "a=recvonly")).hasSize(1);
        assertThat(lines(second, "a=sendrecv")).hasSize(1);
    }

    @Test
    void section53AnAnswerAtNoAddressHoldsUntilTheirOffer() {
        String blackHole = peer(1, LBC).replace("c=IN IP4 192.0.2.9", "c=IN IP4 0.0.0.0");
        Outcome held = begun().offer(format(ILBC)).answered(blackHole);
        Negotiation resumed = answer(agreed(held).next(), peer(2, LBC), format(ILBC));

        assertThat(media(held).format().direction()).isEqualTo(Direction.SENDONLY);
        assertThat(version(resumed)).isEqualTo("1");
    }
}
