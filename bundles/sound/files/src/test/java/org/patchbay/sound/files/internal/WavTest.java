package org.patchbay.sound.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.sound.files.internal.Wavs.chunk;
import static org.patchbay.sound.files.internal.Wavs.file;
import static org.patchbay.sound.files.internal.Wavs.format;
import static org.patchbay.sound.files.internal.Wavs.little;
import static org.patchbay.sound.files.internal.Wavs.of;
import static org.patchbay.sound.files.internal.Wavs.shorts;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WavTest {
    private static short[] read(byte[] file) throws IOException {
        return InMemory.samples(file, "x.wav");
    }

    @Test
    void readsLinearSamplesOfEverySize() throws IOException {
        assertThat(read(of(1, 1, 8000, 8, new byte[] {(byte) 128, (byte) 255, 0})))
                .containsExactly(0, 127 << 8, -128 << 8);
        assertThat(read(of(1, 1, 8000, 16, shorts(1, -2, 32_767)))).containsExactly(1, -2, 32_767);
        assertThat(read(of(1, 1, 8000, 24, new byte[] {9, 1, 0, (byte) 255, (byte) 254, (byte) 255})))
                .containsExactly(1, -2);
        assertThat(read(of(
                        1,
                        1,
                        8000,
                        32,
                        little(8).putInt(5 << 16).putInt(-7 << 16).array())))
                .containsExactly(5, -7);
    }

    @Test
    void readsFloatingPointAndClips() throws IOException {
        byte[] floats = little(20)
                .putFloat(0.5f)
                .putFloat(-1)
                .putFloat(7)
                .putFloat(Float.NaN)
                .putFloat(-9)
                .array();
        byte[] doubles =
                little(16).putDouble(0.25).putDouble(Double.POSITIVE_INFINITY).array();

        assertThat(read(of(3, 1, 8000, 32, floats))).containsExactly(16_384, -32_768, 32_767, 0, -32_768);
        assertThat(read(of(3, 1, 8000, 64, doubles))).containsExactly(8192, 32_767);
    }

    @Test
    void readsBothLawsOfG711() throws IOException { // ITU-T G.711 tables 1 and 2
        byte[] codes = {(byte) 0xD5, 0x55, (byte) 0xAA, 0x2A};
        byte[] mu = {(byte) 0xFF, 0x7F, (byte) 0x80, 0};

        assertThat(read(of(6, 1, 8000, 8, codes))).containsExactly(8, -8, 32_256, -32_256);
        assertThat(read(of(7, 1, 8000, 8, mu))).containsExactly(0, 0, 32_124, -32_124);
    }

    @Test
    void mixesChannelsToOne() throws IOException {
        assertThat(read(of(1, 2, 8000, 16, shorts(100, 300, -5, 5)))).containsExactly(200, 0);
    }

    @Test
    void readsTheExtensibleFormat() throws IOException {
        byte[] format = little(40)
                .putShort((short) 0xFFFE)
                .putShort((short) 1)
                .putInt(16_000)
                .putInt(32_000)
                .putShort((short) 2)
                .putShort((short) 16)
                .putShort((short) 22)
                .putShort((short) 16)
                .putInt(4)
                .putShort((short) 1)
                .array();

        assertThat(read(file(chunk("fmt ", format), chunk("data", shorts(3, 4)))))
                .containsExactly(3, 4);
    }

    @Test
    void findsItsChunksInAnyOrderAndBetweenOthers() throws IOException {
        byte[] data = chunk("data", shorts(1, 2));

        assertThat(read(file(data, chunk("LIST", new byte[7]), format(1, 1, 8000, 16))))
                .containsExactly(1, 2);
        assertThat(read(file(chunk("odd ", new byte[3]), format(1, 1, 8000, 16), chunk("junk", new byte[0]), data)))
                .containsExactly(1, 2);
    }

    @Test
    void findsTheNextChunkWhenAnOddOneIsNotPadded() throws IOException {
        byte[] unpadded = Arrays.copyOf(chunk("odd ", new byte[3]), 11);

        assertThat(read(file(unpadded, format(1, 1, 8000, 16), chunk("data", shorts(1, 2)))))
                .containsExactly(1, 2);
    }

    @Test
    void playsWhatIsThereWhenTheLengthIsWrong() throws IOException {
        byte[] format = format(1, 1, 8000, 16);

        assertThat(read(file(format, chunk("data", shorts(1, 2), -1)))).containsExactly(1, 2);
        assertThat(read(file(format, chunk("data", shorts(1, 2), 0)))).containsExactly(1, 2);
        assertThat(read(file(format, chunk("data", shorts(1, 2), 1_000_000)))).containsExactly(1, 2);
        byte[] cut = file(format, chunk("data", shorts(1, 2, 3)));
        assertThat(read(Arrays.copyOf(cut, cut.length - 3))).containsExactly(1);
    }

    @Test
    void saysWhatIsWrong() {
        byte[] data = chunk("data", shorts(1));
        assertThatThrownBy(() -> read(Wavs.ascii("ID3 and so on, not at all")))
                .hasMessage("not a WAV file: it does not begin with RIFF and WAVE");
        assertThatThrownBy(() -> read(new byte[3])).hasMessage("not a WAV file: it has 3 octets");
        assertThatThrownBy(() -> read(file(data))).hasMessageContaining("does not say its format");
        assertThatThrownBy(() -> read(file(format(1, 1, 8000, 16)))).hasMessageContaining("no sound in it");
        assertThatThrownBy(() -> read(of(85, 1, 8000, 16, data))).hasMessageContaining("format 85");
        assertThatThrownBy(() -> read(of(1, 0, 8000, 16, data))).hasMessageContaining("0 channels");
        assertThatThrownBy(() -> read(of(1, 1, -1, 16, data))).hasMessageContaining("4294967295 samples a second");
        assertThatThrownBy(() -> read(file(chunk("fmt ", new byte[4]), data))).hasMessageContaining("cut off");
    }

    @Test
    void bringsEveryRateToOneThatIsPlayed() throws IOException {
        for (int rateHz : List.of(8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000)) {
            var sine = new short[rateHz];
            for (int i = 0; i < rateHz; i++)
                sine[i] = (short) Math.round(8000 * Math.sin(2 * Math.PI * 700 * i / rateHz));
            try (SoundInput input =
                    RateInput.of(SoundFile.open(new InMemory(Wavs.mono(rateHz, sine)), "x.wav", List.of()))) {
                int playedHz = rateHz < 16_000 ? 8000 : 16_000;
                assertThat(input.rateHz()).isEqualTo(playedHz);
                short[] played = InMemory.all(input);
                assertThat(played.length).isBetween(playedHz - 1, playedHz + 1);
                for (int i = 100; i < playedHz - 100; i++) {
                    assertThat(played[i] - 8000 * Math.sin(2 * Math.PI * 700 * i / playedHz))
                            .isBetween(-25.0, 25.0);
                }
            }
        }
    }

    @Test
    void readsRawFilesByTheirEnding() throws IOException {
        assertThat(InMemory.samples(new byte[] {0, (byte) 0xFF}, "x.ulaw")).containsExactly(-32_124, 0);
        assertThat(InMemory.samples(new byte[] {0x2A, (byte) 0xD5}, "x.ALAW")).containsExactly(-32_256, 8);
        assertThat(InMemory.samples(shorts(5, -6), "x.sln")).containsExactly(5, -6);
        try (SoundInput wide = SoundFile.open(new InMemory(shorts(5)), "x.sln16", List.of())) {
            assertThat(wide.rateHz()).isEqualTo(16_000);
        }
    }

    @Test
    @Timeout(60)
    void survivesAHundredThousandDamagedFiles() {
        var random = new Random(7);
        byte[][] good = {
            of(1, 2, 16_000, 16, new byte[200]),
            file(chunk("LIST", new byte[9]), chunk("data", new byte[64]), format(7, 1, 8000, 8)),
            of(3, 1, 48_000, 64, new byte[160])
        };
        for (int round = 0; round < 100_000; round++) {
            byte[] from = good[round % good.length];
            byte[] bad = Arrays.copyOf(from, random.nextInt(4) == 0 ? random.nextInt(from.length + 1) : from.length);
            for (int hit = random.nextInt(6); hit > 0 && bad.length > 0; hit--) {
                bad[random.nextInt(Math.min(bad.length, 80))] = random.nextInt(3) == 0 ? -1 : (byte) random.nextInt();
            }
            try {
                assertThat(read(bad).length).isLessThanOrEqualTo(bad.length);
            } catch (IOException clear) {
                assertThat(clear).isInstanceOf(UnreadableSoundException.class);
                assertThat(clear.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    @Timeout(10)
    void comesToAnEndInAFileOfNothingButChunks() {
        var chunks = new byte[2_000_000];
        byte[] empty = chunk("none", new byte[0]);
        for (int i = 0; i + 8 <= chunks.length; i += 8) System.arraycopy(empty, 0, chunks, i, 8);

        assertThatThrownBy(() -> read(file(chunks))).isInstanceOf(UnreadableSoundException.class);
    }
}
