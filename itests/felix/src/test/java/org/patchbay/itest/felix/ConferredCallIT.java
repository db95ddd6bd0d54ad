package org.patchbay.itest.felix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;

import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.inject.Inject;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.patchbay.channel.Channels;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.rtp.G711;
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.itest.rtp.RtpEndpoint.Heard;
import org.patchbay.itest.rtp.RtpPacket;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.ConferenceMember;
import org.patchbay.media.Conferences;

/** All that runs a conference's calls is stopped and started while people talk. */
public class ConferredCallIT extends CallingTest {
    private static final short LOUD = 9000;

    @Inject
    private Channels channels;

    @Inject
    private Conferences conferences;

    private int sequence;

    @Test
    public void peopleTalkOnWhileWhatBroughtThemTogetherIsReplaced() throws Exception {
        context.registerService(AudioCodec.class, new MuLawCodec(), new Hashtable<>());
        RtpEndpoint annsMedia = telephones.media();
        RtpEndpoint bensMedia = telephones.media();
        Dialog ann = enter("1001", annsMedia);
        Dialog ben = enter("1002", bensMedia);
        Waiting.until(() -> members().size() == 2);
        List<ConferenceMember> before = members();
        List<CompletableFuture<Void>> left = before.stream()
                .map(member -> member.left().toCompletableFuture())
                .toList();
        before.get(1).mute(true);
        talkUntilHeard(annsMedia, ann, bensMedia);
        int source = next(bensMedia).ssrc();

        restart("org.patchbay.feature.confer");
        restart("org.patchbay.application.host");
        restart("org.patchbay.pbx.core");
        restart("org.patchbay.pbx.files");

        bensMedia.forget();
        talkUntilHeard(annsMedia, ann, bensMedia);
        assertEquals(source, next(bensMedia).ssrc());
        assertSame(before.get(0), members().get(0));
        assertSame(before.get(1), members().get(1));
        for (CompletableFuture<Void> one : left) assertFalse(one.isDone());
        ann.bye();
        Waiting.until(() -> members().equals(before.subList(1, 2)));
        ben.bye();
        Waiting.until(() -> conferences.all().isEmpty() && channels.counters().live() == 0);
    }

    private Dialog enter(String number, RtpEndpoint media) {
        return telephones
                .phone(number)
                .register()
                .call("8801", Sdp.offer(media.address(), Sdp.PCMU))
                .talk();
    }

    private List<ConferenceMember> members() {
        return conferences.all().stream()
                .flatMap(conference -> conference.members().stream())
                .toList();
    }

    private void restart(String symbolicName) throws BundleException {
        Bundle bundle = bundle(symbolicName);
        bundle.stop();
        bundle.start();
    }

    private void talkUntilHeard(RtpEndpoint from, Dialog dialog, RtpEndpoint by) throws InterruptedException {
        Waiting.until(() -> {
            sequence++;
            byte[] payload = G711.toMuLaw(buzz());
            from.send(
                    new RtpPacket(0, false, sequence, sequence * 160L, 0x1234567, payload).bytes(),
                    dialog.remoteSdp().rtp());
            return by.hear(Duration.ofMillis(18))
                    .filter(packet -> loud(packet.rtp()))
                    .isPresent();
        });
    }

    private static short[] buzz() {
        short[] samples = new short[160];
        for (int i = 0; i < samples.length; i++) samples[i] = i % 16 < 8 ? LOUD : -LOUD;
        return samples;
    }

    private static boolean loud(RtpPacket packet) {
        short[] samples = G711.decode(packet);
        return samples.length == 160 && Math.abs(samples[80]) > LOUD / 2;
    }

    private static RtpPacket next(RtpEndpoint media) {
        return media.hear(Duration.ofSeconds(5)).map(Heard::rtp).orElseThrow(() -> new AssertionError("silence"));
    }
}
