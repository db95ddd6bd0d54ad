package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.rtp.G711;
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.itest.rtp.RtpPacket;
import org.patchbay.itest.rtp.Sound;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.WithServer;

/** What a call can be given to: the applications that the dialplan names. */
@WithServer
class ApplicationIT {
    @ParameterizedTest
    @CsvSource({"0 PCMU/8000", "8 PCMA/8000"})
    void echoSendsBackWhatItHears(String codec, Phones phones) {
        RtpEndpoint media = phones.media();
        Dialog dialog = phones.registered()
                .call("9196", Sdp.offer(media.address(), codec))
                .talk();
        Sdp server = dialog.remoteSdp();
        assertThat(server.formats()).contains(codec);
        media.speak(server.payloadType(), server.rtp());
        media.hear(1, Conversation.MOMENT);

        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) sent.add(media.speak(server.payloadType(), server.rtp()));

        assertThat(media.hear(50, Conversation.MOMENT))
                .extracting(heard -> heard.rtp().payload())
                .containsExactlyElementsOf(sent.stream()
                        .map(bytes -> RtpPacket.parse(bytes).payload())
                        .toList());
        dialog.bye();
    }

    @ParameterizedTest
    @CsvSource({"9197, 0 PCMU/8000, 0", "9198, 0 PCMU/8000, 1000", "9198, 8 PCMA/8000, 1000"})
    void playSendsAToneAsPacketsOfTwentyMilliseconds(String number, String codec, int frequencyHz, Phones phones) {
        RtpEndpoint media = phones.media();
        Dialog dialog = phones.registered()
                .call(number, Sdp.offer(media.address(), codec))
                .talk();
        Sdp server = dialog.remoteSdp();
        media.speak(server.payloadType(), server.rtp());

        List<RtpEndpoint.Heard> heard = media.hear(100, Duration.ofSeconds(1));
        dialog.send("BYE");

        assertThat(heard).hasSizeGreaterThanOrEqualTo(25);
        List<RtpPacket> packets = heard.stream().map(RtpEndpoint.Heard::rtp).toList();
        assertThat(packets).allMatch(packet -> packet.payload().length == 160);
        assertThat(packets).allMatch(packet -> packet.payloadType() == server.payloadType());
        for (int i = 1; i < packets.size(); i++) {
            assertThat(packets.get(i).sequence()).isEqualTo((packets.get(i - 1).sequence() + 1) & 0xffff);
            assertThat(packets.get(i).timestamp()).isEqualTo((packets.get(i - 1).timestamp() + 160) & 0xffffffffL);
        }
        assertThat(usualGapMillis(heard)).isCloseTo(20, within(1.0));
        assertThat(loudestShare(packets, frequencyHz)).isGreaterThan(0.95);
    }

    // the median: a machine that is busy delays some packets, and not the clock
    private static double usualGapMillis(List<RtpEndpoint.Heard> heard) {
        double[] gaps = IntStream.range(1, heard.size())
                .mapToDouble(i -> (heard.get(i).nanos() - heard.get(i - 1).nanos()) / 1e6)
                .sorted()
                .toArray();
        return gaps[gaps.length / 2];
    }

    private static double loudestShare(List<RtpPacket> packets, int frequencyHz) {
        short[] samples = new short[25 * 160];
        for (int i = 0; i < 25; i++) System.arraycopy(G711.decode(packets.get(i)), 0, samples, i * 160, 160);
        Sound sound = Sound.of(8000, samples);
        if (frequencyHz > 0) return sound.shareAt(frequencyHz);
        double best = 0;
        for (int hertz = 100; hertz < 3800; hertz++) best = Math.max(best, sound.shareAt(hertz));
        return best;
    }

    @Test
    void hangUpEndsTheCallWithItsCause(Phones phones) {
        phones.impatient()
                .call("9999", Sdp.offer(phones.media().address(), Sdp.PCMU))
                .expect(404);
    }

    @Test
    void playEndsWhenTheCallerHangsUp(Phones phones) {
        RtpEndpoint media = phones.media();
        Dialog dialog = phones.registered()
                .call("9198", Sdp.offer(media.address(), Sdp.PCMU))
                .talk();
        media.speak(0, dialog.remoteSdp().rtp());
        assertThat(media.hear(Duration.ofSeconds(1))).isPresent();

        dialog.bye();

        media.hear(100, Duration.ofMillis(200));
        media.forget();
        assertThat(media.hear(Duration.ofMillis(300))).isEmpty();
    }
}
