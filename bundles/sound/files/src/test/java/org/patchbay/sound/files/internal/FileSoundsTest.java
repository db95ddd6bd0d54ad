package org.patchbay.sound.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.media.AudioSource;
import org.patchbay.sound.OpenSound;
import org.patchbay.sound.SoundUnavailableException;

@Timeout(20)
class FileSoundsTest {
    @TempDir
    Path home;

    private long nanos = 1;
    private FileSounds sounds;
    private Path folder;

    @BeforeEach
    void sounds() throws IOException {
        folder = Files.createDirectories(home.resolve("data/sounds"));
        sounds = new FileSounds(home, () -> nanos);
    }

    private static short[] counting(int count) {
        var samples = new short[count];
        for (int i = 0; i < count; i++) samples[i] = (short) (i % 30_000 + 1);
        return samples;
    }

    private void put(String name, short[] samples) throws IOException {
        Files.write(folder.resolve(name), Wavs.mono(8000, samples));
    }

    /** Plays to the end, the reader coming by between two frames. */
    private short[] play(AudioSource sound, int most) {
        var all = new short[most];
        var frame = new short[160];
        int length = 0;
        for (int read = sound.read(frame); read >= 0 && length + read <= most; read = sound.read(frame)) {
            System.arraycopy(frame, 0, all, length, read);
            length += read;
            nanos += TimeUnit.MILLISECONDS.toNanos(20);
            sounds.reader().step();
        }
        return Arrays.copyOf(all, length);
    }

    @Test
    void playsAFileToItsLastSample() throws IOException {
        put("welcome.wav", counting(50_123));

        assertThat(play(sounds.open("welcome", 1), 100_000)).isEqualTo(counting(50_123));
        assertThat(play(sounds.open("welcome.wav", 1), 100_000)).hasSize(50_123);
    }

    @Test
    void playsAFileAgainAndAgain() throws IOException {
        put("short.wav", counting(700));

        short[] three = play(sounds.open("short", 3), 100_000);
        short[] endless = play(sounds.open("short", 0), 100_000);

        assertThat(three).hasSize(2100);
        for (int i = 0; i < three.length; i++) assertThat(three[i]).isEqualTo((short) (i % 700 + 1));
        assertThat(endless).hasSizeGreaterThan(99_000);
    }

    @Test
    void endsAFileWithoutSoundHoweverOftenItIsPlayed() throws IOException {
        put("empty.wav", new short[0]);

        assertThat(sounds.open("empty", 0).read(new short[160])).isEqualTo(-1);
    }

    @Test
    void playsWideBandWide() throws IOException {
        Files.write(folder.resolve("wide.wav"), Wavs.mono(16_000, counting(4000)));

        OpenSound wide = sounds.open("wide", 1);

        assertThat(wide.rateHz()).isEqualTo(16_000);
        assertThat(play(wide, 10_000)).isEqualTo(counting(4000));
    }

    @Test
    void isSilentWhileTheReaderIsBehind() throws IOException {
        put("long.wav", counting(40_000));
        OpenSound sound = sounds.open("long", 1);
        var second = new short[8000];
        sound.read(second);
        var frame = new short[160];

        assertThat(sound.read(frame)).isEqualTo(160);
        assertThat(frame).containsOnly(0);
        sounds.reader().step();
        sound.read(frame);
        assertThat(frame[0]).isEqualTo((short) 8001);
    }

    @Test
    void endsWhatIsClosedOrForgotten() throws IOException {
        put("long.wav", counting(40_000));
        OpenSound closed = sounds.open("long", 1);
        OpenSound forgotten = sounds.open("long", 1);
        closed.close();

        nanos += TimeUnit.SECONDS.toNanos(31);
        sounds.reader().step();

        assertThat(closed.read(new short[160])).isEqualTo(-1);
        assertThat(forgotten.read(new short[160])).isEqualTo(-1);
    }

    @Test
    void endsWhenTheModuleEnds() throws IOException {
        put("long.wav", counting(40_000));
        sounds.reader().start();
        OpenSound sound = sounds.open("long", 1);

        sounds.deactivate();
        sounds.deactivate();

        var second = new short[8000];
        int read = 0;
        while (read >= 0) read = sound.read(second);
        assertThat(sounds.open("tone", 1).read(new short[160])).isEqualTo(160);
    }

    @Test
    void saysWhyItCannotPlay() throws IOException {
        Files.writeString(folder.resolve("page.wav"), "<html>not found</html>");
        Files.writeString(home.resolve("secret.wav"), "x");

        assertThatThrownBy(() -> sounds.open("page", 1))
                .isInstanceOf(SoundUnavailableException.class)
                .hasMessage("page.wav: not a WAV file: it does not begin with RIFF and WAVE");
        assertThatThrownBy(() -> sounds.open("nothing", 1)).hasMessageContaining("no prompt nothing");
        assertThatThrownBy(() -> sounds.open("../../secret", 1)).hasMessageContaining("outside");
        assertThatThrownBy(() -> sounds.open("a\0b", 1)).hasMessageContaining("outside");
        assertThatThrownBy(() -> sounds.open("", 1)).hasMessageContaining("outside");
        assertThatThrownBy(() -> sounds.open("tone:9000", 1)).hasMessageContaining("between 50 and 3400 Hz");
        assertThatThrownBy(() -> sounds.open("noise:200", 1)).hasMessageContaining("0 to 127");
        assertThatThrownBy(() -> sounds.open("busy:xx", 1)).hasMessageContaining("no tones of xx are known");
        assertThatThrownBy(() -> sounds.open("tone", 1001)).hasMessageContaining("1001 times");
        assertThatThrownBy(() -> sounds.open("music:../x", 1)).hasMessageContaining("class of music");
    }

    @Test
    void readsOpusWithWhateverCodecThereIs() throws IOException {
        Files.write(
                folder.resolve("talk.opus"),
                new Oggs().head(0).page(4, 960, Oggs.packet(3)).file());
        assertThatThrownBy(() -> sounds.open("talk", 1))
                .hasMessage("talk.opus: there is no codec here that decodes Opus");

        sounds.codecs(List.of(Oggs.CODEC));

        assertThat(play(sounds.open("talk", 1), 1000)).hasSize(320).containsOnly(300);
    }

    @Test
    void playsTheTonesOfTheCountryThatIsSet() {
        OpenSound before = sounds.open("busy", 1);

        sounds.modified(new Settings("us"));

        assertThat(play(sounds.open("busy", 1), 4000)).isEqualTo(play(sounds.open("busy:us", 1), 4000));
        assertThat(play(sounds.open("busy", 1), 4000)).isNotEqualTo(play(before, 4000));
        assertThatThrownBy(() -> sounds.modified(new Settings("xx"))).hasMessageContaining("country xx");
    }

    @Test
    void playsMadeSoundsForTheirTime() {
        assertThat(play(sounds.open("tone:1000", 1), 1_000_000)).hasSize(60 * 8000);
        assertThat(play(sounds.open("busy", 2), 1_000_000)).hasSize(40 * 8000);
        assertThat(play(sounds.open("noise:50", 1), 1_000_000)).hasSize(60 * 8000);
    }

    private record Settings(String country) implements FileSounds.Config {
        @Override
        public String sounds_folder() {
            return "data/sounds";
        }

        @Override
        public String music_folder() {
            return "data/music";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return FileSounds.Config.class;
        }
    }
}
