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

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.sdp.Negotiation.Outcome;
import org.patchbay.sip.sdp.Negotiation.Turn;
import org.patchbay.sip.sdp.RemoteSdp.Usable;

/** The steps of a dialog (RFC 3264 sections 4 and 8). */
class NegotiationTest {
    private static final String AUDIO = "m=audio 4000 RTP/AVP 0 8\n";
    private static final MediaFormat PCMU = format(Codec.PCMU);

    @Test
    void tellsWhoOwesAnAnswer() { // RFC 3264 section 4
        Usable offer = usable(begun().read(peer(1, AUDIO)));
        Negotiation offered = begun().offer(PCMU);
        Negotiation received = begun().received(offer);

        assertThat(List.of(begun().turn(), offered.turn(), received.turn()))
                .containsExactly(Turn.FREE, Turn.PEER, Turn.OURS);
        assertThat(received.answer(offer, PCMU).free()).isTrue();
        assertThat(agreed(offered.answered(peer(1, AUDIO))).next().free()).isTrue();
        assertThat(offered.declined().free()).isTrue();
        assertThat(received.declined().free()).isTrue();
    }

    @Test
    void keepsItsSessionAndCountsUpByOneWithEachChange() { // RFC 3264 sections 5 and 8
        Negotiation first = begun().offer(PCMU);
        Negotiation same = answer(first.declined(), peer(1, AUDIO), PCMU);
        Negotiation held = same.offer(PCMU.with(Direction.SENDONLY));
        Negotiation again = held.declined().offer(PCMU.with(Direction.SENDONLY));
        Negotiation back = again.declined().offer(PCMU);

        assertThat(List.of(first, same, held, again, back))
                .extracting(step -> lines(step, "o=").getFirst())
                .containsExactly(
                        "o=patchbay 7 1 IN IP4 192.0.2.1",
                        "o=patchbay 7 1 IN IP4 192.0.2.1",
                        "o=patchbay 7 2 IN IP4 192.0.2.1",
                        "o=patchbay 7 2 IN IP4 192.0.2.1",
                        "o=patchbay 7 3 IN IP4 192.0.2.1");
    }

    @Test
    void neverRemovesAStream() { // RFC 3264 section 8
        Negotiation one = answer(begun(), peer(1, AUDIO), PCMU);
        Negotiation three = answer(one, peer(2, AUDIO + "m=video 5000 RTP/AVP 99\nm=text 11000 RTP/AVP 98\n"), PCMU);
        Negotiation offered = three.offer(PCMU.with(Direction.INACTIVE));

        assertThat(streams(three))
                .containsExactly("m=audio 40000 RTP/AVP 0", "m=video 0 RTP/AVP 99", "m=text 0 RTP/AVP 98");
        assertThat(streams(offered)).isEqualTo(streams(three));
    }

    @Test
    void answersAStreamThatTakesThePlaceOfAnEndedOne() { // RFC 3264 section 8.1
        Negotiation before = answer(begun(), peer(1, "m=video 0 RTP/AVP 99\n" + AUDIO), PCMU);
        Negotiation after = answer(before, peer(2, "m=application 5000 TCP/BFCP *\n" + AUDIO), PCMU);

        assertThat(streams(after)).containsExactly("m=application 0 TCP/BFCP *", "m=audio 40000 RTP/AVP 0");
    }

    @Test
    void keepsItsAudioWhereItIs() { // RFC 3264 section 8: a stream is known by its position
        Negotiation before = answer(begun(), peer(1, "m=audio 4000 RTP/SAVP 0\n" + AUDIO), PCMU);
        Negotiation after = answer(before, peer(2, AUDIO + AUDIO), PCMU);

        assertThat(streams(after)).containsExactly("m=audio 0 RTP/AVP 0", "m=audio 40000 RTP/AVP 0");
    }

    @Test
    void movesItsAudioWhenThePeerEndsThatStream() {
        Negotiation before = answer(begun(), peer(1, AUDIO), PCMU);
        Negotiation after = answer(before, peer(2, "m=audio 0 RTP/AVP 0\n" + AUDIO), PCMU);

        assertThat(streams(after)).containsExactly("m=audio 0 RTP/AVP 0", "m=audio 40000 RTP/AVP 0");
        assertThat(streams(after.offer(PCMU))).isEqualTo(streams(after));
    }

    @Test
    void ignoresARepeatedAnswerThatTheirOfferHasOvertaken() { // RFC 3261 section 13.2.1
        Negotiation progress =
                agreed(begun().offer(PCMU).answered(peer(1, AUDIO))).next();
        Negotiation updated = answer(progress, peer(2, "m=audio 5000 RTP/AVP 0\n"), PCMU);

        assertThat(progress.answered(peer(1, AUDIO))).isInstanceOf(Outcome.Agreed.class);
        assertThat(updated.answered(peer(1, AUDIO))).isEqualTo(new Outcome.Outdated());
    }

    @Test
    void takesTheAnswerOfAnotherDevice() { // RFC 3261 section 13.2.2.4
        Negotiation progress =
                agreed(begun().offer(PCMU).answered(peer(5, AUDIO))).next();
        String fork = peer(1, "m=audio 6000 RTP/AVP 0\n").replace("o=peer 3", "o=fork 4");

        assertThat(agreed(progress.answered(fork)).answer().media().rtp().getPort())
                .isEqualTo(6000);
    }

    @Test
    void takesTheAnswerToANewOfferWhateverItsVersion() {
        Negotiation before =
                agreed(begun().offer(PCMU).answered(peer(9, AUDIO))).next();

        assertThat(before.offer(PCMU.with(Direction.SENDONLY)).answered(peer(1, AUDIO)))
                .isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void takesAnAnswerThatLeavesOtherStreamsOut() { // RFC 3264 section 6 wants them, some telephones forget them
        Negotiation two =
                answer(begun(), peer(1, AUDIO + "m=video 5 RTP/AVP 99\n"), PCMU).offer(PCMU);

        assertThat(two.answered(peer(2, AUDIO))).isInstanceOf(Outcome.Agreed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m=audio 0 RTP/AVP 0\n", "m=video 4000 RTP/AVP 0\n", "m=audio 4000 RTP/SAVP 0\n"})
    void noticesThatItsAudioIsRefused(String streams) { // RFC 3264 section 6
        assertThat(begun().offer(PCMU).answered(peer(1, streams))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void noticesAnAnswerThatIsNoDescription() {
        assertThat(begun().offer(PCMU).answered("v=0\nhello"))
                .isEqualTo(new Outcome.Malformed("line 2: not like x=value"));
    }

    @Test
    void refusesAnOfferAsIfItHadNeverCome() { // RFC 3261 section 14.2
        Negotiation before = answer(begun(), peer(1, AUDIO), PCMU);
        Negotiation after = before.received(usable(before.read(peer(2, AUDIO)))).declined();

        assertThat(after.text()).isEqualTo(before.text());
        assertThat(after.local()).isSameAs(before.local());
    }
}
