package org.patchbay.channel.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.patchbay.media.Codec;
import org.patchbay.media.Recording;

/** The writer's side of a recording: the time line of both ways, and the file. Owned by the writer's thread. */
final class TapeFile {
    private static final long BEHIND_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int MOST_OF_A_NAME = 10_000;

    private final Tape tape;
    private final StereoWav wav;
    private final ByteBuffer frames;
    private @Nullable Sides sides;
    private boolean paused;
    private long pausedNanos;
    private long lookedNanos;
    private @Nullable IOException failure;

    /** Opens a file that is not there yet. */
    interface Opening {
        FileChannel open(Path file) throws IOException;
    }

    /** What there is once the first sound has come, which says how wide the band is. */
    private record Sides(TimeLine time, Track heard, Track said) {
        void flush() {
            said.flush();
            heard.flush();
        }
    }

    private TapeFile(Tape tape, StereoWav wav, ByteBuffer frames, long nowNanos) {
        this.tape = tape;
        this.wav = wav;
        this.frames = frames;
        this.paused = tape.options().paused();
        this.pausedNanos = nowNanos;
        this.lookedNanos = nowNanos;
    }

    /** @param frames what all recordings are written from, little endian */
    static TapeFile open(Tape tape, Opening opening, ByteBuffer frames, long nowNanos) throws IOException {
        Path wanted = tape.file();
        Path folder = wanted.getParent();
        if (folder != null) Files.createDirectories(folder);
        for (int number = 1; number <= MOST_OF_A_NAME; number++) {
            Path file = RecordingNames.numbered(wanted, number);
            try {
                var wav = new StereoWav(opening.open(file), 8000);
                tape.file(file);
                return new TapeFile(tape, wav, frames, nowNanos);
            } catch (FileAlreadyExistsException taken) {
                // the next number
            }
        }
        throw new IOException("there are " + MOST_OF_A_NAME + " recordings of that name");
    }

    /** Writes what has come; returns false when the recording has ended. */
    boolean step(long nowNanos) throws IOException {
        tape.ring().drain(this::take);
        boolean goesOn = obey(Long.MAX_VALUE);
        if (!goesOn || paused) return goesOn;
        Sides present = sides;
        if (failure != null) throw failure;
        if (present == null) return true;
        present.said().release(nowNanos);
        present.heard().release(nowNanos);
        long until = nowNanos - BEHIND_NANOS;
        if (present.time().at(until) - wav.frames() >= present.time().rateHz()) writeTo(present, until);
        look(nowNanos);
        return wav.frames() < most(present.time().rateHz());
    }

    /** Does what was ordered until that moment; returns false when it was to stop. */
    private boolean obey(long untilNanos) throws IOException {
        for (Tape.Order order = tape.orders().peek();
                order != null;
                order = tape.orders().peek()) {
            if (order.nanos() > untilNanos) break;
            if (order.kind() == Tape.Order.Kind.STOP) {
                end(order.nanos());
                return false;
            }
            tape.orders().remove();
            if (order.kind() == Tape.Order.Kind.PAUSE) pause(order.nanos());
            else resume(order.nanos());
        }
        return true;
    }

    private void pause(long nanos) throws IOException {
        if (paused) return;
        end(nanos);
        paused = true;
        pausedNanos = nanos;
    }

    private void resume(long nanos) {
        if (!paused) return;
        paused = false;
        if (sides != null) sides.time().skip(nanos - pausedNanos);
    }

    /** Writes all until that moment. */
    private void end(long nanos) throws IOException {
        Sides present = sides;
        if (present == null || paused) return;
        present.flush();
        writeTo(present, nanos);
        present.said().clear();
        present.heard().clear();
    }

    /** Writes the rest, because it ends other than by an order. */
    void finish(long nowNanos) throws IOException {
        tape.ring().drain(this::take);
        if (obey(Long.MAX_VALUE)) end(nowNanos);
    }

    private void take(boolean sent, long arrivedNanos, ByteBuffer octets) {
        Packet packet = Packet.read(arrivedNanos, octets);
        if (packet == null || !obeyed(arrivedNanos) || paused) return;
        Sides present = sides == null ? begin(sent, packet) : sides;
        if (present != null) (sent ? present.heard() : present.said()).take(packet);
    }

    // an order between two packets is obeyed between them; what fails then fails again at the next step
    private boolean obeyed(long nanos) {
        Tape.Order next = tape.orders().peek();
        if (next == null || next.nanos() > nanos) return true;
        if (next.kind() == Tape.Order.Kind.STOP) return false;
        try {
            return obey(nanos);
        } catch (IOException full) {
            failure = full;
            return false;
        }
    }

    private @Nullable Sides begin(boolean sent, Packet first) {
        Codec codec = tape.codec(sent, first.payloadType());
        if (codec == null) return null;
        if (!tape.decodes(codec)) {
            failure = new IOException("there is no codec here that decodes " + codec.name());
            return null;
        }
        int rateHz = tape.rateHz();
        wav.rateHz(rateHz);
        var time = new TimeLine(rateHz, first.arrivedNanos());
        var begun = new Sides(
                time, new Track(time, tape.decodersOfSent(rateHz)), new Track(time, tape.decodersOfReceived(rateHz)));
        sides = begun;
        return begun;
    }

    private void writeTo(Sides present, long nanos) throws IOException {
        if (failure != null) throw failure;
        long to = Math.min(present.time().at(nanos), most(present.time().rateHz()));
        while (wav.frames() < to) {
            long next = Math.min(to, wav.frames() + frames.capacity() / StereoWav.FRAME_OCTETS);
            int octets = (int) (next - wav.frames()) * StereoWav.FRAME_OCTETS;
            frames.clear().limit(octets);
            present.said().write(next, frames, 0);
            present.heard().write(next, frames, 1);
            wav.append(frames);
        }
        var unused = length();
    }

    private long most(int rateHz) {
        return Math.min(
                StereoWav.LARGEST / StereoWav.FRAME_OCTETS,
                tape.options().longest().toSeconds() * rateHz);
    }

    private void look(long nowNanos) throws IOException {
        if (nowNanos - lookedNanos < LOOK_NANOS) return;
        lookedNanos = nowNanos;
        if (!Files.exists(tape.file())) throw new IOException("the file has been removed");
    }

    /** Returns how long the file is. */
    Duration length() {
        Sides present = sides;
        Duration length = present == null
                ? Duration.ZERO
                : Duration.ofMillis(wav.frames() * 1000 / present.time().rateHz());
        if (!(tape.state() instanceof Recording.Ended)) {
            tape.state(paused ? new Recording.Paused(length) : new Recording.Running(length));
        }
        return length;
    }

    void close() throws IOException {
        if (sides != null) {
            sides.said().close();
            sides.heard().close();
        }
        wav.close();
        if (wav.frames() == 0) Files.deleteIfExists(tape.file());
    }
}
