package org.patchbay.sound.files.internal;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.patchbay.sound.OpenSound;

/** Comfort noise: what a quiet line sounds like, softer towards the high end. Its level is counted as in RFC 3389 section 3.1. */
final class NoiseSound implements OpenSound {
    private static final double SMOOTHING = 0.5;
    // what is smoothed so is softer than what it was made of
    private static final double MADE_UP = Math.sqrt((1 + SMOOTHING) / (1 - SMOOTHING));

    private final RandomGenerator random = new Random();
    private final double amplitude;
    private double last;
    private long left;
    private volatile boolean closed;

    /** @param level below overload in dB, 0-127 */
    NoiseSound(int level, long samples) {
        this.amplitude = 32_768 * Math.pow(10, -level / 20.0);
        this.left = samples;
    }

    @Override
    public int read(short[] samples) {
        if (left <= 0 || closed) return -1;
        int count = (int) Math.min(samples.length, left);
        for (int i = 0; i < count; i++) samples[i] = next();
        left -= count;
        return count;
    }

    private short next() {
        last = SMOOTHING * last + (1 - SMOOTHING) * random.nextGaussian();
        return (short) Math.clamp(Math.round(amplitude * MADE_UP * last), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    @Override
    public void close() {
        closed = true;
    }
}
