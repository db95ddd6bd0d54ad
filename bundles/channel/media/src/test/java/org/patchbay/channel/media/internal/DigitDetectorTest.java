package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.media.MediaSession.Digit;

class DigitDetectorTest {
    private static final long FRAME_NANOS = 20_000_000;

    private final List<Digit> digits = new ArrayList<>();
    private long nowNanos = Long.MAX_VALUE - FRAME_NANOS; // nanoTime may wrap
    private final DigitDetector detector = new DigitDetector(8000, digits::add, new MediaClock(), () -> nowNanos);

    @Test
    void reportsAPressOnceAlthoughItsEndIsSentThreeTimes() { // RFC 4733 section 2.5.1.4
        press(1000, 5, 160, 320, 480);
        assertThat(digits).isEmpty();

        end(1000, 5, 640);
        end(1000, 5, 640);
        end(1000, 5, 640);

        assertThat(digits).containsExactly(new Digit('5', 80));
    }

    @Test
    void reportsTheSameKeyPressedTwice() {
        press(1000, 5, 160);
        end(1000, 5, 320);
        press(5000, 5, 160);
        end(5000, 5, 480);

        assertThat(digits).containsExactly(new Digit('5', 40), new Digit('5', 60));
    }

    @Test
    void reportsAPressOfWhichOnlyTheEndCame() {
        end(1000, 11, 800);

        assertThat(digits).containsExactly(new Digit('#', 100));
    }

    @Test
    void reportsAPressWhoseEndIsLostAfterSomeSilence() {
        press(1000, 5, 160, 320, 480);
        nowNanos += DigitDetector.SILENCE_NANOS - FRAME_NANOS;
        assertThat(detector.tick(nowNanos)).isTrue();
        assertThat(digits).isEmpty();

        nowNanos += FRAME_NANOS;
        assertThat(detector.tick(nowNanos)).isFalse();
        assertThat(digits).containsExactly(new Digit('5', 60));

        end(1000, 5, 640); // it was only late
        assertThat(digits).hasSize(1);
    }

    @Test
    void reportsAPressWhoseEndIsLostWhenTheNextBegins() {
        press(1000, 5, 160, 320);
        press(9000, 6, 160);
        end(9000, 6, 320);

        assertThat(digits).containsExactly(new Digit('5', 40), new Digit('6', 40));
    }

    @Test
    void ignoresPacketsThatTheNextPressHasOvertaken() {
        press(1000, 5, 160);
        end(1000, 5, 320);
        press(4000, 6, 160);
        end(1000, 5, 320);
        end(4000, 6, 320);

        assertThat(digits).containsExactly(new Digit('5', 40), new Digit('6', 40));
    }

    @Test
    void takesTheLongestDurationOfReorderedPackets() {
        press(1000, 5, 480, 160);
        end(1000, 5, 320);

        assertThat(digits).containsExactly(new Digit('5', 60));
    }

    @Test
    void reportsAKeyHeldForLongOnce() { // RFC 4733 section 2.5.1.3
        press(1000, 5, 160, 65_535);
        press(1000 + 65_535, 5, 160, 8000);
        assertThat(digits).isEmpty();
        end(1000 + 65_535, 5, 14_465);

        assertThat(digits).containsExactly(new Digit('5', 10_000));
    }

    @Test
    void reportsPressesOfANewSourceWhateverItsClock() {
        end(9000, 5, 320);
        send(EventPacket.of(99, 10, 6, true, 320));

        assertThat(digits).containsExactly(new Digit('5', 40), new Digit('6', 40));
    }

    @Test
    void reportsPressesAcrossTheTurnOfTheTimestamp() {
        end(-100, 5, 320);
        end(700, 6, 320);
        end(-100, 5, 320);

        assertThat(digits).containsExactly(new Digit('5', 40), new Digit('6', 40));
    }

    @Test
    void watchesTheNextPressAfterOneThatFellSilent() {
        press(1000, 5, 160);
        nowNanos += DigitDetector.SILENCE_NANOS;
        detector.tick(nowNanos);
        press(50_000, 6, 160);
        nowNanos += DigitDetector.SILENCE_NANOS;
        detector.tick(nowNanos);

        assertThat(digits).containsExactly(new Digit('5', 20), new Digit('6', 20));
    }

    private void press(int timestamp, int event, int... durations) {
        for (int duration : durations) send(EventPacket.of(timestamp, event, false, duration));
    }

    private void end(int timestamp, int event, int duration) {
        send(EventPacket.of(timestamp, event, true, duration));
    }

    private void send(byte[] packet) {
        nowNanos += FRAME_NANOS;
        detector.received(ByteBuffer.wrap(packet).asReadOnlyBuffer());
    }
}
