package org.patchbay.itest.felix;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.inject.Inject;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.patchbay.application.Applications;
import org.patchbay.channel.Channels;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpCrowd;
import org.patchbay.itest.rtp.RtpEndpoint;

/** What is stopped, started or added under a call that is up, with RTP both ways. */
public class ReplacementIT extends CallingTest {
    private static final Duration AWAY = Duration.ofMillis(300);

    @Inject
    private Channels channels;

    @Test
    public void aTalkGoesOnWhileWhatIsAboveItIsStoppedAndStarted() throws Exception {
        SipPhone ann = telephones.phone("1001").register();
        SipPhone ben = telephones.phone("1002").register();
        CountedTalk up = CountedTalk.between(ann, ben, telephones.keep(new RtpCrowd(Telephones.address())));

        CompletableFuture<RtpCrowd.Count> talk = up.goOn(Duration.ofSeconds(8));
        restart("org.patchbay.sip.registrar");
        restart("org.patchbay.pbx.core");
        restart("org.patchbay.feature.dial");
        restart("org.patchbay.application.host");
        restart("org.patchbay.pbx.files");
        restart("org.patchbay.sip.digest");
        restart("org.patchbay.store");

        RtpCrowd.Count count = talk.join();
        assertTrue("sent " + count.sent(), count.sent() > 700);
        assertEquals("lost of " + count.sent(), 0, count.lost());
        assertEquals(1, channels.counters().live());
        up.called().bye();
        up.caller().expectBye();
        Waiting.until(() -> channels.counters().live() == 0);
    }

    private void restart(String symbolicName) throws BundleException, InterruptedException {
        Bundle bundle = bundle(symbolicName);
        bundle.stop();
        Thread.sleep(AWAY);
        bundle.start();
        Thread.sleep(AWAY);
    }

    @Test
    public void anEchoGoesOnWithTheApplicationThatIsThereAgain() throws Exception {
        SipPhone ann = telephones.phone("1001").register();
        RtpEndpoint media = telephones.media();
        Dialog up = ann.call("9196", Sdp.offer(media.address(), Sdp.PCMU)).talk();
        awaitEcho(media, up);

        bundle("org.patchbay.feature.echo").stop();
        assertEchoes(media, up);
        bundle("org.patchbay.feature.echo").start();
        assertEchoes(media, up);

        up.bye();
        Waiting.until(() -> channels.counters().live() == 0);
    }

    private static void assertEchoes(RtpEndpoint media, Dialog up) {
        for (int i = 0; i < 10; i++) {
            byte[] said = media.speak(0, up.remoteSdp().rtp());
            byte[] heard = media.hear(Duration.ofSeconds(2)).orElseThrow().bytes();
            assertArrayEquals(said, heard);
        }
    }

    @Test
    public void aRegistrationIsToldToComeAgainWhileTheRegistrarIsAway() throws Exception {
        Bundle registrar = bundle("org.patchbay.sip.registrar");
        SipPhone ann = telephones.phone("1001");

        registrar.stop();
        SipMessage away = ann.register(600);
        registrar.start();

        assertEquals(503, away.status());
        assertTrue(away.toString(), away.toString().contains("Retry-After"));
        ann.register();
    }

    @Test
    public void aCallWaitsForTheRouterThatIsBeingReplaced() throws Exception {
        SipPhone ann = telephones.phone("1001").register();
        RtpEndpoint media = telephones.media();
        Bundle pbx = bundle("org.patchbay.pbx.core");

        pbx.stop();
        CompletableFuture<Dialog> answered = CompletableFuture.supplyAsync(
                () -> ann.call("9196", Sdp.offer(media.address(), Sdp.PCMU)).talk());
        Waiting.until(() -> channels.counters().live() == 1);
        pbx.start();

        Dialog up = answered.join();
        awaitEcho(media, up);
        up.bye();
        Waiting.until(() -> channels.counters().live() == 0);
    }

    @Test
    public void anApplicationDroppedIntoDeployTakesTheNextCall() throws Exception {
        Path home = Path.of(context.getProperty("patchbay.home"));
        SipPhone ann = telephones.phone("1001").register();
        RtpEndpoint before = telephones.media();
        Dialog up = ann.call("9196", Sdp.offer(before.address(), Sdp.PCMU)).talk();
        awaitEcho(before, up);

        Path jar = new ApplicationJar("late-echo", "1.0.0", LateEcho.class).dropInto(home.resolve("deploy"));
        Applications applications = context.getService(context.getServiceReference(Applications.class));
        Waiting.until(() -> applications.names().contains("late-echo"));
        Path dialplan = home.resolve("etc/dialplan.yaml");
        Files.writeString(dialplan, Files.readString(dialplan) + "  - {match: \"9300\", do: [late-echo]}\n");

        SipPhone ben = telephones.phone("1002").register();
        RtpEndpoint after = telephones.media();
        Dialog late = whenThere(ben, after);
        awaitEcho(after, late);
        assertEchoes(before, up);
        late.bye();
        up.bye();
        Files.delete(jar);
        Waiting.until(() -> channels.counters().live() == 0);
    }

    /** Calls the new extension until the dialplan has been read again. */
    private static Dialog whenThere(SipPhone ben, RtpEndpoint media) throws InterruptedException {
        var answered = new AtomicReference<Dialog>();
        Waiting.until(() -> {
            try {
                answered.set(
                        ben.call("9300", Sdp.offer(media.address(), Sdp.PCMU)).talk());
                return true;
            } catch (AssertionError notYet) {
                return false;
            }
        });
        return answered.get();
    }
}
