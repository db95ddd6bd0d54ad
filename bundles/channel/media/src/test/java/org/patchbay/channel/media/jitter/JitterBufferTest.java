package org.patchbay.channel.media.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.patchbay.channel.media.jitter.JitterBuffer.Next;

/** Arrivals in virtual time: a packet of 160 units is played each 20 ms. */
class JitterBufferTest {
    private static final long MILLI = 1_000_000;
    private static final int FRAME = 160;

    private final JitterBuffer buffer = new JitterBuffer(8000, Duration.ofMillis(20), Duration.ofMillis(200));
    private final TreeMap<Long, List<byte[]>> network = new TreeMap<>();
    private final List<String> heard = new ArrayList<>();
    private long now;

    /** Has a packet arrive at that millisecond. */
    private void at(double millis, int sequence, int timestamp, int source) {
        network.computeIfAbsent((long) (millis * MILLI), _ -> new ArrayList<>())
                .add(packet(sequence, timestamp, source));
    }

    private static byte[] packet(int sequence, int timestamp, int source) {
        return ByteBuffer.allocate(12 + FRAME)
                .put((byte) 0x80)
                .put((byte) 0)
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(source)
                .array();
    }

    private void speech(int packets, double everyMillis) {
        for (int i = 0; i < packets; i++) at(i * everyMillis, i, i * FRAME, 7);
    }

    /** Plays until that millisecond; what is played is one word a tick, {@code .} for silence. */
    private List<String> play(long untilMillis) {
        for (; now < untilMillis * MILLI; now += 20 * MILLI) {
            while (!network.isEmpty() && network.firstKey() <= now) {
                long arrived = network.firstKey();
                network.remove(arrived).forEach(packet -> buffer.put(ByteBuffer.wrap(packet), arrived));
            }
            heard.add(
                    switch (buffer.next(now)) {
                        case PACKET -> "" + (buffer.current().timestamp() / FRAME);
                        case LOST -> "lost";
                        case STRETCH -> "made";
                        case NOTHING -> ".";
                    });
        }
        return heard;
    }

    private List<String> numbers() {
        return heard.stream()
                .filter(word -> Character.isDigit(word.charAt(0)) || word.startsWith("-"))
                .toList();
    }

    @Test
    void playsWhatComesInOrderAfterAMoment() {
        speech(5, 20);

        assertThat(play(160)).containsExactly(".", "0", "1", "2", "3", "4", "made", "made");
    }

    @Test
    void bringsPacketsIntoOrder() {
        at(0, 1, FRAME, 7);
        at(1, 0, 0, 7);
        at(41, 3, 3 * FRAME, 7);
        at(42, 2, 2 * FRAME, 7);

        play(120);

        assertThat(numbers()).containsExactly("1", "2", "3"); // before 1 nobody knew of 0
        assertThat(buffer.counters().lost()).isZero();
    }

    @Test
    void playsADuplicateOnce() {
        speech(4, 20);
        speech(4, 20);

        play(140);

        assertThat(numbers()).containsExactly("0", "1", "2", "3");
        assertThat(buffer.counters().duplicates()).isEqualTo(4);
    }

    @Test
    void saysWhatIsLost() {
        for (int i = 0; i < 10; i++) if (i != 4 && i != 5) at(i * 20 - (i > 3 ? 15 : 0), i, i * FRAME, 7);

        play(260);

        assertThat(heard).containsSubsequence("3", "lost", "lost", "6", "7");
        assertThat(buffer.counters().lost()).isEqualTo(2);
        assertThat(buffer.counters().late()).isZero();
        assertThat(buffer.missing()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void offersTheFollowingPacketForWhatIsLost() {
        at(0, 0, 0, 7);
        at(1, 1, FRAME, 7);
        at(2, 3, 3 * FRAME, 7);
        play(60);
        assertThat(heard).containsExactly(".", "0", "1");

        now = 60 * MILLI;
        assertThat(buffer.next(now)).isEqualTo(Next.LOST);
        assertThat(buffer.following()).isNotNull();
        assertThat(buffer.following().timestamp()).isEqualTo(3 * FRAME);
    }

    @Test
    void countsWhatComesAfterItsTurnAndWaitsLongerFromThenOn() {
        speech(100, 20);
        network.remove(50 * 20 * MILLI);
        at(50 * 20 + 70, 50, 50 * FRAME, 7);

        play(2200);

        assertThat(buffer.counters().late()).isEqualTo(1);
        assertThat(buffer.counters().delayMillis()).isEqualTo(90);
    }

    @Test
    void losesNothingOnceItKnowsTheJitter() {
        var random = new Random(5);
        for (int i = 0; i < 1000; i++) at(i * 20 + random.nextInt(60), i, i * FRAME, 7);

        play(6_000);
        long before = buffer.counters().lost() + buffer.counters().stretched();
        play(19_900);

        assertThat(buffer.counters().lost() + buffer.counters().stretched() - before)
                .isLessThanOrEqualTo(1);
        assertThat(buffer.counters().delayMillis()).isBetween(70, 80);
    }

    @Test
    void waitsLessAgainWhenTheNetworkIsBetter() {
        for (int i = 0; i < 100; i++) at(i * 20 + (i % 7 == 0 ? 100 : 0), i, i * FRAME, 7);
        for (int i = 100; i < 1500; i++) at(i * 20, i, i * FRAME, 7);

        play(2_000);
        assertThat(buffer.counters().delayMillis()).isEqualTo(120);
        play(29_000);

        assertThat(buffer.counters().delayMillis()).isEqualTo(20);
        assertThat(buffer.counters().shortened()).isBetween(3L, 6L);
    }

    @Test
    void neverHoldsBackMoreThanTheLimit() {
        for (int i = 0; i < 200; i++) at(i * 20 + (i % 9 == 0 ? 700 : 0), i, i * FRAME, 7);

        play(4_000);

        assertThat(buffer.counters().delayMillis()).isEqualTo(200);
    }

    @Test
    void followsASenderWhoseClockIsFaster() {
        speech(10_000, 19.99); // 500 ppm: 100 ms in 200 s

        play(199_000);

        assertThat(buffer.counters().shortened()).isBetween(3L, 7L);
        assertThat(buffer.counters().lost()).isZero();
    }

    @Test
    void followsASenderWhoseClockIsSlower() {
        speech(10_000, 20.01);

        play(199_000);

        assertThat(buffer.counters().stretched()).isBetween(3L, 9L);
        assertThat(buffer.counters().lost()).isZero();
    }

    @Test
    void doesNotTakeSilenceForLoss() { // RFC 3551 section 4.1: numbers go on, timestamps jump
        for (int i = 0; i < 10; i++) at(i * 20, i, i * FRAME, 7);
        for (int i = 10; i < 20; i++) at(2000 + i * 20, i, 16_000 + i * FRAME, 7);

        play(2_440);

        assertThat(buffer.counters().lost()).isZero();
        assertThat(numbers()).hasSize(20);
        assertThat(heard.stream().filter("."::equals)).hasSizeGreaterThan(90);
    }

    @Test
    void goesOnOverTheEndOfNumbersAndTimestamps() {
        for (int i = 0; i < 20; i++) at(i * 20, 65_530 + i & 0xFFFF, -10 * FRAME + i * FRAME, 7);

        play(440);

        assertThat(numbers()).hasSize(20).startsWith("-10", "-9").endsWith("8", "9");
    }

    @Test
    void beginsAnewWithAnotherSource() {
        speech(5, 20);
        for (int i = 0; i < 5; i++) at(110 + i * 20, 9000 + i, 77_777 * FRAME + i * FRAME, 8);

        play(280);

        assertThat(numbers())
                .endsWith("77777", "77778", "77779", "77780", "77781")
                .hasSize(10);
        assertThat(buffer.counters().lost()).isZero();
    }

    @Test
    void takesPacketsOfOtherLengths() {
        for (int i = 0; i < 10; i++) at(i * 60, i, i * 480, 7);
        network.remove(5 * 60 * MILLI);

        List<Next> asked = new ArrayList<>();
        for (; now < 700 * MILLI; now += 60 * MILLI) { // as often as it has played what it got
            while (!network.isEmpty() && network.firstKey() <= now) {
                long arrived = network.firstKey();
                network.remove(arrived).forEach(packet -> buffer.put(ByteBuffer.wrap(packet), arrived));
            }
            asked.add(buffer.next(now));
        }

        assertThat(buffer.counters().played()).isEqualTo(9);
        assertThat(buffer.missing()).isEqualTo(Duration.ofMillis(60));
        assertThat(asked).contains(Next.PACKET);
    }

    @Test
    void survivesAnything() {
        var random = new Random(9);
        for (int i = 0; i < 200_000; i++) {
            byte[] octets = new byte[random.nextInt(64)];
            random.nextBytes(octets);
            if (octets.length > 0 && random.nextBoolean()) octets[0] = (byte) (0x80 | octets[0] & 0x3F);
            buffer.put(ByteBuffer.wrap(octets), now);
            if (i % 3 == 0 && buffer.next(now) == Next.PACKET) {
                ByteBuffer payload = buffer.current().payload();
                assertThat(payload.remaining()).isBetween(0, 64);
            }
            now += random.nextInt(10) * MILLI;
        }
        for (int i = 0; i < 100; i++) {
            buffer.put(ByteBuffer.wrap(packet(i, i * FRAME, 7)), now);
            buffer.next(now);
            now += 20 * MILLI;
        }
        assertThat(buffer.next(now)).isEqualTo(Next.PACKET);
    }

    @Test
    void allocatesNothingPerPacket() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuffer packet = ByteBuffer.wrap(packet(0, 0, 7));
        run(packet, 0, 20_000);

        long before = threads.getCurrentThreadAllocatedBytes();
        run(packet, 20_000, 20_000);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000);
    }

    private void run(ByteBuffer packet, int from, int count) {
        for (int i = from; i < from + count; i++) {
            packet.putShort(2, (short) i).putInt(4, i * FRAME);
            if (i % 50 != 0) buffer.put(packet, now);
            buffer.next(now);
            now += 20 * MILLI;
        }
    }
}
