package org.patchbay.sound.files.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.patchbay.sound.OpenSound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One class of music, which is read once for all who listen. It runs by the clock from when the first begins to listen until the
 * last has gone, so that everybody hears the same at the same time; who comes late misses the beginning, as with a radio.
 */
final class MusicClass implements SoundReader.Reading {
    static final int RATE_HZ = 8000;
    private static final Logger LOG = LoggerFactory.getLogger(MusicClass.class);
    private static final int AHEAD = 2 * RATE_HZ;
    private static final int CAPACITY = 4 * RATE_HZ;
    private static final int TICK = RATE_HZ / 50;
    private static final int FARTHEST_APART = 3 * TICK;
    private static final int MOST_FAILURES = 100;
    private static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final String name;
    private final Playlist files;
    private final LongSupplier clock;
    private final short[] samples = new short[CAPACITY];
    private final short[] portion = new short[TICK];
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SoundInput input;
    private int failures;
    private volatile long written;
    private volatile long originNanos;
    // of all listeners, guarded by the lock
    private int listeners;
    private long latest;
    private long latestNanos;

    /** What is played one after the other, for ever. */
    interface Playlist {
        /** Opens the next at 8,000 samples a second. */
        SoundInput next() throws IOException;
    }

    MusicClass(String name, Playlist files, LongSupplier clock) {
        this.name = name;
        this.files = files;
        this.clock = clock;
        this.originNanos = clock.getAsLong();
        this.latestNanos = originNanos;
    }

    /** Returns one more who listens; null when the last has just gone, so that there must be another. */
    @Nullable
    OpenSound listen() {
        lock.lock();
        try {
            if (listeners < 0) return null;
            listeners++;
            return new Listener();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many listen. */
    int listeners() {
        lock.lock();
        try {
            return Math.max(0, listeners);
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            if (--listeners == 0) listeners = -1;
        } finally {
            lock.unlock();
        }
    }

    boolean over() {
        lock.lock();
        try {
            if (clock.getAsLong() - latestNanos > FORGOTTEN_NANOS) listeners = -1; // somebody has gone without a word
            return listeners < 0;
        } finally {
            lock.unlock();
        }
    }

    private long now() {
        return (clock.getAsLong() - originNanos) / (TimeUnit.SECONDS.toNanos(1) / RATE_HZ);
    }

    // ---- the reader

    @Override
    public boolean readAhead() {
        long until = now() + AHEAD;
        while (written < until && !over()) {
            int count = read();
            if (count < 0) Arrays.fill(portion, (short) 0); // nothing can be read any more
            put(count < 0 ? portion.length : count);
        }
        return !over();
    }

    private int read() {
        while (failures < MOST_FAILURES) {
            try {
                SoundInput playing = input == null ? files.next() : input;
                input = playing;
                int count = playing.read(portion);
                if (count > 0) {
                    failures = 0;
                    return count;
                }
                failures++; // files without sound are failures too, when there are no others
            } catch (IOException unreadable) {
                failures++;
                LOG.warn("music {}: {}", name, unreadable.getMessage());
            }
            closeInput();
        }
        return -1;
    }

    private void put(int count) {
        long at = written;
        for (int i = 0; i < count; i++) samples[(int) ((at + i) % CAPACITY)] = portion[i];
        written = at + count;
    }

    @Override
    public void finish() {
        lock.lock();
        try {
            listeners = -1;
        } finally {
            lock.unlock();
        }
        closeInput();
    }

    private void closeInput() {
        try {
            if (input != null) input.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("closing music {}", name, e);
        }
        input = null;
    }

    // ---- who listens

    private final class Listener implements OpenSound {
        private long position = -1;
        private volatile boolean closed;

        @Override
        public int read(short[] into) {
            if (closed || over()) return -1;
            long from = place();
            long end = written;
            for (int i = 0; i < into.length; i++) {
                long at = from + i;
                // not read yet, or overwritten since because we were away: silence
                into[i] = at < end && at > end - CAPACITY ? samples[(int) (at % CAPACITY)] : 0;
            }
            position = from + into.length;
            return into.length;
        }

        /** Returns where to go on: where the others are, and never far from the clock. */
        private long place() {
            long now = now();
            long next = position < 0 ? withOthers(now) : position;
            if (Math.abs(next - now) > FARTHEST_APART) next = withOthers(now);
            told(next);
            return next;
        }

        private long withOthers(long now) {
            lock.lock();
            try {
                boolean sameTick = clock.getAsLong() - latestNanos < TimeUnit.MILLISECONDS.toNanos(10);
                long others = sameTick ? latest : latest + TICK;
                return Math.abs(others - now) > FARTHEST_APART ? now : others;
            } finally {
                lock.unlock();
            }
        }

        private void told(long next) {
            lock.lock();
            try {
                latest = next;
                latestNanos = clock.getAsLong();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            if (closed) return;
            closed = true;
            leave();
        }
    }
}
