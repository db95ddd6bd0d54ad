package org.patchbay.application.host.internal;

import org.patchbay.media.AudioSource;

/** Plays samples from memory, once. */
final class Samples implements AudioSource {
    private final short[] samples;
    private int position;

    Samples(short[] samples) {
        this.samples = samples;
    }

    @Override
    public int read(short[] into) {
        if (position == samples.length) return -1;
        int count = Math.min(into.length, samples.length - position);
        System.arraycopy(samples, position, into, 0, count);
        position += count;
        return count;
    }
}
