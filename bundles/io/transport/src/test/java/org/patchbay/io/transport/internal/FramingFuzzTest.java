package org.patchbay.io.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.io.transport.internal.Framing.Frame;

/** Random bytes and mutated streams; the seeds stand here, so a failure comes again. */
class FramingFuzzTest {
    private static final int ROUNDS = Integer.getInteger("patchbay.fuzz.rounds", 5_000);
    private static final int LONGEST = 2000;
    private static final byte[] UPGRADE =
            Bench.bytes("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Protocol: sip\r\n\r\n");

    private static Framing webSocket() {
        return new WebSocketFraming(new Settings.WebSocket("", Set.of("*"), 0, 1000), LONGEST);
    }

    /** Feeds {@code bytes} in random pieces as a connection would, and checks what no input may break. */
    private static List<Frame> feed(Framing framing, byte[] bytes, Random random) {
        var inbox = new Inbox();
        var frames = new ArrayList<Frame>();
        var receiver = new Recorder();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(400));
            inbox.append(Unpooled.wrappedBuffer(bytes, at, length));
            at += length;
            for (int steps = 0; ; steps++) {
                assertThat(steps).isLessThan(bytes.length + 2);
                var frame = framing.next(inbox, receiver);
                if (frame instanceof Frame.More) break;
                frames.add(frame);
                if (!(frame instanceof Frame.Message(var message))) {
                    if (frame instanceof Frame.Answer) continue;
                    return frames;
                }
                assertThat(message.length).isLessThanOrEqualTo(LONGEST);
            }
            // what waits is bounded: a message, its head, and one piece
            assertThat(inbox.length()).isLessThanOrEqualTo(Upgrade.LONGEST + 400);
        }
        return frames;
    }

    @Test
    void randomBytesNeverBreakAWebSocket() {
        var random = new Random(1);
        int ended = 0;
        for (int i = 0; i < ROUNDS; i++) {
            var bytes = new byte[random.nextInt(600)];
            random.nextBytes(bytes);
            var framing = webSocket();
            feed(framing, UPGRADE, random);
            assertThat(framing.ready()).isTrue();
            if (feed(framing, bytes, random).stream().anyMatch(Frame.Refused.class::isInstance)) ended++;
        }
        assertThat(ended).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void mutatedFramesNeverBreakAWebSocketNorMakeAMessageOfOtherBytes() {
        var random = new Random(2);
        for (int i = 0; i < ROUNDS; i++) {
            var framing = webSocket();
            feed(framing, UPGRADE, random);
            var stream = new java.io.ByteArrayOutputStream();
            for (int frames = random.nextInt(6); frames >= 0; frames--) {
                int first = random.nextInt(4) == 0 ? random.nextInt(256) : 0x80 | 1 + random.nextInt(2);
                var payload = new byte[random.nextInt(3) == 0 ? random.nextInt(2500) : random.nextInt(130)];
                java.util.Arrays.fill(payload, (byte) 'x');
                stream.writeBytes(WebSocketTest.frame(first, payload));
            }
            var bytes = stream.toByteArray();
            if (random.nextBoolean()) bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(feed(framing, bytes, random))
                    .allSatisfy(each -> assertThat(each).isNotNull());
        }
    }

    @Test
    void mutatedUpgradesAreAnsweredOrWaitedFor() {
        var random = new Random(3);
        for (int i = 0; i < ROUNDS; i++) {
            var bytes = UPGRADE.clone();
            for (int n = random.nextInt(4); n >= 0; n--)
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            var frames = feed(webSocket(), bytes, random);
            assertThat(frames).allSatisfy(each -> {
                if (each instanceof Frame.Refused refused) {
                    assertThat(Bench.text(refused.bytes())).matches("(?s)(HTTP/1.1 4|\\x88).*");
                }
            });
        }
    }

    @Test
    void mutatedStreamsNeverBreakTheCutting() {
        var random = new Random(4);
        for (int i = 0; i < ROUNDS; i++) {
            var stream = new java.io.ByteArrayOutputStream();
            for (int n = random.nextInt(5); n >= 0; n--) {
                stream.writeBytes(Bench.message("b".repeat(random.nextInt(300))));
                stream.writeBytes(Bench.bytes("\r\n\r\n".substring(random.nextInt(5))));
            }
            var bytes = stream.toByteArray();
            for (int n = random.nextInt(3); n > 0; n--)
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            assertThat(feed(new StreamFraming(LONGEST), bytes, random))
                    .allSatisfy(each -> assertThat(each).isNotNull());
        }
    }

    @Test
    void pongsAreNeverMoreThanPings() { // RFC 5626 section 3.5.1
        var random = new Random(5);
        for (int i = 0; i < ROUNDS; i++) {
            var bytes = new byte[random.nextInt(40)];
            for (int n = 0; n < bytes.length; n++) bytes[n] = (byte) (random.nextInt(3) == 0 ? '\n' : '\r');
            if (random.nextBoolean()) bytes = Bench.bytes("\r\n".repeat(bytes.length));
            int pongs = 0;
            for (var each : feed(new StreamFraming(LONGEST), bytes, random)) {
                if (each instanceof Frame.Answer(var answer)) pongs += answer.length / 2;
            }
            assertThat(pongs).isLessThanOrEqualTo(bytes.length / 4);
        }
    }
}
