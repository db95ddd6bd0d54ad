package org.patchbay.itest.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.patchbay.io.RtpPorts;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpEndpoint;

/** The modules of the media are stopped and started again under a talk that is signalling only: it has nothing to lose. */
public class DirectTalkIT extends CallingTest {
    private static final String USERS = """
        users:
          - {number: "1001", password: "of-1001", media: direct}
          - {number: "1002", password: "of-1002", media: direct}
        """;

    private SipPhone ann;
    private SipPhone ben;
    private RtpEndpoint annMedia;
    private RtpEndpoint benMedia;
    private Dialog annUp;
    private Dialog benUp;

    @Override
    @Configuration
    public Option[] configuration() throws IOException {
        Option[] options = super.configuration();
        Path etc = Path.of("target", "instances", getClass().getSimpleName(), "etc");
        Files.writeString(etc.resolve("users.yaml"), USERS);
        return options;
    }

    @Before
    public void talk() {
        ann = telephones.phone("1001").register();
        ben = telephones.phone("1002").register();
        annMedia = telephones.media();
        benMedia = telephones.media();
        OutgoingCall call = ann.call("1002", Sdp.offer(annMedia.address(), Sdp.PCMU));
        IncomingCall incoming = ben.expectCall();
        benUp = incoming.answer(Sdp.offer(benMedia.address(), Sdp.PCMU));
        annUp = call.talk();
        assertEquals(benMedia.address(), annUp.remoteSdp().rtp());
        assertEquals(annMedia.address(), incoming.offer().rtp());
    }

    @After
    public void unregister() {
        ann.register(0);
        ben.register(0);
    }

    @Test
    public void outlivesTheRtpPorts() throws Exception {
        assertOutlives("org.patchbay.io.rtp");
    }

    @Test
    public void outlivesTheMedia() throws Exception {
        assertOutlives("org.patchbay.channel.media");
    }

    private void assertOutlives(String symbolicName) throws Exception {
        var log = new ServerLog();
        Bundle module = bundle(symbolicName);
        module.stop();
        holds();
        module.start();

        assertTrue(service(RtpPorts.class).inUse().isEmpty());
        assertComesToTheServerForTheEcho();
        log.assertNoExceptions();
    }

    private void holds() {
        Sdp offer = Sdp.offer(annMedia.address(), Sdp.PCMU).next("sendonly");
        SipMessage hold = annUp.sendReinvite(offer);
        benUp.expectReinvite().answer(Sdp.offer(benMedia.address(), Sdp.PCMU).next("recvonly"));
        SipMessage held = ann.expectFinal(hold);
        annUp.ack();
        assertEquals(200, held.status());
        assertEquals(benMedia.address(), Sdp.parse(held.body()).rtp());
    }

    private void assertComesToTheServerForTheEcho() throws InterruptedException {
        assertEquals(202, annUp.refer(ann.uriOf("9196")).status());
        IncomingCall anchored = benUp.expectReinvite();
        assertEquals("sendrecv", anchored.offer().direction());
        anchored.answer(Sdp.offer(benMedia.address(), Sdp.PCMU).next("recvonly").next("sendrecv"));
        annUp.expectNotify("SIP/2.0 200 OK");
        annUp.bye();

        Waiting.until(() -> {
            benMedia.speak(0, anchored.offer().rtp());
            return benMedia.hear(Duration.ofMillis(200)).isPresent();
        });
        benUp.bye();
    }
}
