package org.patchbay.io.rtp.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.io.RtpReception;

class ReceivedStreamTest {
    private static final long FRAME_NANOS = 20_000_000;

    private final ReceivedStream stream = new ReceivedStream();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(172);

    private void come(int source, int number, long atNanos) {
        packet.clear()
                .put((byte) 0x80)
                .put((byte) 0)
                .putShort((short) number)
                .putInt(number * 160)
                .putInt(source)
                .clear();
        stream.received(packet, atNanos);
    }

    private void come(int number) {
        come(7, number, number * FRAME_NANOS);
    }

    private void come(int from, int to) {
        for (int number = from; number < to; number++) come(number);
    }

    private RtpReception reception() {
        return stream.reception();
    }

    @Test
    void countsNothingBeforeTheFirstPacket() {
        assertThat(reception()).isEqualTo(RtpReception.NOTHING);
    }

    @Test
    void countsNoLossInAStreamThatIsWhole() {
        come(65_000, 67_000); // around the end of the numbers

        assertThat(reception().expected()).isEqualTo(2000);
        assertThat(reception().highest()).isEqualTo(66_999);
        assertThat(reception().lost()).isZero();
        assertThat(reception().jitter()).isZero();
        assertThat(reception().bursts().gapPackets()).isEqualTo(2000);
    }

    @Test
    void countsWhatHasNotComeAsLostUntilItComes() {
        come(0, 10);
        come(12);
        assertThat(reception().lost()).isEqualTo(2);
        assertThat(reception().losses()).isEqualTo(1);

        come(11);
        come(10);
        come(13, 200);

        assertThat(reception().lost()).isZero();
        assertThat(reception().reordered()).isEqualTo(2);
        assertThat(reception().losses()).isZero();
    }

    @Test
    void countsWhatComesTwice() {
        come(0, 100);
        come(99);
        come(40);
        come(100, 300);

        assertThat(reception().duplicates()).isEqualTo(2);
        assertThat(reception().expected()).isEqualTo(300);
        assertThat(reception().lost()).isZero();
        assertThat(reception().reordered()).isZero();
    }

    @Test
    void tellsLossesApartByTheirLength() {
        come(0, 100);
        come(101, 200); // one
        come(205, 400); // five
        come(403, 500); // three

        assertThat(reception().lost()).isEqualTo(9);
        assertThat(reception().losses()).isEqualTo(3);
        assertThat(reception().longestLoss()).isEqualTo(5);
        assertThat(reception().averageLoss()).isEqualTo(3);
        assertThat(reception().lossShare()).isEqualTo(9 / 500.0);
    }

    @Test
    void tellsBurstsFromGaps() { // RFC 3611 section 4.7.2
        come(0, 100);
        come(101, 200); // alone
        come(201, 210); // with the next two a burst of 15
        come(211, 214);
        come(215, 400);

        RtpReception.LossBursts bursts = reception().bursts();
        assertThat(bursts.bursts()).isEqualTo(1);
        assertThat(bursts.inBursts()).isEqualTo(3);
        assertThat(bursts.burstPackets()).isEqualTo(15);
        assertThat(bursts.inGaps()).isEqualTo(1);
        assertThat(bursts.burstPackets() + bursts.gapPackets()).isEqualTo(400);
        assertThat(bursts.burstDensity()).isEqualTo(0.2);
    }

    @Test
    void goesOnWithAnotherSourceFromItsSecondPacketOn() { // RFC 3550 section A.1
        come(0, 100);
        come(9, 5000, 0);
        come(100, 150);
        assertThat(reception().lost()).isZero();
        assertThat(reception().source()).isEqualTo(7);

        for (int number = 6000; number < 6100; number++) come(9, number, number * FRAME_NANOS);

        assertThat(reception().source()).isEqualTo(9);
        assertThat(reception().expected()).isEqualTo(250);
        assertThat(reception().lost()).isZero();
        assertThat(reception().bursts().gapPackets()).isEqualTo(250);
    }

    @Test
    void takesAJumpOfItsNumbersForANewStream() {
        come(0, 100);
        come(30_000, 30_100);
        come(29_000, 29_050); // and back

        assertThat(reception().expected()).isEqualTo(250);
        assertThat(reception().lost()).isZero();
    }

    @Test
    void keepsTheLossesOfTheSourceBefore() {
        come(0, 100);
        come(102, 104);
        for (int number = 6000; number < 6100; number++) come(9, number, number * FRAME_NANOS);

        assertThat(reception().lost()).isEqualTo(2);
        assertThat(reception().losses()).isEqualTo(1);
    }

    @Test
    void smoothsTheJitter() { // RFC 3550 section A.8
        Random random = new Random(3550);
        double estimate = 0;
        long before = 0;
        for (int number = 0; number < 2000; number++) {
            long delay = random.nextInt(30_000_000);
            come(7, number, number * FRAME_NANOS + delay);
            if (number > 0) estimate += (Math.abs(delay - before) - estimate) / 16;
            before = delay;
        }

        assertThat((double) reception().jitter().toNanos()).isCloseTo(estimate, within(2.0));
        assertThat(reception().greatestJitter()).isGreaterThan(reception().jitter());
    }

    @Test
    void measuresByTheClockOfTheCodec() {
        stream.clock(48_000);
        for (int number = 0; number < 100; number++) {
            packet.clear()
                    .putInt(0x80000000 | number)
                    .putInt(number * 960)
                    .putInt(7)
                    .clear();
            stream.received(packet, number * FRAME_NANOS);
        }

        assertThat(reception().jitter().toNanos()).isLessThan(1000);
    }

    @Test
    void takesNoJitterFromTheTimestampsOfAnEvent() { // RFC 4733 section 2.5.1.2
        come(0, 10);
        for (int number = 10; number < 20; number++) {
            packet.clear().putInt(0x80650000 | number).putInt(1600).putInt(7).clear();
            stream.received(packet, number * FRAME_NANOS);
        }
        come(20, 30);

        assertThat(reception().jitter()).isZero();
        assertThat(reception().lost()).isZero();
    }

    @Test
    void countsRightWhateverComes() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            var other = new ReceivedStream();
            for (int i = 0; i < 500; i++) {
                packet.clear();
                packet.putLong(random.nextLong()).putInt(random.nextInt(2)).clear();
                other.received(packet, random.nextLong());
            }
            RtpReception counted = other.reception();
            assertThat(counted.lost()).isBetween(0L, counted.expected());
            assertThat(counted.losses()).isLessThanOrEqualTo(counted.lost());
        }
    }
}
