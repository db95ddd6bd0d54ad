package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patchbay.channel.core.internal.Exchange.BEN;
import static org.patchbay.channel.core.internal.Exchange.PCMU;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.media.Direction;

/** Phones that send nothing any more. */
class MediaTimeoutTest {
    private static final Duration LIMIT = Duration.ofMillis(40);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Exchange exchange = new Exchange(100, Duration.ofSeconds(5), LIMIT);
    private FakeChannel ann;
    private FakeChannel ben;

    @BeforeEach
    void talk() throws InterruptedException {
        exchange.register("ben");
        exchange.table.attach(call -> call.dial(BEN, Duration.ofSeconds(30)));
        ann = exchange.call(PCMU);
        ben = exchange.nextRinging();
        ben.answers(PCMU);
        await().until(() -> ann.told.contains("answer"));
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void clearsACallOneOfWhosePhonesIsGone() {
        ben.media.silence = LONG;

        await().untilAsserted(() -> assertThat(ann.told).contains("hangup " + Cause.MEDIA_TIMEOUT.label()));
        assertThat(ben.told).contains("hangup " + Cause.MEDIA_TIMEOUT.label());
        await().until(exchange.table.calls()::isEmpty);
    }

    @Test
    void leavesACallAloneThatIsHeard() {
        staysUp();
    }

    @Test
    void leavesACallAloneThatIsOnHold() {
        ann.offers(PCMU.with(Direction.SENDONLY));
        await().until(() -> ben.told.contains("offer"));
        ben.changes(PCMU.with(Direction.RECVONLY));
        await().until(() -> ann.told.contains("accept"));
        ann.media.silence = LONG;
        ben.media.silence = LONG;

        staysUp();
    }

    @Test
    void leavesACallAloneThatStillRings() throws InterruptedException {
        FakeChannel other = exchange.call(PCMU);
        exchange.nextRinging().media.silence = LONG;
        other.media.silence = LONG;

        staysUp();
        assertThat(other.told).doesNotContain("hangup " + Cause.MEDIA_TIMEOUT.label());
    }

    private void staysUp() {
        await().during(LIMIT.multipliedBy(5))
                .until(() -> ann.told.stream().noneMatch(word -> word.startsWith("hangup")));
    }
}
