package org.patchbay.itest.felix;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpEndpoint;

/** A call whose phone sends nothing any more is cleared, and both are told why. */
public class MediaTimeoutIT extends CallingTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Lets a phone be silent for a second. */
    @Override
    @Configuration
    public Option[] configuration() throws IOException {
        Option[] options = super.configuration();
        Path etc = Path.of("target", "instances", getClass().getSimpleName(), "etc");
        Files.writeString(etc.resolve("org.patchbay.channel.core.config"), "media.timeout.seconds=I\"1\"\n");
        return options;
    }

    @Test
    public void aPhoneIsGone() {
        SipPhone ann = telephones.phone("1001");
        SipPhone ben = telephones.phone("1002");
        ann.register();
        ben.register();
        RtpEndpoint annSays = telephones.media();
        OutgoingCall call = ann.call("1002", Sdp.offer(annSays.address(), Sdp.PCMU));
        IncomingCall incoming = ben.expectCall();
        Dialog benUp = incoming.answer(Sdp.offer(telephones.media().address(), Sdp.PCMU));
        Dialog annUp = call.talk();

        SipMessage bye = annUp.expectBye(LIMIT);
        benUp.expectBye(LIMIT);

        assertTrue(bye.toString(), bye.need("Reason").contains("cause=102"));
        assertTrue(bye.toString(), bye.need("Reason").contains("text=\"media timeout\""));
    }
}
