package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.channel.core.internal.Exchange.BEN;
import static org.patchbay.channel.core.internal.Exchange.PCMU;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.Cause;
import org.patchbay.channel.DialResult;

/** Devices that several bindings lead to, and calls for one device. */
class DevicesTest {
    private final BlockingQueue<DialResult> results = new LinkedBlockingQueue<>();
    private final Exchange exchange = new Exchange();

    @BeforeEach
    void dialsBen() {
        exchange.table.attach(call -> results.add(call.dial(BEN, Duration.ofSeconds(5))));
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void ringsADeviceByItsNewestWayOnly() throws InterruptedException { // RFC 5626 section 5.3
        exchange.registerWays("desk", "old", "new");
        exchange.registerWays("mobile", "wifi");

        exchange.call(PCMU);

        assertThat(exchange.nextRinging().id()).endsWith("wifi");
        assertThat(exchange.nextRinging().id()).endsWith("new");
        assertThat(exchange.ringing.poll(20, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void triesTheNextWayWhenNobodyIsAtTheFirst() throws InterruptedException { // RFC 5626 section 5.3
        exchange.registerWays("desk", "old", "new");
        exchange.call(PCMU);

        exchange.nextRinging().hangsUp(Cause.DESTINATION_OUT_OF_ORDER);

        var old = exchange.nextRinging();
        assertThat(old.id()).endsWith("old");
        old.hangsUp(Cause.NO_USER_RESPONDING);
        assertThat(results.poll(5, TimeUnit.SECONDS)).isEqualTo(new DialResult.Refused(Cause.NO_USER_RESPONDING));
    }

    @Test
    void doesNotRingADeviceAgainThatIsBusy() throws InterruptedException {
        exchange.registerWays("desk", "old", "new");
        exchange.call(PCMU);

        exchange.nextRinging().hangsUp(Cause.USER_BUSY);

        assertThat(results.poll(5, TimeUnit.SECONDS)).isEqualTo(new DialResult.Refused(Cause.USER_BUSY));
    }

    @Test
    void ringsTheOneDeviceThatTheCallerWants() throws InterruptedException { // RFC 5627 section 5.4
        exchange.registerWays("desk", "old");
        exchange.registerWays("mobile", "wifi");
        exchange.device = Optional.of("desk");

        exchange.call(PCMU);

        assertThat(exchange.nextRinging().id()).endsWith("old");
        assertThat(exchange.ringing.poll(20, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void findsNobodyWhenTheOneDeviceIsAway() throws InterruptedException { // RFC 5627 section 5.4
        exchange.registerWays("mobile", "wifi");
        exchange.device = Optional.of("desk");

        exchange.call(PCMU);

        assertThat(results.poll(5, TimeUnit.SECONDS)).isEqualTo(new DialResult.Unreachable());
    }
}
