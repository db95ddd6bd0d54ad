package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.peer.Baresip;
import org.patchbay.itest.peer.Speech;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.rtp.Sound;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Phones without a codec in common hear each other, as well as the codecs allow. */
@WithServer
class TranslatedSpeechIT {
    private static final Duration LENGTH = Duration.ofSeconds(9);

    private record Talk(Baresip caller, Baresip callee) {}

    @Test
    void carriesSpeechBetweenCodecs(PatchbayServer server) {
        Path ann = Speech.of(
                "ann-all", "The quick brown fox jumps over the lazy dog. Pack my box with five dozen liquor jugs.");
        Path ben = Speech.of(
                "ben-all", "How vexingly quick daft zebras jump. The five boxing wizards jump quickly, at last.");
        var alaw = CompletableFuture.supplyAsync(() -> talk(server, "alaw", "PCMA/8000/1", ann, ben));
        var wide = CompletableFuture.supplyAsync(() -> talk(server, "wide", "G722/16000/1", ann, ben));
        var opus = CompletableFuture.supplyAsync(() -> talk(server, "opus", "opus/48000/2", ann, ben));

        assertAlike(alaw.join(), ann, ben, 0.995);
        assertAlike(wide.join(), ann, ben, 0.98);
        assertAlike(opus.join(), ann, ben, 0.85);
    }

    private static Talk talk(PatchbayServer server, String name, String codec, Path ann, Path ben) {
        var caller = new Baresip(name + "-one", TestUsers.next(), server.sip(), ann);
        var callee = new Baresip(name + "-other", TestUsers.next(), server.sip(), Wire.UDP, ben, codec);
        try (AutoCloseable waiting = callee.start()) {
            callee.awaitSaid("200 OK");
            caller.call(callee.number(), LENGTH);
            assertThat(waiting).isNotNull();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new Talk(caller, callee);
    }

    private static void assertAlike(Talk talk, Path ann, Path ben, double limit) {
        assertAlike(ann, talk.callee().heard(), limit);
        assertAlike(ben, talk.caller().heard(), limit);
    }

    private static void assertAlike(Path said, Path heard, double limit) {
        Sound source = Sound.read(said);
        Sound recording = Sound.read(Speech.narrow(heard));
        Sound.Likeness likeness = source.comparedWith(recording);
        assertThat(likeness.correlation()).as(heard + " " + likeness).isGreaterThan(limit);
        assertThat(likeness.length()).as(heard + ", samples").isGreaterThan(4 * source.rateHz());
    }
}
