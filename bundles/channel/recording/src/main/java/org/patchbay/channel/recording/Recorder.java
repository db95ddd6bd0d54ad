package org.patchbay.channel.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes all recordings, on one thread of its own: a disk that is slow or full makes recordings end or have gaps, and harms no call.
 */
public final class Recorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final Duration LONGEST_END = Duration.ofMillis(400);

    private final LongSupplier clock;
    private final TapeFile.Opening opening;
    private final Thread thread =
            Thread.ofPlatform().name("patchbay-recorder").daemon().unstarted(this::run);
    private final Queue<Tape> begun = new ConcurrentLinkedQueue<>();
    private final List<Running> running = new ArrayList<>();
    private final ByteBuffer frames =
            ByteBuffer.allocate(16_000 * StereoWav.FRAME_OCTETS).order(ByteOrder.LITTLE_ENDIAN);
    private volatile Path folder;
    private volatile boolean closed;

    private record Running(Tape tape, @Nullable TapeFile file) {}

    /** Makes one that writes into {@code folder}, which is made when the first recording begins. */
    public Recorder(Path folder) {
        this(
                folder,
                System::nanoTime,
                file -> FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
    }

    Recorder(Path folder, LongSupplier clock, TapeFile.Opening opening) {
        this.folder = folder;
        this.clock = clock;
        this.opening = opening;
    }

    /** Begins to write what is recorded. */
    public void start() {
        thread.start();
    }

    /** Has recordings that begin from now on written into another folder. */
    public void folder(Path next) {
        folder = next;
    }

    /**
     * Begins a recording of a leg, which is to be given its packets.
     *
     * @throws IllegalArgumentException when that can't be the name of a file
     */
    public Tape begin(String name, RecordingOptions options, Function<Codec, Optional<AudioCodec>> codecs) {
        var tape = new Tape(name, RecordingNames.in(folder, name), options, codecs, this);
        begun.add(tape);
        wake();
        if (closed && begun.remove(tape))
            tape.state(new Recording.Ended(Duration.ZERO, "the server's media module ends"));
        return tape;
    }

    long nanos() {
        return clock.getAsLong();
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            step();
            LockSupport.parkNanos(running.isEmpty() ? TimeUnit.SECONDS.toNanos(60) : STEP_NANOS);
        }
        endAll();
    }

    /** Writes what has come since the last time. */
    void step() {
        admit();
        long now = nanos();
        for (Iterator<Running> each = running.iterator(); each.hasNext(); ) {
            if (!step(each.next(), now)) each.remove();
        }
    }

    private void admit() {
        for (Tape tape = begun.poll(); tape != null; tape = begun.poll()) {
            try {
                running.add(new Running(tape, TapeFile.open(tape, opening, frames, nanos())));
                LOG.info("recording {}", tape.file());
            } catch (IOException | RuntimeException failure) {
                end(new Running(tape, null), reason(failure));
            }
        }
    }

    private boolean step(Running one, long now) {
        try {
            TapeFile file = one.file();
            if (file != null && file.step(now)) {
                var unused = file.length();
                return true;
            }
            end(one, "");
        } catch (IOException | RuntimeException | LinkageError failure) {
            // codecs are others' code, and may even be half unloaded
            end(one, reason(failure));
        }
        return false;
    }

    private void end(Running one, String failure) {
        TapeFile file = one.file();
        Duration length = file == null ? Duration.ZERO : file.length();
        try {
            if (file != null) file.close();
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.debug("closing {}", one.tape().file(), e);
        }
        one.tape().state(new Recording.Ended(length, failure));
        if (failure.isEmpty()) LOG.info("recorded {}, {} s", one.tape().file(), length.toSeconds());
        else LOG.warn("the recording {} has ended after {} s: {}", one.tape().file(), length.toSeconds(), failure);
        long dropped = one.tape().ring().dropped();
        if (dropped > 0)
            LOG.warn(
                    "the recording {} lacks {} packets, which came faster than they could be written",
                    one.tape().file(),
                    dropped);
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case AccessDeniedException denied -> denied.getFile() + " may not be written";
            case FileSystemException file when file.getReason() != null -> file.getFile() + ": " + file.getReason();
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }

    private void endAll() {
        admit();
        for (Running one : running) {
            try {
                if (one.file() != null) one.file().finish(nanos());
            } catch (IOException | RuntimeException | LinkageError e) {
                LOG.debug("ending {}", one.tape().file(), e);
            }
            end(one, "the server's media module ends");
        }
        running.clear();
    }

    /** Ends every recording; what has come is written. May be called twice. */
    @Override
    public void close() {
        closed = true;
        wake();
        try {
            thread.join(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
