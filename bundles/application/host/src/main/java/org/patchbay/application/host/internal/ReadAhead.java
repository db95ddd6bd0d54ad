package org.patchbay.application.host.internal;

import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.patchbay.media.AudioSource;

/**
 * Sound of an application's own, read ahead on a platform thread of its own: the media clock, which plays to all calls, must not
 * wait for code that blocks, nor a carrier thread for code that computes. What comes too late is silence meanwhile.
 */
final class ReadAhead implements AudioSource, AutoCloseable {
    private static final int FRAMES = 10;

    private final AudioSource source;
    private final BlockingQueue<ShortBuffer> frames = new ArrayBlockingQueue<>(FRAMES);
    private final Thread reader =
            Thread.ofPlatform().daemon().name("audio-source").unstarted(this::readAll);
    private ShortBuffer frame = ShortBuffer.allocate(0);
    private volatile @Nullable Throwable failure;
    private volatile boolean over;

    private ReadAhead(AudioSource source) {
        this.source = source;
    }

    /** Begins to read {@code source}, until its end or {@link #close}. */
    static ReadAhead of(AudioSource source) {
        var ahead = new ReadAhead(source);
        ahead.reader.start();
        return ahead;
    }

    private void readAll() {
        try {
            var samples = new short[source.rateHz() / 50];
            for (int read = source.read(samples); read >= 0; read = source.read(samples)) {
                frames.put(ShortBuffer.wrap(Arrays.copyOf(samples, read)));
            }
        } catch (InterruptedException closed) {
            // nobody listens any more
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
        } finally {
            over = true;
        }
    }

    @Override
    public int rateHz() {
        return source.rateHz();
    }

    @Override
    public int read(short[] samples) {
        boolean complete = over; // asked first: what was put before it is found below
        int written = 0;
        while (written < samples.length && (frame.hasRemaining() || next())) {
            int count = Math.min(frame.remaining(), samples.length - written);
            frame.get(samples, written, count);
            written += count;
        }
        if (written > 0) return written;
        if (complete) return end();
        Arrays.fill(samples, (short) 0);
        return samples.length;
    }

    private boolean next() {
        ShortBuffer came = frames.poll();
        if (came != null) frame = came;
        return came != null;
    }

    private int end() {
        switch (failure) {
            case RuntimeException thrown -> throw thrown;
            case Error thrown -> throw thrown;
            case null, default -> {
                return -1;
            }
        }
    }

    @Override
    public void close() {
        reader.interrupt();
    }
}
