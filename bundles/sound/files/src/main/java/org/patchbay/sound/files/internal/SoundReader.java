package org.patchbay.sound.files.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that reads sound files, ahead of all who play them. While a disk is slow they are silent, and nothing else waits. */
final class SoundReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SoundReader.class);
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Thread thread =
            Thread.ofPlatform().name("patchbay-sound-reader").daemon().unstarted(this::run);
    private final Queue<Reading> added = new ConcurrentLinkedQueue<>();
    private final List<Reading> readings = new ArrayList<>();
    private volatile boolean closed;

    /** Something that is read ahead. */
    interface Reading {
        /** Reads as far ahead as it should; returns false when there is no more to be read. Logs what fails. */
        boolean readAhead();

        /** Frees what it reads from. Called once, by the reader. */
        void finish();
    }

    void start() {
        thread.start();
    }

    /** Has {@code reading} read ahead from now on. */
    void add(Reading reading) {
        added.add(reading);
        LockSupport.unpark(thread);
        if (closed && added.remove(reading)) reading.finish();
    }

    private void run() {
        while (!closed) {
            step();
            LockSupport.parkNanos(readings.isEmpty() ? TimeUnit.SECONDS.toNanos(60) : PERIOD_NANOS);
        }
        admit();
        readings.forEach(Reading::finish);
    }

    /** Reads on for everybody. */
    void step() {
        admit();
        readings.removeIf(this::done);
    }

    private boolean done(Reading reading) {
        try {
            if (reading.readAhead()) return false;
        } catch (RuntimeException | LinkageError failure) {
            // codecs are others' code, and may even be half unloaded: others' sounds go on
            LOG.warn("a sound ends: {}", failure.toString());
        }
        reading.finish();
        return true;
    }

    private void admit() {
        for (Reading one = added.poll(); one != null; one = added.poll()) readings.add(one);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
