package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.server.Phones;

/**
 * Somebody who only wants to telephone while others attack the server: one talk is up all the time and loses no packet,
 * and over and over he registers and calls, over UDP and over the transport that is under attack.
 */
final class Innocent {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Innocent() {}

    /** Does so until the attack is over, and at least once. */
    static void telephonesDuring(Callable<?> attack, Wire attacked, Phones phones) throws Exception {
        SipPhone caller = phones.registered();
        EchoTalk talk = EchoTalk.begin(caller, phones);
        int times = 0;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> running = executor.submit(attack);
            do {
                for (Wire wire : wires(attacked)) registerAndCall(phones.over(wire), phones);
                times++;
            } while (!running.isDone());
            running.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        talk.close();
        assertThat(times).isPositive();
    }

    private static List<Wire> wires(Wire attacked) {
        List<Wire> wires = new ArrayList<>(List.of(Wire.UDP));
        if (attacked != Wire.UDP) wires.add(attacked);
        return wires;
    }

    private static void registerAndCall(SipPhone phone, Phones phones) {
        phone.register();
        try (var media = phones.media()) {
            phone.call("9196", Sdp.offer(media.address(), Sdp.PCMU)).talk().bye();
        }
        phone.register(0);
    }
}
