package org.patchbay.itest.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.patchbay.channel.Channels;
import org.patchbay.io.RtpPorts;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpCrowd;
import org.patchbay.itest.rtp.RtpEndpoint;

/** The modules below the calls are stopped under a talk and under a call that rings, and started again, twice. */
public class StoppedModulesIT extends CallingTest {
    private static final int TWICE = 2;
    private static final List<String> MODULES = List.of(
            "org.patchbay.sip.stack",
            "org.patchbay.sip.channel",
            "org.patchbay.channel.core",
            "org.patchbay.channel.media",
            "org.patchbay.io.rtp",
            "org.patchbay.pbx.core",
            "org.patchbay.application.host");

    private SipPhone ann;
    private SipPhone ben;

    /** Lets calls wait for a second only. */
    @Override
    @Configuration
    public Option[] configuration() throws IOException {
        Option[] options = super.configuration();
        Path etc = Path.of("target", "instances", getClass().getSimpleName(), "etc");
        Files.writeString(etc.resolve("org.patchbay.channel.core.config"), "router.wait.seconds=I\"1\"\n");
        Files.writeString(etc.resolve("org.patchbay.pbx.core.config"), "wait.seconds=I\"1\"\n");
        return options;
    }

    /** A talk of the two users, with sound both ways. */
    private record Talk(Dialog ann, Dialog ben, List<InetSocketAddress> ports) {}

    @Test
    public void theSipStack() throws Exception {
        assertStopsAndStarts("org.patchbay.sip.stack", false);
    }

    @Test
    public void theSipChannel() throws Exception {
        assertStopsAndStarts("org.patchbay.sip.channel", true);
    }

    @Test
    public void theCallTable() throws Exception {
        assertStopsAndStarts("org.patchbay.channel.core", true);
    }

    @Test
    public void theMediaWhichLeaveATalkAlone() throws Exception {
        Bundle module = bundle("org.patchbay.channel.media");
        ann.register();
        ben.register();
        CountedTalk up = CountedTalk.between(ann, ben, telephones.keep(new RtpCrowd(Telephones.address())));
        up.goOn(Duration.ofSeconds(1)).join();

        CompletableFuture<RtpCrowd.Count> talk = up.goOn(Duration.ofSeconds(3));
        module.stop();
        assertPutsOff();
        module.start();

        assertEquals(0, talk.join().lost());
        up.caller().bye();
        up.called().expectBye();
        assertWorksAgain(module, List.of());
    }

    @Test
    public void theRtpPorts() throws Exception {
        assertStopsAndStarts("org.patchbay.io.rtp", true);
    }

    @Test
    public void thePbxForTooLong() throws Exception {
        assertAnswersThatNobodyResponds("org.patchbay.pbx.core");
    }

    @Test
    public void theApplicationHostForTooLong() throws Exception {
        assertAnswersThatNobodyResponds("org.patchbay.application.host");
    }

    private void assertAnswersThatNobodyResponds(String symbolicName) throws Exception {
        ann.register();
        bundle(symbolicName).stop();

        ann.call("9196", offer()).expect(480);

        assertWorksAgain(bundle(symbolicName), List.of());
    }

    @Before
    public void takePhones() {
        ann = telephones.phone("1001");
        ben = telephones.phone("1002");
    }

    @After
    public void startAgain() throws BundleException {
        for (String module : MODULES) bundle(module).start(); // what a failed test has left; nothing when it runs
        ann.register(0);
        ben.register(0);
    }

    private void assertStopsAndStarts(String symbolicName, boolean hears) throws Exception {
        for (int i = 0; i < TWICE; i++) {
            underATalk(bundle(symbolicName), hears);
            underACallThatRings(bundle(symbolicName), hears);
        }
    }

    private void underATalk(Bundle module, boolean hears) throws Exception {
        var log = new ServerLog();
        ann.register();
        ben.register();
        Talk talk = talk();

        module.stop();

        if (hears) {
            talk.ann().expectBye();
            talk.ben().expectBye();
            assertPutsOff();
        }
        assertWorksAgain(module, talk.ports());
        log.assertNoExceptions();
    }

    private void underACallThatRings(Bundle module, boolean hears) throws Exception {
        var log = new ServerLog();
        ann.register();
        ben.register();
        OutgoingCall call = ann.call("1002", offer());
        IncomingCall incoming = ben.expectCall().ring();
        call.expect(180);

        module.stop();

        if (hears) {
            incoming.expectCancel(SipPhone.SOON);
            call.expect(500);
        }
        assertWorksAgain(module, List.of(incoming.offer().rtp()));
        log.assertNoExceptions();
    }

    private Sdp offer() {
        return Sdp.offer(telephones.media().address(), Sdp.PCMU);
    }

    private Talk talk() throws InterruptedException {
        RtpEndpoint annSays = telephones.media();
        RtpEndpoint benSays = telephones.media();
        OutgoingCall call = ann.call("1002", Sdp.offer(annSays.address(), Sdp.PCMU));
        IncomingCall incoming = ben.expectCall();
        Dialog benUp = incoming.answer(Sdp.offer(benSays.address(), Sdp.PCMU));
        Dialog annUp = call.talk();
        InetSocketAddress toAnn = annUp.remoteSdp().rtp();
        InetSocketAddress toBen = incoming.offer().rtp();
        Waiting.until(() -> hears(annSays, toAnn, benSays) && hears(benSays, toBen, annSays));
        return new Talk(annUp, benUp, List.of(toAnn, toBen));
    }

    private static boolean hears(RtpEndpoint speaker, InetSocketAddress server, RtpEndpoint listener) {
        speaker.speak(0, server);
        return listener.hear(Duration.ofMillis(100)).isPresent();
    }

    /** A phone stays registered, and is told to call again later. */
    private void assertPutsOff() {
        ann.register();
        SipMessage invite = OutgoingCall.newInvite(ann, "9196").body("application/sdp", offer().toString());
        SipMessage later = ann.askVerified(invite);
        assertEquals(503, later.status());
        assertTrue(later.toString(), later.toString().contains("Retry-After"));
    }

    private void assertWorksAgain(Bundle module, List<InetSocketAddress> ports)
            throws BundleException, InterruptedException, IOException {
        for (InetSocketAddress port : ports) assertFree(port);
        module.start();
        Waiting.until(() -> openPorts().equals(Optional.of(0)));

        ann.register();
        RtpEndpoint media = telephones.media();
        Dialog up = ann.call("9196", Sdp.offer(media.address(), Sdp.PCMU)).talk();
        awaitEcho(media, up);
        up.bye();
        Waiting.until(() -> openPorts().equals(Optional.of(0)));
        Waiting.until(() -> service(Channels.class).counters().live() == 0);
    }

    private Optional<Integer> openPorts() {
        return Optional.ofNullable(context.getServiceReference(RtpPorts.class))
                .map(context::getService)
                .map(ports -> ports.inUse().size());
    }

    private static void assertFree(InetSocketAddress port) throws InterruptedException {
        Waiting.until(() -> {
            try (DatagramSocket socket = new DatagramSocket(port)) {
                return socket.isBound();
            } catch (IOException inUse) {
                return false;
            }
        });
    }
}
