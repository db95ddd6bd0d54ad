package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.peer.Baresip;
import org.patchbay.itest.peer.Speech;
import org.patchbay.itest.rtp.Sound;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** A talk is recorded as it was: the caller on the left, the other on the right, together in time. */
@WithServer
class RecordingIT {
    @Test
    void recordsATalkOfTwoAndLeavesItAsItIs(PatchbayServer server) throws Exception {
        Path ann = Speech.of("recorded-ann", "Five or six big jet planes zoomed quickly by the new tower.");
        Path ben = Speech.of("recorded-ben", "The job requires extra pluck and zeal from every young wage earner.");
        Baresip caller = new Baresip("recorded-caller", TestUsers.next(), server.sip(), ann);
        Baresip callee = new Baresip("recorded-callee", TestUsers.nextRecorded(), server.sip(), ben);
        Path file = server.instance().folder().resolve("data/recordings/wire/" + callee.number() + ".wav");

        try (AutoCloseable waiting = callee.start()) {
            callee.awaitSaid("200 OK");
            caller.call(callee.number(), Duration.ofSeconds(7));
            assertThat(waiting).isNotNull();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> server.log().contains("recorded " + file));

        Sound said = Sound.read(file, 2, 0);
        Sound heard = Sound.read(file, 2, 1);
        assertThat(said.rateHz()).isEqualTo(8000);
        Sound.Likeness left = Sound.read(ann).comparedWith(said);
        Sound.Likeness right = Sound.read(ben).comparedWith(heard);
        assertSame("left", Sound.read(ann), said);
        assertSame("right", Sound.read(ben), heard);
        // both began to speak their files when the call was answered
        assertThat(left.shift()).isCloseTo(right.shift(), within(1600));
        assertSame("what was heard", Sound.read(ann), Sound.read(callee.heard()));
    }

    private static void assertSame(String what, Sound source, Sound recording) {
        double[] alike = source.likenessOfSeconds(recording);
        assertThat(alike[alike.length / 2])
                .as("%s %s", what, Arrays.toString(alike))
                .isGreaterThan(0.999);
    }
}
