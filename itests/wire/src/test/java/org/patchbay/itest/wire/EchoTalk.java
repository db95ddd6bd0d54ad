package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.itest.server.Phones;

/** A call in echo in which the caller speaks all the time, and hears himself. */
final class EchoTalk implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final Dialog dialog;
    private final RtpEndpoint media;
    private final Thread speaker;
    private volatile boolean ending;
    private volatile int spoken;

    private EchoTalk(Dialog dialog, RtpEndpoint media) {
        this.dialog = dialog;
        this.media = media;
        InetSocketAddress server = dialog.remoteSdp().rtp();
        media.speakUntilHeard(0, server, media);
        media.hear(Integer.MAX_VALUE, Duration.ofMillis(200));
        speaker = Thread.ofPlatform().daemon().start(() -> speak(server));
    }

    static EchoTalk begin(SipPhone caller, Phones phones) {
        RtpEndpoint media = phones.media();
        return new EchoTalk(
                caller.call("9196", Sdp.offer(media.address(), Sdp.PCMU)).talk(), media);
    }

    private void speak(InetSocketAddress server) {
        for (long due = System.nanoTime(); !ending; due += INTERVAL.toNanos()) {
            LockSupport.parkNanos(due - System.nanoTime());
            media.speak(0, server);
            spoken++;
        }
    }

    /** Falls silent without hanging up, as a phone does that was unplugged. */
    void unplug() throws InterruptedException {
        ending = true;
        speaker.join();
    }

    /** Hangs up; fails when a packet was lost or the server had ended the call. */
    @Override
    public void close() throws InterruptedException {
        unplug();
        assertThat(media.hear(spoken, SILENCE)).as("packets heard").hasSize(spoken);
        dialog.bye();
    }
}
