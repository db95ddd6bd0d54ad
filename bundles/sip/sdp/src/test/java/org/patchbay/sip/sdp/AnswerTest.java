package org.patchbay.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.sdp.Descriptions.agreed;
import static org.patchbay.sip.sdp.Descriptions.answer;
import static org.patchbay.sip.sdp.Descriptions.begun;
import static org.patchbay.sip.sdp.Descriptions.format;
import static org.patchbay.sip.sdp.Descriptions.lines;
import static org.patchbay.sip.sdp.Descriptions.peer;
import static org.patchbay.sip.sdp.Descriptions.streams;
import static org.patchbay.sip.sdp.Descriptions.usable;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.sdp.Negotiation.Outcome;
import org.patchbay.sip.sdp.RemoteSdp.Usable;

/** What the two sides make of what they offer each other (RFC 3264 sections 5 and 6). */
class AnswerTest {
    private static final String AUDIO = "m=audio 4000 RTP/AVP 0 8\n";
    private static final MediaFormat PCMU = format(Codec.PCMU);

    @ParameterizedTest
    @CsvSource({
        "SENDRECV,sendrecv,SENDRECV", "SENDRECV,sendonly,SENDONLY", "SENDRECV,recvonly,RECVONLY",
        "SENDRECV,inactive,INACTIVE", "SENDONLY,recvonly,RECVONLY", "SENDONLY,sendrecv,RECVONLY",
        "SENDONLY,sendonly,INACTIVE", "RECVONLY,sendonly,SENDONLY", "RECVONLY,sendrecv,SENDONLY",
        "INACTIVE,sendrecv,INACTIVE", "INACTIVE,inactive,INACTIVE"
    })
    void takesNoMoreDirectionsThanItOffered(Direction offered, String said, Direction read) { // RFC 3264 section 6.1
        Outcome outcome = begun().offer(PCMU.with(offered)).answered(peer(1, AUDIO + "a=" + said + "\n"));

        assertThat(agreed(outcome).answer().media().format().direction()).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.9,sendonly,recvonly",
        "192.0.2.9,inactive,inactive",
        "0.0.0.0,sendrecv,recvonly",
        "0.0.0.0,inactive,inactive",
        "0.0.0.0,recvonly,inactive"
    })
    void answersEveryFormOfHold(String address, String said, String answered) { // RFC 3264 section 8.4
        String offer = peer(1, AUDIO + "a=" + said + "\n").replace("c=IN IP4 192.0.2.9", "c=IN IP4 " + address);

        assertThat(lines(answer(begun(), offer, PCMU), "a=" + answered)).hasSize(1);
    }

    @Test
    void answersHoldOfIp6() { // RFC 6157 section 3.4, RFC 3264 section 8.4
        String offer = peer(1, AUDIO).replace("c=IN IP4 192.0.2.9", "c=IN IP6 ::");

        assertThat(lines(answer(begun(), offer, PCMU), "a=recvonly")).hasSize(1);
    }

    @Test
    void answersInTheOrderOfTheOffer() { // RFC 3264 section 6.1
        String offer = peer(1, "m=audio 4000 RTP/AVP 8 0 101\na=rtpmap:101 telephone-event/8000\n");
        MediaFormat accepted = format(Codec.TELEPHONE_EVENT, Codec.PCMU, Codec.PCMA);

        assertThat(streams(answer(begun(), offer, accepted))).containsExactly("m=audio 40000 RTP/AVP 8 0 101");
    }

    @Test
    void answersInTheOrderOfTheOfferWhenItNamesAnEncodingTwice() { // found by SdpFuzz
        String lines = "a=rtpmap:99 iLBC/8000\na=fmtp:99 mode=20\na=rtpmap:98 iLBC/8000\na=fmtp:98 mode=30\n";
        String offer = peer(1, "m=audio 4000 RTP/AVP 99 0 98\n" + lines);
        MediaFormat accepted = usable(begun().read(offer)).media().format();

        assertThat(streams(answer(begun(), offer, accepted))).containsExactly("m=audio 40000 RTP/AVP 99 0 98");
    }

    @Test
    void letsEachSideHaveItsOwnPayloadTypes() { // RFC 3264 section 5.1
        MediaFormat ours = format(Codec.OPUS, Codec.TELEPHONE_EVENT);
        Usable answer = agreed(begun().offer(ours).answered(peer(1, """
            m=audio 4000 RTP/AVP 96 97
            a=rtpmap:96 opus/48000/2
            a=rtpmap:97 telephone-event/8000
            a=fmtp:97 0-15
            """))).answer();

        assertThat(answer.media().format().codecs())
                .containsExactly(
                        new Codec(96, "opus", 48000, 2, ""), new Codec(97, "telephone-event", 8000, 1, "0-15"));
        assertThat(ours.common(answer.media().format().codecs()).codecs()).isEqualTo(ours.codecs());
    }

    @Test
    void answersWithTheTimesOfTheOffer() { // RFC 3264 section 6
        String offer = peer(1, AUDIO).replace("t=0 0", "t=3338481189  3370017201\nr=1d 1h 0");

        assertThat(lines(answer(begun(), offer, PCMU), "t=")).containsExactly("t=3338481189 3370017201");
        assertThat(lines(answer(begun(), peer(1, AUDIO).replace("t=0 0", "t=x"), PCMU), "t="))
                .containsExactly("t=0 0");
    }

    @Test
    void answersAGroupWithTheStreamsThatItKeeps() { // RFC 5888 section 9
        String offer =
                peer(1, "a=group:LS 1 2\na=group:BUNDLE 1 2\n" + AUDIO + "a=mid:1\nm=video 5 RTP/AVP 99\na=mid:2\n");
        Negotiation answered = answer(begun(), offer, PCMU);

        assertThat(lines(answered, "a=group")).containsExactly("a=group:LS 1");
        assertThat(lines(answered, "a=mid")).containsExactly("a=mid:1");
        assertThat(lines(answered.offer(PCMU.with(Direction.SENDONLY)), "a=mid"))
                .containsExactly("a=mid:1");
    }

    @Test
    void refusesWhatIsInABundleOnly() { // RFC 9143 section 7.3.3
        String offer =
                peer(1, "a=group:BUNDLE a b\n" + AUDIO + "a=mid:a\nm=audio 0 RTP/AVP 0\na=bundle-only\na=mid:b\n");
        Negotiation answered = answer(begun(), offer, PCMU);

        assertThat(streams(answered)).containsExactly("m=audio 40000 RTP/AVP 0", "m=audio 0 RTP/AVP 0");
        assertThat(lines(answered, "a=group")).isEmpty();
    }

    @Test
    void echoesNothingOfIceDtlsOrMuxThatItDoesNotDo() { // RFC 8839 section 4.2.5, RFC 5761 section 5.1.1
        String offer = peer(1, AUDIO + """
            a=ice-ufrag:F7gI
            a=ice-pwd:x9cml/YzichV2+XlhiMu8g
            a=candidate:1 1 UDP 2130706431 192.0.2.9 4000 typ host
            a=fingerprint:sha-256 00:11
            a=setup:actpass
            a=rtcp-mux
            a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
            a=ssrc:1 cname:x
            """);
        Usable read = usable(begun().read(offer));
        Negotiation answered = answer(begun(), offer, PCMU);

        assertThat(read.rtcpMux()).isTrue();
        assertThat(lines(answered, "a=")).containsExactly("a=rtpmap:0 PCMU/8000", "a=ptime:20", "a=sendrecv");
    }

    @Test
    void hasRtcpOnItsRtpPortWhereBothSidesDo() { // RFC 5761 section 5.1.1
        var port = new InetSocketAddress("192.0.2.1", 40000);
        Negotiation shared = Negotiation.begin(7, port, port);
        Negotiation offered = shared.offer(PCMU);

        assertThat(lines(offered, "a=rtcp")).containsExactly("a=rtcp-mux");
        assertThat(agreed(offered.answered(peer(1, AUDIO + "a=rtcp-mux\n")))
                        .answer()
                        .media()
                        .rtcp()
                        .getPort())
                .isEqualTo(4000);
        assertThat(agreed(offered.answered(peer(1, AUDIO)))
                        .answer()
                        .media()
                        .rtcp()
                        .getPort())
                .isEqualTo(4001);
        assertThat(lines(answer(shared, peer(1, AUDIO + "a=rtcp-mux\n"), PCMU), "a=rtcp-mux"))
                .hasSize(1);
        assertThat(lines(answer(shared, peer(1, AUDIO), PCMU), "a=rtcp-mux")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "m=audio 4000 RTP/SAVPF 0, audio encrypted in no way that we know",
        "m=audio 4000 UDP/TLS/RTP/SAVPF 0, audio over another protocol than RTP/AVP",
        "m=audio 4000 RTP/AVPF 0, audio over another protocol than RTP/AVP",
        "m=audio 4000 RTP/AVP 0|a=rtcp-mux-only, audio with RTCP on its RTP port only",
        "m=audio 0 RTP/AVP 0, audio with port 0",
        "m=video 4000 RTP/AVP 99, no audio",
        "m=audio 4000 RTP/AVP 99, 'audio without a codec, or not at an address in figures'"
    })
    void saysWhyNothingIsUsable(String streams, String why) { // RFC 3264 section 6, RFC 8858 section 4
        assertThat(begun().read(peer(1, streams.replace('|', '\n')))).isEqualTo(new RemoteSdp.Unacceptable(why));
    }

    @Test
    void takesPlainAudioBesideWhatItDoesNotTake() {
        String offer = peer(1, "m=audio 4000 RTP/SAVP 0\na=crypto:1 x inline:y\n" + AUDIO);

        assertThat(streams(answer(begun(), offer, PCMU)))
                .containsExactly("m=audio 0 RTP/SAVP 0", "m=audio 40000 RTP/AVP 0");
    }

    @Test
    void readsHowMuchSoundThePeerWantsInAPacket() { // RFC 8866 sections 6.4 and 6.5
        Usable said = usable(begun().read(peer(1, AUDIO + "a=ptime:30\na=maxptime:60\n")));
        Usable silent = usable(begun().read(peer(1, AUDIO + "a=ptime:x\na=maxptime:0\n")));

        assertThat(List.of(said.ptimeMillis().orElse(0), said.maxPtimeMillis().orElse(0)))
                .containsExactly(30, 60);
        assertThat(silent.ptimeMillis()).isEmpty();
        assertThat(silent.maxPtimeMillis()).isEmpty();
    }
}
