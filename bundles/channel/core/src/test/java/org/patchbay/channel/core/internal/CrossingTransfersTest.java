package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patchbay.channel.core.internal.Exchange.BEN;
import static org.patchbay.channel.core.internal.Exchange.PCMU;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.patchbay.channel.Cause;
import org.patchbay.channel.TransferTarget;
import org.patchbay.channel.Transferor;

/** Transfers, answers and hang-ups at once: whatever comes first, no leg is left behind and every call ends. */
final class CrossingTransfersTest {
    private static final Transferor BY = new Transferor("1002", "internal", Optional.empty());

    private final Exchange exchange = new Exchange();
    private final List<FakeChannel> all = new ArrayList<>();

    @AfterEach
    void close() {
        exchange.close();
    }

    private record Talk(FakeChannel caller, FakeChannel called) {}

    private Talk talk() throws InterruptedException {
        FakeChannel caller = exchange.call(PCMU);
        FakeChannel called = exchange.nextRinging();
        called.answers(PCMU);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(caller.told).contains("answer"));
        all.addAll(List.of(caller, called));
        return new Talk(caller, called);
    }

    private static void atOnce(Runnable... deeds) throws InterruptedException {
        var ready = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (Runnable deed : deeds) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    ready.await();
                } catch (InterruptedException stopped) {
                    return;
                }
                deed.run();
            }));
        }
        ready.countDown();
        for (Thread thread : threads) thread.join();
    }

    /** Hangs up one phone after the other while there is a call, and sees that the server has told all others. */
    private void hangUp() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            exchange.ringing.drainTo(all);
            boolean calls = !exchange.table.calls().isEmpty();
            if (calls) {
                all.stream()
                        .filter(FakeChannel::live)
                        .findFirst()
                        .ifPresent(phone -> phone.hangsUp(Cause.NORMAL_CLEARING));
            }
            assertThat(calls).isFalse();
        });
        await().untilAsserted(() -> assertThat(all).noneMatch(FakeChannel::live));
        var counters = exchange.table.counters();
        assertThat(counters.cleared()).isEqualTo(counters.offered());
    }

    @RepeatedTest(20)
    void endsCallsWhoseLegsGoAcross() throws InterruptedException {
        exchange.table.attach(call -> call.dial(BEN, Duration.ofSeconds(30)));
        exchange.register("phone");
        Talk first = talk();
        Talk second = talk();

        atOnce(
                () -> first.called().transfers(new TransferTarget.PlaceOf(second.caller()), BY),
                () -> second.called().transfers(new TransferTarget.PlaceOf(first.caller()), BY),
                () -> first.caller().hangsUp(Cause.NORMAL_CLEARING));

        hangUp();
    }

    @RepeatedTest(20)
    void endsCallsThatAreTransferredWhileSomebodyHangsUp() throws InterruptedException {
        exchange.table.attach(call -> call.dial(BEN, Duration.ofSeconds(30)));
        exchange.register("phone");
        Talk talk = talk();

        atOnce(
                () -> talk.called().transfers(new TransferTarget.Number("1002"), BY),
                () -> talk.caller().hangsUp(Cause.NORMAL_CLEARING),
                () -> talk.called().hangsUp(Cause.NORMAL_CLEARING));

        hangUp();
    }

    @RepeatedTest(20)
    void endsCallsOfWhichBothSidesAreTransferred() throws InterruptedException {
        exchange.table.attach(call -> call.dial(BEN, Duration.ofSeconds(30)));
        exchange.register("phone");
        Talk talk = talk();

        atOnce(
                () -> talk.called().transfers(new TransferTarget.Number("1002"), BY),
                () -> talk.caller().transfers(new TransferTarget.Number("1002"), BY),
                () -> exchange.ringing.forEach(phone -> phone.hangsUp(Cause.USER_BUSY)));

        hangUp();
    }
}
