package org.patchbay.sound.files.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.patchbay.sound.OpenSound;
import org.patchbay.sound.Sounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sound file that is played: the reader fills a ring, and who plays empties it. */
final class ReadSound implements OpenSound, SoundReader.Reading {
    private static final Logger LOG = LoggerFactory.getLogger(ReadSound.class);
    private static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Reopening file;
    private final LongSupplier clock;
    private final SampleRing ring;
    private final int rateHz;
    private final short[] portion;
    private SoundInput input;
    private int timesLeft;
    private boolean anything;
    private volatile boolean complete;
    private volatile boolean closed;
    private volatile long playedNanos;

    /** What opens the file once more. */
    interface Reopening {
        SoundInput open() throws IOException;
    }

    private ReadSound(Reopening file, int times, LongSupplier clock) throws IOException {
        this.file = file;
        this.clock = clock;
        this.timesLeft = times;
        this.input = file.open();
        this.rateHz = input.rateHz();
        this.portion = new short[rateHz / 50];
        this.ring = new SampleRing(rateHz);
        this.playedNanos = clock.getAsLong();
    }

    /** Opens a file and reads its beginning, which tells whether it is any good. */
    static ReadSound open(Reopening file, int times, LongSupplier clock) throws IOException {
        var sound = new ReadSound(file, times, clock);
        try {
            sound.fill();
            return sound;
        } catch (IOException | RuntimeException | Error failure) {
            sound.input.close();
            throw failure;
        }
    }

    @Override
    public int rateHz() {
        return rateHz;
    }

    @Override
    public int read(short[] samples) {
        playedNanos = clock.getAsLong();
        if (closed) return -1;
        boolean all = complete; // asked first: what was put before it is found below
        int count = ring.take(samples);
        if (count > 0 || all) return count == 0 ? -1 : count;
        Arrays.fill(samples, (short) 0);
        return samples.length;
    }

    @Override
    public boolean readAhead() {
        if (closed || clock.getAsLong() - playedNanos > FORGOTTEN_NANOS) return false;
        try {
            fill();
        } catch (IOException failure) {
            LOG.warn("a sound ends before its time: {}", failure.getMessage());
            complete = true;
        }
        return !complete;
    }

    private void fill() throws IOException {
        while (!complete && ring.room() >= portion.length) {
            int count = input.read(portion);
            if (count > 0) ring.put(portion, count);
            else again();
            anything |= count > 0;
        }
    }

    // a file without any sound would be read again for ever
    private void again() throws IOException {
        if (!anything || timesLeft == 1) {
            complete = true;
            return;
        }
        if (timesLeft != Sounds.ENDLESS) timesLeft--;
        input.close();
        input = file.open();
    }

    @Override
    public void finish() {
        closed = closed || !complete;
        try {
            input.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("closing a sound", e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
