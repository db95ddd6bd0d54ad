package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.Waiting;

/**
 * Somebody who only wants to telephone while others attack the server: one talk is up all the time and loses no packet,
 * and over and over he registers and calls, over UDP and over the transport that is under attack.
 */
final class Innocent {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    // whoever sends as fast as he can is no innocent
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Innocent() {}

    /** Does so until the attack is over, and at least once. */
    static void telephonesDuring(Callable<?> attack, Wire attacked, Phones phones) throws Exception {
        EchoTalk talk = EchoTalk.begin(phones.registered(), phones);
        List<SipPhone> telephones = phones(attacked, phones);
        int times = 0;
        try (RtpEndpoint media = phones.media();
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> running = executor.submit(attack);
            do {
                for (SipPhone phone : telephones) registerAndCall(phone, media);
                times++;
                Waiting.pause(PAUSE);
            } while (!running.isDone());
            running.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        talk.close();
        assertThat(times).isPositive();
    }

    private static List<SipPhone> phones(Wire attacked, Phones phones) {
        SipPhone usual = phones.over(Wire.UDP);
        return attacked == Wire.UDP ? List.of(usual) : List.of(usual, phones.over(attacked));
    }

    private static void registerAndCall(SipPhone phone, RtpEndpoint media) {
        phone.register();
        phone.call("9196", Sdp.offer(media.address(), Sdp.PCMU)).talk().bye();
        phone.register(0);
    }
}
