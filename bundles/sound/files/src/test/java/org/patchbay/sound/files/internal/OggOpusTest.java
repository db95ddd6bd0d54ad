package org.patchbay.sound.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.sound.files.internal.Oggs.packet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OggOpusTest {
    private static short[] read(Oggs ogg) throws IOException {
        return InMemory.samples(ogg.file(), "x.opus", Oggs.CODEC);
    }

    /** Returns frames of 320 samples. */
    private static short[] frames(int... values) {
        var samples = new short[values.length * 320];
        for (int i = 0; i < samples.length; i++) samples[i] = (short) (values[i / 320] * 100);
        return samples;
    }

    @Test
    void playsThePacketsOfAllPages() throws IOException {
        var ogg = new Oggs().head(0).page(0, 1920, packet(1), packet(2)).page(4, 2880, packet(3));

        assertThat(read(ogg)).isEqualTo(frames(1, 2, 3));
    }

    @Test
    void leavesOutWhatIsBeforeTheSound() throws IOException { // RFC 7845 section 4.2
        var ogg = new Oggs().head(1200).page(4, 2880, packet(1), packet(2), packet(3));

        short[] all = frames(1, 2, 3);
        assertThat(read(ogg)).isEqualTo(Arrays.copyOfRange(all, 400, all.length));
    }

    @Test
    void endsWhereTheLastPageSays() throws IOException { // RFC 7845 section 4.4
        var ogg = new Oggs().head(0).page(0, 960, packet(1)).page(4, 960 + 1200, packet(2), packet(3), packet(4));

        assertThat(read(ogg)).isEqualTo(Arrays.copyOf(frames(1, 2, 3), 320 + 400));
    }

    @Test
    void makesItLouderAsTheHeadSays() throws IOException { // RFC 7845 section 5.1: Q7.8 in dB
        var ogg = new Oggs().head(0, 2, 6 * 256, 0).page(4, 960, packet(10));

        assertThat(read(ogg)[0]).isBetween((short) 1990, (short) 2000);
    }

    @Test
    void joinsPacketsThatSpanPages() throws IOException { // RFC 3533 section 5
        byte[] large = packet(7, 255 * 2 + 10);
        var ogg = new Oggs().head(0);
        ogg.raw(0, -1, Oggs.SERIAL, Collections.nCopies(2, (byte) 255), Arrays.copyOf(large, 510));
        ogg.raw(1, 960, Oggs.SERIAL, Collections.singletonList((byte) 10), Arrays.copyOfRange(large, 510, 520));
        ogg.page(4, 1920, packet(8));

        assertThat(read(ogg)).isEqualTo(frames(7, 8));
    }

    @Test
    void leavesOutAPacketWhoseBeginningIsLost() throws IOException {
        var ogg = new Oggs().head(0).page(0, 960, packet(1)).skipNumber();
        ogg.raw(1, 1920, Oggs.SERIAL, Collections.singletonList((byte) 4), packet(9));
        ogg.page(4, 2880, packet(2));

        assertThat(read(ogg)).isEqualTo(frames(1, 2));
    }

    @Test
    void leavesOutOtherStreams() throws IOException {
        var ogg = new Oggs()
                .head(0)
                .page(0, 960, packet(1))
                .page(0, 960, 5, packet(99))
                .page(4, 1920, packet(2));

        assertThat(read(ogg)).isEqualTo(frames(1, 2));
    }

    @Test
    void goesOnWithAFileThatWasPutBehind() throws IOException { // RFC 3533 section 4: chaining
        var ogg = new Oggs().head(0).page(4, 960, packet(1)).head(0).page(4, 960, packet(2));

        assertThat(read(ogg)).isEqualTo(frames(1, 2));
    }

    @Test
    void goesOnBehindDamage() throws IOException { // RFC 3533 section 6: the capture pattern
        byte[] bad = new Oggs().page(0, 960, packet(66)).file();
        bad[30] ^= 1;
        var ogg = new Oggs().head(0).page(0, 960, packet(1));
        ogg.garbage(Wavs.ascii("noise OggS more noise")).garbage(bad).page(4, 1920, packet(2));

        assertThat(read(ogg)).isEqualTo(frames(1, 2));
    }

    @Test
    void saysWhatIsWrong() {
        byte[] vorbis =
                new Oggs().page(2, 0, Wavs.ascii("\1vorbis and its parameters")).file();
        byte[] surround = new Oggs().head(0, 6, 0, 1).file();
        byte[] later = new Oggs()
                .page(
                        2,
                        0,
                        ByteBuffer.wrap(Oggs.opusHead(0, 1, 0, 0))
                                .put(8, (byte) 16)
                                .array())
                .file();

        assertThatThrownBy(() -> InMemory.samples(vorbis, "x.ogg", Oggs.CODEC)).hasMessage("it is no Opus");
        assertThatThrownBy(() -> InMemory.samples(surround, "x.ogg", Oggs.CODEC))
                .hasMessageContaining("6 channels");
        assertThatThrownBy(() -> InMemory.samples(later, "x.ogg", Oggs.CODEC))
                .hasMessageContaining("later version: 16");
        assertThatThrownBy(() -> InMemory.samples(new byte[100], "x.opus", Oggs.CODEC))
                .hasMessageContaining("not an Ogg file");
        assertThatThrownBy(() -> InMemory.samples(surround, "x.ogg"))
                .hasMessage("there is no codec here that decodes Opus");
    }

    @Test
    @Timeout(60)
    void survivesDamageOfEveryKind() {
        var random = new Random(11);
        byte[] good = new Oggs()
                .head(100)
                .page(0, 960, packet(1, 700), packet(2))
                .page(0, 1920, packet(3))
                .page(4, 2880, packet(4))
                .file();
        for (int round = 0; round < 100_000; round++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length + 1) : good.length);
            for (int hit = random.nextInt(6); hit > 0 && bad.length > 0; hit--)
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            if (random.nextBoolean()) repair(bad);
            try {
                assertThat(InMemory.samples(bad, "x.opus", Oggs.CODEC).length).isLessThan(100 * 320);
            } catch (IOException clear) {
                assertThat(clear).isInstanceOf(UnreadableSoundException.class);
            }
        }
    }

    /** Makes the checksums right, so that what else is wrong is looked at. */
    private static void repair(byte[] file) {
        ByteBuffer in = Wavs.little(file.length).put(file).clear();
        for (int at : IntStream.range(0, Math.max(0, file.length - 27))
                .filter(i -> in.getInt(i) == 0x5367674f)
                .toArray()) {
            int length = 27 + (file[at + 26] & 0xFF);
            for (int i = 0; i < (file[at + 26] & 0xFF) && at + 27 + i < file.length; i++)
                length += file[at + 27 + i] & 0xFF;
            if (at + length > file.length) continue;
            int crc = OggCrc.of(in, at, length);
            in.putInt(at + 22, crc);
            System.arraycopy(in.array(), at + 22, file, at + 22, 4);
        }
    }

    @Test
    @Timeout(10)
    void comesToAnEndInAFileOfNothingButCapturePatterns() {
        var file = new byte[4_000_000];
        byte[] capture = Wavs.ascii("OggS");
        for (int i = 0; i + 4 <= file.length; i += 4) System.arraycopy(capture, 0, file, i, 4);

        assertThatThrownBy(() -> InMemory.samples(file, "x.opus", Oggs.CODEC))
                .isInstanceOf(UnreadableSoundException.class);
    }
}
