package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TelephoneEventTest {
    @Test
    void readsTheKeyAndHowLongItIsHeld() { // RFC 4733 section 2.3
        assertThat(read(EventPacket.of(8000, 5, false, 400)))
                .isEqualTo(new TelephoneEvent(EventPacket.SOURCE, 8000, '5', false, 400));
        assertThat(read(EventPacket.of(-1, 11, true, 0xFFFF)))
                .isEqualTo(new TelephoneEvent(EventPacket.SOURCE, -1, '#', true, 0xFFFF));
    }

    @Test
    void knowsSixteenKeys() { // RFC 4733 section 3.2
        StringBuilder keys = new StringBuilder();
        for (int event = 0; event < 16; event++) {
            keys.append(read(EventPacket.of(0, event, true, 1)).digit());
        }

        assertThat(keys).hasToString("0123456789*#ABCD");
        assertThat(read(EventPacket.of(0, 16, true, 1))).isNull(); // a hook flash is no digit
        assertThat(read(EventPacket.of(0, 255, true, 1))).isNull();
    }

    @Test
    void findsThePayloadBehindSourcesAndExtension() { // RFC 3550 sections 5.1 and 5.3.1
        byte[] plain = EventPacket.of(8000, 9, true, 160);
        ByteBuffer packet = ByteBuffer.allocate(64)
                .put(plain, 0, 12)
                .put(0, (byte) 0x92)
                .putLong(0)
                .putShort((short) 0xBEDE)
                .putShort((short) 1)
                .putInt(0)
                .put(plain, 12, 4)
                .flip();

        assertThat(TelephoneEvent.read(packet).digit()).isEqualTo('9');
    }

    @Test
    void readsABufferThatBeginsAnywhere() {
        ByteBuffer packet = ByteBuffer.allocate(40)
                .position(5)
                .put(EventPacket.of(8000, 3, true, 160))
                .flip()
                .position(5);

        assertThat(TelephoneEvent.read(packet).digit()).isEqualTo('3');
    }

    @Test
    void refusesWhatIsTooShort() {
        byte[] whole = EventPacket.of(8000, 5, true, 400);
        for (int length = 0; length < whole.length; length++) {
            assertThat(read(Arrays.copyOf(whole, length))).isNull();
        }
    }

    @Test
    void takesAnyOctetsWithoutThrowing() {
        Random random = new Random(5);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] octets = Arrays.copyOf(EventPacket.of(random.nextInt(), 5, true, 400), random.nextInt(90));
            for (int changes = random.nextInt(6); changes > 0 && octets.length > 0; changes--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            if (read(octets) != null) read++;
        }

        assertThat(read).isPositive();
    }

    private static TelephoneEvent read(byte[] octets) {
        return TelephoneEvent.read(ByteBuffer.wrap(octets).asReadOnlyBuffer());
    }
}
