package org.patchbay.sound.files.internal;

/** Samples on their way from the reader to one who plays them; neither waits for the other. */
final class SampleRing {
    private final short[] samples;
    private volatile long written;
    private volatile long read;

    SampleRing(int capacity) {
        this.samples = new short[capacity];
    }

    /** Returns how many find room now. */
    int room() {
        return samples.length - present();
    }

    int present() {
        return (int) (written - read);
    }

    /** Puts {@code count}, for which there must be room. */
    void put(short[] from, int count) {
        long at = written;
        int index = (int) (at % samples.length);
        int first = Math.min(count, samples.length - index);
        System.arraycopy(from, 0, samples, index, first);
        System.arraycopy(from, first, samples, 0, count - first);
        written = at + count;
    }

    /** Takes as many as there are, at most what {@code to} holds; returns how many. */
    int take(short[] to) {
        long at = read;
        int count = Math.min(present(), to.length);
        int index = (int) (at % samples.length);
        int first = Math.min(count, samples.length - index);
        System.arraycopy(samples, index, to, 0, first);
        System.arraycopy(samples, 0, to, first, count - first);
        read = at + count;
        return count;
    }
}
