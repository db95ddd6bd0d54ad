package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patchbay.channel.core.internal.Exchange.BEN;
import static org.patchbay.channel.core.internal.Exchange.PCMU;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.channel.Diversion;
import org.patchbay.channel.Diversion.Reason;
import org.patchbay.channel.Origin;
import org.patchbay.channel.Party;

/** Calls that somebody has sent on, and who is reached in the end. */
class DiversionTest {
    private static final Diversion ONCE = new Diversion(new Party("1005", ""), Reason.BUSY, 1);

    private final Exchange exchange = new Exchange();

    @AfterEach
    void close() {
        exchange.close();
    }

    private void dialsBen() {
        exchange.register("phone");
        exchange.table.attach(call -> call.dial(BEN, Duration.ofSeconds(5)));
    }

    @Test
    void tellsWhomItRingsWhoHasDivertedTheCall() throws InterruptedException {
        dialsBen();
        exchange.diversions = List.of(ONCE);

        exchange.call(PCMU);

        exchange.nextRinging();
        assertThat(exchange.origins.take()).isEqualTo(new Origin(new Party("1001", "Ann"), List.of(ONCE)));
    }

    @Test
    void clearsACallThatGoesInACircle() { // RFC 5806 section 5.3, Q.850 cause 25
        exchange.diversions = List.of(new Diversion(ONCE.by(), Reason.BUSY, 10), ONCE);

        FakeChannel ann = exchange.call(PCMU);

        await().untilAsserted(
                        () -> assertThat(ann.told).containsExactly("hangup " + Cause.EXCHANGE_ROUTING_ERROR.label()));
        assertThat(exchange.table.calls()).isEmpty();
    }

    @Test
    void takesACallThatWasDivertedAsOftenAsAllowed() throws InterruptedException {
        dialsBen();
        exchange.diversions = Collections.nCopies(Diversion.LIMIT, ONCE);

        exchange.call(PCMU);

        assertThat(exchange.nextRinging().id()).endsWith("phone");
    }

    @Test
    void tellsTheCallerWhoWasReached() throws InterruptedException {
        dialsBen();
        FakeChannel ann = exchange.call(PCMU);
        FakeChannel ben = exchange.nextRinging();

        ben.rings();
        await().untilAsserted(() -> assertThat(ann.connected).containsExactly(new Party("1002", "")));
        ben.reaches(new Party("1009", "Cat"));
        ben.answers(PCMU);

        await().untilAsserted(() -> assertThat(ann.connected).contains(new Party("1009", "Cat")));
    }
}
