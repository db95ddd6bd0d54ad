package org.patchbay.channel.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.patchbay.media.Codec;
import org.patchbay.media.RecordingOptions;

/** A recorder whose time goes on when a test says so, and a leg that it records. */
final class Studio {
    static final long MILLI = 1_000_000;
    private static final Codec DIGITS = Codec.TELEPHONE_EVENT;

    final Recorder recorder;
    private long nanos = 5_000_000_000L;
    private long stepped = nanos;

    Studio(Path folder) {
        this(folder, file -> FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
    }

    Studio(Path folder, TapeFile.Opening opening) {
        recorder = new Recorder(folder, () -> nanos, opening);
    }

    Tape begin(String name, RecordingOptions options, Codec codec) {
        Tape tape = recorder.begin(name, options, LinearCodec::of);
        List<Codec> agreed = List.of(codec, DIGITS);
        tape.agreed(agreed, agreed);
        recorder.step();
        return tape;
    }

    Tape begin(Codec codec) {
        return begin("talk", RecordingOptions.DEFAULT, codec);
    }

    long millis() {
        return nanos / MILLI;
    }

    /** Goes to that moment; the recorder writes four times a second. */
    void goTo(long newNanos) {
        while (newNanos - stepped >= 250 * MILLI) {
            stepped += 250 * MILLI;
            nanos = Math.max(nanos, stepped);
            recorder.step();
        }
        nanos = Math.max(nanos, newNanos);
    }

    void pass(long millis) {
        goTo(nanos + millis * MILLI);
    }

    long nanos() {
        return nanos;
    }

    /** Stops the recording and writes it. */
    Wav end(Tape tape) {
        tape.stop();
        recorder.step();
        return Wav.read(tape.file());
    }

    static ByteBuffer packet(int payloadType, int sequence, int timestamp, short... samples) {
        ByteBuffer packet = ByteBuffer.allocate(12 + 2 * samples.length);
        packet.put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(0x1234);
        for (short sample : samples) packet.putShort(sample);
        return packet.flip();
    }

    /** Returns 20 ms of samples that count up from {@code first}. */
    static short[] counting(int first, int count) {
        var samples = new short[count];
        for (int i = 0; i < count; i++) samples[i] = (short) (first + i);
        return samples;
    }

    /** A stereo file as a player sees it. */
    record Wav(int rateHz, short[] left, short[] right) {
        static Wav read(Path file) {
            try {
                ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
                int octets = in.getInt(40);
                if (in.getInt(0) != 0x46464952 || in.getInt(4) != octets + 36 || in.getShort(22) != 2) {
                    throw new AssertionError("not a header that a player reads");
                }
                if (in.limit() < 44 + octets) throw new AssertionError("the header tells of more than there is");
                var left = new short[octets / 4];
                var right = new short[octets / 4];
                in.position(44);
                for (int i = 0; i < left.length; i++) {
                    left[i] = in.getShort();
                    right[i] = in.getShort();
                }
                return new Wav(in.getInt(24), left, right);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
