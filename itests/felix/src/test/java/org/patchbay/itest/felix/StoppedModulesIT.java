package org.patchbay.itest.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;
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
import org.patchbay.sip.SipTransactions;

/**
 * What holds the legs of a call can't be replaced under it yet. So a stop of it ends the calls in an orderly way: both sides are
 * told, no port stays open, and after the start everything is as new, twice in a row.
 */
public class StoppedModulesIT extends TelephoneTest {
    @Test
    public void theSipStackEndsItsCallsAndComesBack() throws Exception {
        comesBack("org.patchbay.sip.stack");
    }

    @Test
    public void theSipChannelEndsItsCallsAndComesBack() throws Exception {
        comesBack("org.patchbay.sip.channel");
    }

    @Test
    public void theChannelCoreEndsItsCallsAndComesBack() throws Exception {
        comesBack("org.patchbay.channel.core");
    }

    @Test
    public void theMediaLeaveTheTalkAloneAndComeBack() throws Exception {
        SipPhone ben = telephones.phone("1002").register();
        RtpCrowd crowd = telephones.keep(new RtpCrowd(Telephones.address()));
        RtpCrowd.Talker annTalks = crowd.newTalker();
        RtpCrowd.Talker benTalks = crowd.newTalker();
        SipPhone ann = telephones.phone("1001").register();
        OutgoingCall call = ann.call("1002", Sdp.offer(annTalks.address(), Sdp.PCMU));
        IncomingCall incoming = ben.expectCall();
        Dialog benUp = incoming.answer(Sdp.offer(benTalks.address(), Sdp.PCMU));
        Dialog annUp = call.talk();
        annTalks.talk(annUp.remoteSdp().rtp(), benTalks);
        benTalks.talk(incoming.offer().rtp(), annTalks);
        crowd.talk(Duration.ofSeconds(1));

        CompletableFuture<RtpCrowd.Count> talk = CompletableFuture.supplyAsync(() -> crowd.talk(Duration.ofSeconds(3)));
        restart("org.patchbay.channel.media", () -> ben.call("9196", offer()).expect(503));

        assertEquals(0, talk.join().lost());
        annUp.bye();
        benUp.expectBye();
        assertAsNew(ann);
    }

    @Test
    public void theRtpPortsEndTheirCallsAndComeBack() throws Exception {
        comesBack("org.patchbay.io.rtp");
    }

    private void comesBack(String module) throws Exception {
        long errors = errors();
        for (int time = 0; time < 2; time++) {
            SipPhone ann = telephones.phone("1001").register();
            SipPhone ben = telephones.phone("1002").register();
            stoppedUnderATalk(module, ann, ben);
            stoppedWhileItRings(module, ann, ben);
        }
        assertEquals("errors in the log", errors, errors());
    }

    private void stoppedUnderATalk(String module, SipPhone ann, SipPhone ben) throws Exception {
        OutgoingCall call = ann.call("1002", offer());
        IncomingCall incoming = ben.expectCall();
        Dialog benUp = incoming.answer(offer());
        Dialog annUp = call.talk();

        restart(module, () -> {
            annUp.expectBye();
            benUp.expectBye();
        });

        assertAsNew(ann);
    }

    private void stoppedWhileItRings(String module, SipPhone ann, SipPhone ben) throws Exception {
        OutgoingCall call = ann.call("1002", offer());
        IncomingCall incoming = ben.expectCall();
        incoming.ring();
        call.expect(180);

        restart(module, () -> {
            SipMessage end = ann.expectFinal(call.invite());
            assertTrue(end.toString(), end.status() >= 400);
            // not incoming.expectCancel(): once its stack is gone nobody acknowledges the phone's 487
            ben.expectRequest("CANCEL");
        });

        assertAsNew(ann);
    }

    private void restart(String module, Runnable whileItIsAway) throws BundleException {
        Bundle bundle = bundle(module);
        bundle.stop();
        try {
            whileItIsAway.run();
        } finally {
            bundle.start();
        }
    }

    private void assertAsNew(SipPhone ann) throws Exception {
        for (Class<?> service : List.of(SipTransactions.class, Channels.class, RtpPorts.class)) {
            Waiting.until(() -> context.getServiceReference(service) != null);
        }
        awaitNoCalls();
        Waiting.until(() -> service(RtpPorts.class).inUse().isEmpty());
        Waiting.until(() -> ann.register(600).status() == 200);
        RtpEndpoint media = telephones.media();
        Dialog up = ann.call("9196", Sdp.offer(media.address(), Sdp.PCMU)).talk();
        awaitEcho(media, up);
        up.bye();
        awaitNoCalls();
        Waiting.until(() -> service(RtpPorts.class).inUse().isEmpty());
    }

    private Sdp offer() {
        return Sdp.offer(telephones.media().address(), Sdp.PCMU);
    }

    private long errors() throws IOException {
        Path log = Path.of(context.getProperty("patchbay.home"), "log", "patchbay.log");
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" ERROR ")).count();
        }
    }
}
