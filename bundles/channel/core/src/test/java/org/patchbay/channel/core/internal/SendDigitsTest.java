package org.patchbay.channel.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.patchbay.channel.core.internal.Exchange.PCMU;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application that presses keys for the caller. */
class SendDigitsTest {
    private final Exchange exchange = new Exchange();

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void pressesTheKeysForTheCaller() {
        exchange.table.attach(call -> {
            call.answer();
            call.sendDigits("12#");
            call.echo();
        });

        FakeChannel ann = exchange.call(PCMU);

        await().untilAsserted(() -> assertThat(ann.media().state).isEqualTo("echo"));
        assertThat(ann.media().pressed).hasToString("12#");
    }

    @Test
    void refusesBeforeTheCallIsAnswered() {
        var refused = new CompletableFuture<String>();
        exchange.table.attach(call -> {
            try {
                call.sendDigits("1");
            } catch (IllegalStateException notAnswered) {
                refused.complete(notAnswered.getMessage());
            }
        });

        FakeChannel ann = exchange.call(PCMU);

        assertThat(refused.orTimeout(5, TimeUnit.SECONDS).join()).contains("has not been answered");
        assertThat(ann.media().pressed).isEmpty();
    }
}
