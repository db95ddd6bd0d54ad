package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.peer.Baresip;
import org.patchbay.itest.peer.Speech;
import org.patchbay.itest.rtp.Sound;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** A voice is the same at the far end, but for G.711. */
@WithServer
class SpeechIT {
    private static final double G711_LIMIT = 0.999;

    @Test
    void carriesSpeechBothWays(PatchbayServer server) {
        Path ann = Speech.of(
                "ann", "The quick brown fox jumps over the lazy dog. Pack my box with five dozen liquor jugs.");
        Path ben =
                Speech.of("ben", "How vexingly quick daft zebras jump. The five boxing wizards jump quickly, at last.");
        Baresip caller = new Baresip("caller", TestUsers.next(), server.sip(), ann);
        Baresip callee = new Baresip("callee", TestUsers.next(), server.sip(), ben);

        try (AutoCloseable waiting = callee.start()) {
            callee.awaitSaid("200 OK");
            caller.call(callee.number(), Duration.ofSeconds(9));
            assertThat(waiting).isNotNull();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }

        assertSame(ann, callee.heard(), "what the called phone heard");
        assertSame(ben, caller.heard(), "what the caller heard");
    }

    @Test
    void echoesSpeech(PatchbayServer server) {
        Path ann = Speech.of(
                "echo", "She sells sea shells by the sea shore. Peter Piper picked a peck of pickled peppers.");
        Baresip caller = new Baresip("echo", TestUsers.next(), server.sip(), ann);

        caller.call("9196", Duration.ofSeconds(9));

        assertSame(ann, caller.heard(), "the echo");
    }

    private static void assertSame(Path said, Path heard, String what) {
        Sound source = Sound.read(said);
        Sound recording = Sound.read(heard);
        Sound.Likeness likeness = source.comparedWith(recording);
        assertThat(likeness.correlation()).as(what + " " + likeness).isGreaterThan(G711_LIMIT);
        assertThat(likeness.length()).as(what + ", samples").isGreaterThan(4 * source.rateHz());
    }
}
