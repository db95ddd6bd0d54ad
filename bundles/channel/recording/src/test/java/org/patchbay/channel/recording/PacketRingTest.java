package org.patchbay.channel.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PacketRingTest {
    private static ByteBuffer packet(int number, int length) {
        ByteBuffer packet = ByteBuffer.allocate(length);
        while (packet.remaining() >= 4) packet.putInt(number);
        return packet.clear();
    }

    @Test
    void givesWhatWasPutInItsOrder() {
        var ring = new PacketRing(1 << 16);
        var random = new Random(1);
        List<String> put = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (int number = 0; number < 5000; number++) {
            int length = 4 + random.nextInt(400);
            boolean sent = random.nextBoolean();
            ring.put(sent, number * 7L, packet(number, length));
            put.add(number + " " + sent + " " + number * 7L + " " + length);
            if (random.nextInt(50) == 0) {
                ring.drain((way, nanos, seen) ->
                        taken.add(seen.getInt(seen.position()) + " " + way + " " + nanos + " " + seen.remaining()));
            }
        }
        ring.drain((way, nanos, seen) ->
                taken.add(seen.getInt(seen.position()) + " " + way + " " + nanos + " " + seen.remaining()));

        assertThat(taken).isEqualTo(put);
        assertThat(ring.dropped()).isZero();
    }

    @Test
    void countsAndLeavesOutWhatFindsNoRoom() {
        var ring = new PacketRing(1 << 14);
        for (int number = 0; number < 1000; number++) ring.put(true, 0, packet(number, 172));
        ring.put(true, 0, packet(0, PacketRing.LONGEST_PACKET + 1));
        List<Integer> taken = new ArrayList<>();

        ring.drain((way, nanos, seen) -> taken.add(seen.getInt(seen.position())));

        assertThat(taken).hasSize((1 << 14) / 176).startsWith(0, 1, 2).isSorted();
        assertThat(ring.dropped()).isEqualTo(1001 - taken.size());
    }

    @Test
    void leavesThePacketAsItIs() {
        var ring = new PacketRing(1 << 14);
        ByteBuffer packet = packet(1, 100).position(20).limit(60);

        ring.put(false, 0, packet);

        assertThat(packet.position()).isEqualTo(20);
        assertThat(packet.limit()).isEqualTo(60);
    }

    @Test
    void losesAndMixesNothingWhenSeveralPut() throws InterruptedException {
        var ring = new PacketRing(1 << 14);
        int each = 100_000;
        var wrong = new AtomicInteger();
        var taken = new AtomicInteger();
        List<Thread> putting = new ArrayList<>();
        for (int way = 0; way < 2; way++) {
            boolean sent = way == 1;
            putting.add(Thread.ofPlatform().start(() -> {
                ByteBuffer packet = ByteBuffer.allocate(172);
                for (int number = 0; number < each; number++) {
                    packet.clear();
                    for (int i = 0; i < 43; i++) packet.putInt(sent ? number : -1 - number);
                    ring.put(sent, number, packet.flip());
                }
            }));
        }
        PacketRing.Reader reader = (sent, nanos, seen) -> {
            taken.incrementAndGet();
            while (seen.hasRemaining()) if (seen.getInt() != (sent ? nanos : -1 - nanos)) wrong.incrementAndGet();
        };
        while (putting.stream().anyMatch(Thread::isAlive)) ring.drain(reader);
        for (Thread thread : putting) thread.join();
        ring.drain(reader);

        assertThat(wrong).hasValue(0);
        assertThat(taken.get() + ring.dropped()).isEqualTo(2L * each);
    }
}
