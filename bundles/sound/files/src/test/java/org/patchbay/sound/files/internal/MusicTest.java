package org.patchbay.sound.files.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.sound.OpenSound;

class MusicTest {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    @TempDir
    Path home;

    private long nanos = 1;
    private FileSounds sounds;
    private Path jazz;

    @BeforeEach
    void sounds() throws IOException {
        jazz = Files.createDirectories(home.resolve("data/music/jazz"));
        sounds = new FileSounds(home, () -> nanos);
    }

    private void put(String name, int first, int count) throws IOException {
        var samples = new short[count];
        for (int i = 0; i < count; i++) samples[i] = (short) (first + i % 20_000);
        Files.write(jazz.resolve(name), Wavs.mono(8000, samples));
    }

    /** Lets time go on by one tick, in which all of them are played. */
    private List<short[]> tick(OpenSound... listeners) {
        List<short[]> heard = new ArrayList<>();
        for (OpenSound listener : listeners) {
            var frame = new short[160];
            assertThat(listener.read(frame)).isEqualTo(160);
            heard.add(frame);
        }
        nanos += TICK_NANOS;
        sounds.reader().step();
        return heard;
    }

    @Test
    void letsAllHearTheSameAtTheSameTime() throws IOException {
        put("a.wav", 1, 100_000);
        OpenSound first = sounds.music("jazz");
        for (int i = 0; i < 70; i++) tick(first);
        OpenSound second = sounds.music("jazz");
        OpenSound third = sounds.music("jazz");

        for (int i = 0; i < 400; i++) {
            List<short[]> heard = tick(second, first, third);
            assertThat(heard.get(0)).isEqualTo(heard.get(1)).isEqualTo(heard.get(2));
            assertThat((int) heard.get(0)[0]).isEqualTo((70 + i) * 160 % 20_000 + 1);
        }
        assertThat(Optional.ofNullable(sounds.playing("jazz")).orElseThrow().listeners())
                .isEqualTo(3);
    }

    @Test
    void playsTheFilesOneAfterTheOtherAndBeginsAnew() throws IOException {
        put("a.wav", 1, 8000);
        put("b.wav", 10_000, 4000);
        Files.writeString(jazz.resolve("broken.wav"), "no music");
        Files.writeString(jazz.resolve("readme.txt"), "no music");
        OpenSound listener = sounds.music("jazz");

        var heard = new short[24_000];
        for (int i = 0; i < 150; i++) System.arraycopy(tick(listener).getFirst(), 0, heard, i * 160, 160);

        assertThat(heard[0]).isEqualTo((short) 1);
        assertThat(heard[7999]).isEqualTo((short) 8000);
        assertThat(heard[8000]).isEqualTo((short) 10_000);
        assertThat(heard[11_999]).isEqualTo((short) 13_999);
        assertThat(heard[12_000]).isEqualTo((short) 1);
    }

    @Test
    void beginsWithTheFirstAndEndsWithTheLast() throws IOException {
        put("a.wav", 1, 100_000);
        OpenSound first = sounds.music("jazz");
        OpenSound second = sounds.music("jazz");
        MusicClass playing = sounds.playing("jazz");
        for (int i = 0; i < 20; i++) tick(first, second);
        first.close();
        first.close();
        tick(second);
        assertThat(second.read(new short[160])).isEqualTo(160);

        second.close();
        sounds.reader().step();

        assertThat(second.read(new short[160])).isEqualTo(-1);
        assertThat(Optional.ofNullable(playing).orElseThrow().readAhead()).isFalse();
        OpenSound again = sounds.music("jazz");
        assertThat(tick(again).getFirst()[0]).isEqualTo((short) 1);
        assertThat(sounds.playing("jazz")).isNotSameAs(playing);
    }

    @Test
    void endsWhenItsListenersHaveGoneWithoutAWord() {
        tick(sounds.music("jazz"));
        MusicClass playing = Optional.ofNullable(sounds.playing("jazz")).orElseThrow();

        nanos += TimeUnit.SECONDS.toNanos(31);

        assertThat(playing.readAhead()).isFalse();
    }

    @Test
    void goesOnByTheClockWhenItsListenerWasHeldUp() throws IOException {
        put("a.wav", 1, 16_000);
        OpenSound listener = sounds.music("jazz");
        tick(listener);

        nanos += TimeUnit.SECONDS.toNanos(1);
        sounds.reader().step();

        assertThat(tick(listener).getFirst()[0]).isEqualTo((short) (8000 + 160 + 1));
    }

    @Test
    void playsAQuietMelodyWhenThereAreNoFiles() {
        OpenSound listener = sounds.open("music:nowhere", 1);
        int ticks = 2 * Melody.length() / 160;
        var heard = new short[ticks * 160];
        for (int i = 0; i < ticks; i++) System.arraycopy(tick(listener).getFirst(), 0, heard, i * 160, 160);

        int loudest = 0;
        double power = 0;
        int steepest = 0;
        for (int i = 1; i < heard.length; i++) {
            loudest = Math.max(loudest, Math.abs(heard[i]));
            steepest = Math.max(steepest, Math.abs(heard[i] - heard[i - 1]));
            power += (double) heard[i] * heard[i];
        }
        assertThat(loudest).isBetween(2000, 7000);
        assertThat(Math.sqrt(power / heard.length)).isBetween(300.0, 2500.0);
        assertThat(steepest).isLessThan(3000); // nothing clicks
        assertThat(Arrays.copyOf(heard, Melody.length()))
                .isEqualTo(Arrays.copyOfRange(heard, Melody.length(), heard.length));
    }
}
