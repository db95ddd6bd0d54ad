package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession.Digit;

class KeySenderTest {
    private static final Codec EVENTS = new Codec(96, "telephone-event", 8000, 1, "0-15");

    private final RecordedPort port = new RecordedPort();
    private final RtpWriter writer = new RtpWriter(new Random(1));
    private final MediaClock clock = new MediaClock();
    private final KeySender sender = new KeySender(port, writer, clock);
    private long nowNanos = 1;

    @Test
    void sendsAPacketEvery20MillisecondsAndTheEndThreeTimes() { // RFC 4733 sections 2.5.1.2 and 2.5.1.4
        agree(Direction.SENDRECV, EVENTS);
        sender.press(new Digit('#', 100));
        tickUntilDone();

        assertThat(port.sent).hasSize(7).allMatch(packet -> packet.payloadType() == 96 && packet.payload()[0] == 11);
        assertThat(port.sent)
                .extracting(packet -> ByteBuffer.wrap(packet.payload()).getShort(2))
                .containsExactly(
                        (short) 160, (short) 320, (short) 480, (short) 640, (short) 800, (short) 800, (short) 800);
        assertThat(port.sent)
                .extracting(packet -> packet.payload()[1] < 0)
                .containsExactly(false, false, false, false, true, true, true);
    }

    @Test
    void marksTheFirstPacketAndKeepsTheTimestampOfThePress() { // RFC 4733 section 2.5.1.2
        agree(Direction.SENDRECV, EVENTS);
        sender.press(new Digit('1', 60));
        tickUntilDone();

        assertThat(port.sent).extracting(Sent::marker).containsExactly(true, false, false, false, false);
        assertThat(port.sent)
                .extracting(Sent::timestamp)
                .containsOnly(port.sent.getFirst().timestamp());
        assertThat(port.sent.getLast().sequence() - port.sent.getFirst().sequence() & 0xFFFF)
                .isEqualTo(4);
    }

    @Test
    void goesOnWithTheStreamOfThePromptBefore() {
        agree(Direction.SENDRECV, EVENTS);
        ByteBuffer packet = ByteBuffer.allocate(RtpWriter.HEADER_OCTETS);
        writer.next(org.patchbay.media.Codec.PCMU, nowNanos, packet);
        Sent prompt = Sent.of(packet.flip());
        sender.press(new Digit('1', 60));
        tickUntilDone();

        Sent first = port.sent.getFirst();
        assertThat(first.source()).isEqualTo(prompt.source());
        assertThat(first.sequence()).isEqualTo(prompt.sequence() + 1 & 0xFFFF);
        assertThat(first.timestamp()).isEqualTo(prompt.timestamp() + 160);
    }

    @Test
    void pressesEachOfAThousandKeysOnce() {
        agree(Direction.SENDRECV, EVENTS);
        List<Character> heard = new ArrayList<>();
        var detector = new DigitDetector(8000, digit -> heard.add(digit.digit()), clock, () -> nowNanos);
        List<Character> pressed = new ArrayList<>();
        Random random = new Random(4733);
        for (int i = 0; i < 1000; i++) {
            char key = "0123456789*#ABCD".charAt(random.nextInt(16));
            pressed.add(key);
            sender.press(new Digit(key, 40));
            tickUntilDone();
        }

        port.sent.forEach(packet -> detector.received(packet(packet)));

        assertThat(heard).isEqualTo(pressed);
    }

    @Test
    void keepsKeysApartWhenTicksThatCameLateAreMadeUpFor() {
        agree(Direction.SENDRECV, EVENTS);
        sender.press(new Digit('7', 80));
        sender.press(new Digit('7', 80));
        nowNanos += MediaClock.TICK_NANOS;
        while (sender.tick(nowNanos)) nowNanos += 1_000_000;

        int released = port.sent.getFirst().timestamp() + 640;
        assertThat(port.sent.getLast().timestamp()).isEqualTo(released + 3 * 160);
    }

    @Test
    void refusesToPressForAPeerThatDidNotAgree() {
        agree(Direction.SENDRECV, Codec.PCMA);
        assertThatThrownBy(() -> sender.press(new Digit('1', 100))).isInstanceOf(UnsupportedOperationException.class);

        agree(Direction.SENDONLY, EVENTS); // RFC 3264 section 8.4
        assertThatThrownBy(() -> sender.press(new Digit('1', 100))).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refusesWhatIsNoKeyAndMoreThanCanWait() {
        agree(Direction.SENDRECV, EVENTS);
        assertThatThrownBy(() -> sender.press(new Digit('x', 100))).isInstanceOf(IllegalArgumentException.class);

        for (int i = 0; i < KeySender.MOST_WAITING; i++) sender.press(new Digit('1', 100));
        assertThatThrownBy(() -> sender.press(new Digit('1', 100))).isInstanceOf(IllegalStateException.class);
    }

    private void agree(Direction direction, Codec second) {
        MediaFormat format = new MediaFormat(List.of(Codec.PCMU, second), direction);
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", 4000);
        sender.agreed(new MediaDescription(address, address, format), format);
    }

    private void tickUntilDone() {
        do nowNanos += MediaClock.TICK_NANOS;
        while (sender.tick(nowNanos));
    }

    private static ByteBuffer packet(Sent sent) {
        return ByteBuffer.allocate(16)
                .putShort((short) (0x8000 | sent.payloadType()))
                .putShort((short) sent.sequence())
                .putInt(sent.timestamp())
                .putInt(sent.source())
                .put(sent.payload())
                .flip();
    }
}
