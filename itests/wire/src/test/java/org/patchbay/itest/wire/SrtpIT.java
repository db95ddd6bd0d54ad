package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.peer.Baresip;
import org.patchbay.itest.peer.Speech;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.rtp.Sound;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** A phone that encrypts and one that doesn't. */
@WithServer
class SrtpIT {
    private static final double G711_LIMIT = 0.999;

    @Test
    void aPlainPhoneAndOneWithSrtpHearEachOther(PatchbayServer server) throws Exception {
        Path ann = Speech.of("plain", "Sphinx of black quartz, judge my vow. Two driven jocks help fax my big quiz.");
        Path ben = Speech.of("secret", "Jackdaws love my big sphinx of quartz. Waltz, bad nymph, for quick jigs vex.");
        Baresip plain = new Baresip("plain", TestUsers.next(), server.sip(), ann);
        Baresip secret = new Baresip("secret", TestUsers.nextSecure(), server.sip(), Wire.UDP, ben, Baresip.SRTP);

        try (AutoCloseable waiting = secret.start()) {
            secret.awaitSaid("200 OK");
            plain.call(secret.number(), Duration.ofSeconds(8));
            assertThat(waiting).isNotNull();
        }

        assertSame(ann, secret.heard(), "what the phone with SRTP heard");
        assertSame(ben, plain.heard(), "what the plain phone heard");
    }

    private static void assertSame(Path said, Path heard, String what) {
        Sound source = Sound.read(said);
        Sound.Likeness likeness = source.comparedWith(Sound.read(heard));
        assertThat(likeness.correlation()).as(what + " " + likeness).isGreaterThan(G711_LIMIT);
        assertThat(likeness.length()).as(what + ", samples").isGreaterThan(3 * source.rateHz());
    }
}
