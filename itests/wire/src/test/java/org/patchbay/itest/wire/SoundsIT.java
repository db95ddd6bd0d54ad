package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.peer.Speech;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.rtp.G711;
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.itest.rtp.RtpEndpoint.Heard;
import org.patchbay.itest.rtp.Sound;
import org.patchbay.itest.rtp.SpectralDistance;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.WithServer;

/** Files and music are heard as they are. */
@WithServer
class SoundsIT {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private record Listener(RtpEndpoint media, Dialog dialog) {
        static Listener of(Phones phones, String number) {
            RtpEndpoint media = phones.media();
            Dialog dialog = phones.registered()
                    .call(number, Sdp.offer(media.address(), Sdp.PCMU))
                    .talk();
            media.speak(0, dialog.remoteSdp().rtp());
            return new Listener(media, dialog);
        }

        List<Heard> hear(int packets) {
            return media.hear(packets, LIMIT);
        }
    }

    private static Path sounds(PatchbayServer server) throws IOException {
        return Files.createDirectories(server.instance().folder().resolve("data/sounds"));
    }

    private static Sound sound(List<Heard> heard) {
        var samples = new short[heard.size() * 160];
        for (int i = 0; i < heard.size(); i++)
            System.arraycopy(G711.decode(heard.get(i).rtp()), 0, samples, i * 160, 160);
        return Sound.of(8000, samples);
    }

    @Test
    void playsASoundFile(PatchbayServer server, Phones phones) throws IOException {
        Path spoken = Speech.of("prompt", "Welcome.");
        Files.copy(spoken, sounds(server).resolve("wire-welcome.wav"));
        Listener listener = Listener.of(phones, "9190");

        List<Heard> heard = listener.hear(150);
        listener.dialog().bye();

        Sound.Likeness likeness = Sound.read(spoken).comparedWith(sound(heard));
        assertThat(likeness.correlation()).as("%s", likeness).isGreaterThan(0.999);
    }

    /**
     * gliding-voice.opus was made of {@link Speech#gliding} by {@code opusenc --bitrate 24 --discard-comments} (opus-tools 0.2). As opusdec
     * decodes it: correlation 0.960, 0.92 dB.
     */
    @Test
    void playsAnOpusFile(PatchbayServer server, Phones phones) throws IOException {
        try (InputStream made = SoundsIT.class.getResourceAsStream("/gliding-voice.opus")) {
            Files.copy(made, sounds(server).resolve("wire-gliding-voice.opus"));
        }
        Sound original = Sound.read(Speech.narrow(Speech.gliding()));
        Listener listener = Listener.of(phones, "9189");

        Sound heard = sound(listener.hear(150));
        listener.dialog().bye();

        Sound.Likeness likeness = original.comparedWith(heard);
        assertThat(likeness.correlation()).as("%s", likeness).isGreaterThan(0.95);
        assertThat(SpectralDistance.between(original, heard)).as("dB").isLessThan(1.5);
    }

    @Test
    void clearsTheCallWhenAFileIsBrokenAndSaysWhy(PatchbayServer server, Phones phones) throws IOException {
        Files.writeString(sounds(server).resolve("broken.wav"), "<html>this is no sound</html>");
        Listener other = Listener.of(phones, "9192");
        Listener listener = Listener.of(phones, "9191");

        listener.dialog().expectBye();

        new ServerLog(server).await(LIMIT, "broken.wav: not a WAV file");
        assertThat(other.hear(20)).hasSize(20);
        other.dialog().bye();
    }

    @Test
    void letsAllHearTheSameMusicAtTheSameTime(Phones phones) {
        Listener early = Listener.of(phones, "9192");
        assertThat(early.hear(20)).hasSize(20);
        Listener late = Listener.of(phones, "9192");

        List<Heard> first = late.hear(50);
        List<Heard> others = early.hear(200);
        early.dialog().bye();
        late.dialog().bye();

        int at = indexOf(first.getFirst(), others);
        assertThat(at).as("where the late one came in").isNotNegative();
        for (int i = 0; i < 40; i++) {
            assertThat(payload(first.get(i))).isEqualTo(payload(others.get(at + i)));
        }
        long apart = first.get(20).nanos() - others.get(at + 20).nanos();
        assertThat(apart / 1e6).as("milliseconds apart").isCloseTo(0, within(60.0));
    }

    private static int indexOf(Heard wanted, List<Heard> others) {
        for (int i = 0; i < others.size(); i++) if (Arrays.equals(payload(others.get(i)), payload(wanted))) return i;
        return -1;
    }

    private static byte[] payload(Heard heard) {
        return heard.rtp().payload();
    }
}
