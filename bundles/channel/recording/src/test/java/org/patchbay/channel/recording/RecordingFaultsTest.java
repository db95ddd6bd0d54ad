package org.patchbay.channel.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.patchbay.channel.recording.Studio.counting;
import static org.patchbay.channel.recording.Studio.packet;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.recording.Studio.Wav;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

@Timeout(20)
class RecordingFaultsTest {
    @TempDir
    Path folder;

    private static void talk(Studio studio, Tape tape, int seconds) {
        for (int i = 0; i < 50 * seconds; i++) {
            tape.received(packet(96, i, i * 160, counting(1 + i * 160, 160)));
            studio.pass(20);
        }
    }

    private static Recording.Ended ended(Tape tape) {
        return (Recording.Ended) tape.state();
    }

    private static TapeFile.Opening fullAfter(long octets) {
        return file ->
                new FullDisk(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), octets);
    }

    @Test
    void endsWithWhatWasWrittenWhenTheDiskIsFull() {
        var studio = new Studio(folder, fullAfter(100_000));
        Tape tape = studio.begin(LinearCodec.NARROW);
        List<String> told = new ArrayList<>();
        tape.onEnd(() -> told.add("ended"));

        talk(studio, tape, 10);

        assertThat(ended(tape).failure()).isEqualTo("No space left on device");
        assertThat(told).containsExactly("ended");
        short[] left = Wav.read(tape.file()).left();
        assertThat(left).hasSizeGreaterThanOrEqualTo(16_000).isEqualTo(counting(1, left.length));
        assertThat(ended(tape).length()).isEqualTo(Duration.ofMillis(left.length / 8));
    }

    @Test
    void endsOneAndWritesTheOthers() {
        var first = new boolean[] {true};
        var studio = new Studio(folder, file -> {
            boolean full = first[0];
            first[0] = false;
            return fullAfter(full ? 40_000 : Long.MAX_VALUE).open(file);
        });
        Tape full = studio.begin(LinearCodec.NARROW);
        Tape other = studio.begin(LinearCodec.NARROW);
        for (int i = 0; i < 250; i++) {
            full.received(packet(96, i, i * 160, counting(1 + i * 160, 160)));
            other.received(packet(96, i, i * 160, counting(1 + i * 160, 160)));
            studio.pass(20);
        }

        assertThat(full.state()).isInstanceOf(Recording.Ended.class);
        assertThat(studio.end(other).left()).isEqualTo(counting(1, 40_000));
        assertThat(other.file()).hasFileName("talk-2.wav");
    }

    @Test
    void saysThatTheFolderCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("recordings"));
        var studio = new Studio(file);

        Tape tape = studio.begin(LinearCodec.NARROW);
        talk(studio, tape, 1);

        assertThat(ended(tape).failure()).contains(file.toString());
        assertThat(ended(tape).length()).isEqualTo(Duration.ZERO);
    }

    @Test
    void endsWhenTheFileIsRemoved() throws IOException {
        var studio = new Studio(folder);
        Tape tape = studio.begin(LinearCodec.NARROW);
        talk(studio, tape, 3);
        Files.delete(tape.file());

        talk(studio, tape, 4);

        assertThat(ended(tape).failure()).isEqualTo("the file has been removed");
        assertThat(tape.file()).doesNotExist();
    }

    @Test
    void hasAGapWhereTheWriterWasTooSlow() {
        var studio = new Studio(folder);
        Tape tape = studio.begin(LinearCodec.NARROW);
        talk(studio, tape, 1);
        for (int i = 50; i < 5000; i++) tape.received(packet(96, i, i * 160, counting(1, 160)));
        studio.pass(20);

        Wav wav = studio.end(tape);

        assertThat(tape.state()).isInstanceOf(Recording.Ended.class);
        assertThat(tape.ring().dropped()).isGreaterThan(4000);
        assertThat(wav.left()).startsWith(counting(1, 8000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/../../x",
                "/etc/x",
                "",
                "a//b",
                ".hidden",
                "a/.b",
                "a\\b",
                "a\0b",
                "a b",
                "a/b/c/d/e/f",
                "ü"
            })
    void refusesNamesThatLeadElsewhere(String name) {
        var studio = new Studio(folder);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> studio.begin(name, RecordingOptions.DEFAULT, LinearCodec.NARROW));
    }

    @Test
    void makesTheFoldersThatANameHas() {
        var studio = new Studio(folder);

        Tape tape = studio.begin("2026-11-23/+491701_x@y=z", RecordingOptions.DEFAULT, LinearCodec.NARROW);

        assertThat(tape.file())
                .isEqualTo(folder.resolve("2026-11-23/+491701_x@y=z.wav"))
                .exists();
    }

    @Test
    void endsAllWhenTheServersModuleEnds() {
        var recorder = new Recorder(folder);
        recorder.start();
        Tape tape = recorder.begin("talk", RecordingOptions.DEFAULT, LinearCodec::of);
        tape.agreed(List.of(LinearCodec.NARROW), List.of(LinearCodec.NARROW));
        tape.received(packet(96, 1, 0, counting(1, 160)));

        recorder.close();
        recorder.close();

        assertThat(ended(tape).failure()).contains("media module ends");
        assertThat(Wav.read(tape.file()).left()).startsWith((short) 1);
        Tape late = recorder.begin("late", RecordingOptions.DEFAULT, LinearCodec::of);
        assertThat(late.state()).isInstanceOf(Recording.Ended.class);
    }

    @Test
    void allocatesNothingOnTheRelayLoop() {
        var studio = new Studio(folder);
        Tape tape = studio.begin(LinearCodec.NARROW);
        ByteBuffer packet = packet(96, 1, 0, counting(1, 160));
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 1000; i++) tape.received(packet);

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100_000; i++) tape.received(packet);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(10_000);
    }
}
