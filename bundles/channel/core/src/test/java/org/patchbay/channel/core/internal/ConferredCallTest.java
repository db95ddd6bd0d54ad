package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patchbay.channel.core.internal.Exchange.PCMU;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.CallEnded;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.Channels;
import org.patchbay.media.ConferenceMember;

/** A call that is in a conference. */
class ConferredCallTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Exchange exchange = new Exchange();
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        exchange.close();
    }

    private Object next() throws InterruptedException {
        Object next = seen.poll(5, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private static void hears(FakeChannel channel, String what) {
        await().untilAsserted(() -> assertThat(channel.media.state).isEqualTo(what));
    }

    private FakeMember member(FakeChannel channel) {
        hears(channel, "in 8801");
        FakeMember member = channel.media.member;
        assertThat(member).isNotNull();
        return member;
    }

    private FakeChannel confers() {
        exchange.table.attach(call -> {
            call.answer();
            call.confer("8801");
            seen.add("left");
        });
        return exchange.call(PCMU);
    }

    @Test
    void staysUntilTheCallerHangsUp() {
        FakeChannel ann = confers();
        hears(ann, "in 8801");
        assertThat(exchange.table.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.snapshot().activity()).isEqualTo("conference"));

        ann.hangsUp(Cause.NORMAL_CLEARING);

        await().untilAsserted(() -> assertThat(exchange.table.calls()).isEmpty());
        assertThat(seen).isEmpty();
    }

    @Test
    void hearsOnWhileItsLogicIsReplaced() throws InterruptedException {
        Channels.Attachment first = exchange.table.attach(call -> {
            call.answer();
            call.confer("8801");
        });
        FakeChannel ann = exchange.call(PCMU);
        FakeMember member = member(ann);

        first.close();
        exchange.table.attach(call -> {
            seen.add("second");
            call.confer("8801");
        });

        assertThat(next()).isEqualTo("second");
        assertThat(member(ann)).isSameAs(member);
        assertThat(member.left).isNotDone();
    }

    @Test
    void entersAndDoesOtherThingsMeanwhile() throws InterruptedException {
        exchange.table.attach(call -> {
            call.answer();
            ConferenceMember member = call.enter("8801");
            seen.add(member.conference() + " " + member.name().equals(call.id()));
            seen.add(call.digit(LONG));
            call.echo();
        });
        FakeChannel ann = exchange.call(PCMU);
        assertThat(next()).isEqualTo("8801 true");
        FakeMember member = member(ann);

        ann.presses('7');

        assertThat(next()).isEqualTo(Optional.of('7'));
        hears(ann, "echo");
        assertThat(member.left).isDone();
    }

    @Test
    void goesOnWithWhoTakesTheCallersPlace() {
        FakeChannel ann = confers();
        FakeMember before = member(ann);

        var desk = new FakeChannel("desk", ann.owner(), Optional.of(PCMU));
        ann.says(new ChannelEvent.ReplacementOffered(ann.id(), desk));

        FakeMember after = member(desk);
        await().untilAsserted(() -> assertThat(ann.told).contains("hangup normal"));
        assertThat(before.left).isDone();
        assertThat(after.left).isNotDone();
        assertThat(seen).isEmpty();
        desk.hangsUp(Cause.NORMAL_CLEARING);
        await().untilAsserted(() -> assertThat(exchange.table.calls()).isEmpty());
    }

    @Test
    void isClearedWhenTheConferenceIsFull() throws InterruptedException {
        exchange.table.attach(call -> {
            call.answer();
            try {
                call.confer("full");
            } catch (CallEnded ended) {
                seen.add(ended.why());
                throw ended;
            }
        });
        FakeChannel ann = exchange.call(PCMU);

        assertThat(next()).isEqualTo(Cause.NO_CIRCUIT);
        await().untilAsserted(() -> assertThat(ann.told).contains("hangup no-circuit"));
    }

    @Test
    void isClearedWhenItsSoundFails() {
        FakeChannel ann = confers();

        member(ann).left.completeExceptionally(new IllegalStateException("broken, as the test wants"));

        await().untilAsserted(() -> assertThat(ann.told).contains("hangup temporary-failure"));
    }

    @Test
    void mustHaveBeenAnswered() {
        exchange.table.attach(call -> call.confer("8801"));

        FakeChannel ann = exchange.call(PCMU);

        await().untilAsserted(() -> assertThat(ann.told).contains("hangup temporary-failure"));
    }
}
