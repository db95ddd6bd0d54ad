package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.patchbay.media.MediaSession.Digit;

class DigitDeliveryTest {
    private final List<Integer> delivered = new CopyOnWriteArrayList<>();

    @Test
    void bringsDigitsInOrder() {
        DigitDelivery delivery = new DigitDelivery(digit -> delivered.add(digit.millis()));

        for (int i = 0; i < 500; i++) {
            int before = i;
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> before - delivered.size() < DigitDelivery.MOST_WAITING);
            delivery.accept(new Digit('1', i));
        }

        await().until(() -> delivered.size() == 500);
        assertThat(delivered).isEqualTo(IntStream.range(0, 500).boxed().toList());
    }

    @Test
    void goesOnAfterAListenerThatThrows() {
        DigitDelivery delivery = new DigitDelivery(digit -> {
            if (digit.millis() == 0) throw new IllegalStateException("thrown by the test");
            delivered.add(digit.millis());
        });
        delivery.accept(new Digit('1', 0));
        delivery.accept(new Digit('1', 1));

        await().until(() -> delivered.equals(List.of(1)));
    }

    @Test
    void keepsSoManyForASlowListenerAndDropsTheRest() {
        CountDownLatch slow = new CountDownLatch(1);
        DigitDelivery delivery = new DigitDelivery(digit -> {
            try {
                slow.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            delivered.add(digit.millis());
        });
        for (int i = 0; i < 1000; i++) delivery.accept(new Digit('1', i));
        slow.countDown();

        await().until(() -> delivered.size() == DigitDelivery.MOST_WAITING);
        delivery.accept(new Digit('1', 1000));
        await().until(() -> delivered.contains(1000));
        assertThat(delivered).hasSize(DigitDelivery.MOST_WAITING + 1);
    }
}
