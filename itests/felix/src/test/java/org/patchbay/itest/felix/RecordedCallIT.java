package org.patchbay.itest.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.concurrent.atomic.AtomicReference;
import javax.inject.Inject;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.patchbay.channel.Call;
import org.patchbay.channel.Channels;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Recording;

/** What began a recording is stopped and started while it goes on. */
public class RecordedCallIT extends CallingTest {
    @Inject
    private Channels channels;

    @Test
    public void aRecordingGoesOnWhileWhatBeganItIsStopped() throws Exception {
        context.registerService(AudioCodec.class, new MuLawCodec(), new Hashtable<>());
        Path home = Path.of(context.getProperty("patchbay.home"));
        Path dialplan = home.resolve("etc/dialplan.yaml");
        Files.writeString(
                dialplan,
                Files.readString(dialplan) + "  - {match: \"9301\", do: [answer, {record: {file: kept}}, echo]}\n");
        SipPhone ann = telephones.phone("1001").register();
        RtpEndpoint media = telephones.media();
        Dialog up = whenThere(ann, media);
        awaitEcho(media, up);
        Call call = channels.calls().iterator().next();
        Recording recording = call.recordings().getFirst();

        restart("org.patchbay.feature.record");
        restart("org.patchbay.application.host");
        restart("org.patchbay.pbx.core");
        restart("org.patchbay.sound.files");
        awaitEcho(media, up);

        assertEquals(1, call.recordings().size());
        Duration before = length(recording);
        Waiting.until(() -> length(recording).compareTo(before) > 0);
        up.bye();
        Waiting.until(() -> recording.state() instanceof Recording.Ended);
        assertEquals("", ((Recording.Ended) recording.state()).failure());
        assertEquals(home.resolve("data/recordings/kept.wav"), recording.file());
        assertTrue("octets", Files.size(recording.file()) > 16_000);
        Waiting.until(() -> channels.counters().live() == 0);
    }

    private static Duration length(Recording recording) {
        return switch (recording.state()) {
            case Recording.Running running -> running.length();
            case Recording.Paused paused -> paused.length();
            case Recording.Ended ended -> throw new AssertionError("it has ended: " + ended.failure());
        };
    }

    private void restart(String symbolicName) throws BundleException {
        Bundle bundle = bundle(symbolicName);
        bundle.stop();
        bundle.start();
    }

    /** Calls the new extension until the dialplan has been read again. */
    private static Dialog whenThere(SipPhone ann, RtpEndpoint media) throws InterruptedException {
        var answered = new AtomicReference<Dialog>();
        Waiting.until(() -> {
            try {
                answered.set(
                        ann.call("9301", Sdp.offer(media.address(), Sdp.PCMU)).talk());
                return true;
            } catch (AssertionError notYet) {
                return false;
            }
        });
        return answered.get();
    }
}
