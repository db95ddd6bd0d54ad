package org.patchbay.application.host.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WavFileTest {
    static byte[] wav(int rateHz, int channels, int bits, byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(36 + data.length).put(ascii("WAVE"));
        out.put(ascii("fmt "))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) channels)
                .putInt(rateHz);
        out.putInt(rateHz * channels * bits / 8)
                .putShort((short) (channels * bits / 8))
                .putShort((short) bits);
        out.put(ascii("data")).putInt(data.length).put(data);
        return out.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] samples(short... values) {
        ByteBuffer out = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (short value : values) out.putShort(value);
        return out.array();
    }

    @Test
    void readsSixteenBitsMono() throws WavFile.FormatException {
        WavFile file = WavFile.parse(wav(8000, 1, 16, samples((short) 1, (short) -2, (short) 32767)));

        assertThat(file.rateHz()).isEqualTo(8000);
        assertThat(file.samples()).containsExactly(1, -2, 32767);
    }

    @Test
    void mixesChannelsToOne() throws WavFile.FormatException {
        WavFile file = WavFile.parse(wav(8000, 2, 16, samples((short) 100, (short) 300, (short) -5, (short) 5)));

        assertThat(file.samples()).containsExactly(200, 0);
    }

    @Test
    void readsEightBitsAsUnsigned() throws WavFile.FormatException {
        WavFile file = WavFile.parse(wav(8000, 1, 8, new byte[] {(byte) 128, (byte) 255, 0}));

        assertThat(file.samples()).containsExactly(0, 127 << 8, -128 << 8);
    }

    @Test
    void refusesWhatIsNoLinearPcm() {
        byte[] file = wav(8000, 1, 16, samples((short) 1));
        file[20] = 85;

        assertThatThrownBy(() -> WavFile.parse(file)).hasMessageContaining("encoding 85");
    }

    @Test
    void survivesEveryKindOfDamage() {
        var random = new Random(7);
        byte[] good = wav(16000, 2, 16, samples(new short[64]));
        for (int round = 0; round < 20_000; round++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int hit = random.nextInt(4); hit > 0 && bad.length > 0; hit--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(WavFile.parse(bad).rateHz()).isBetween(1000, 192_000);
            } catch (WavFile.FormatException clear) {
                assertThat(clear.getMessage()).isNotBlank();
            }
        }
    }
}
