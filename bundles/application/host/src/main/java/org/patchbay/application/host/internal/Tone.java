package org.patchbay.application.host.internal;

import java.time.Duration;
import org.patchbay.media.AudioSource;

/** A sine tone at -10 dBm0 or so, steady or in a cadence. */
final class Tone implements AudioSource {
    private static final int RATE_HZ = 8000;
    private static final double AMPLITUDE = 8000;

    private final double step;
    private final long on;
    private final long period;
    private final long length;
    private long position;

    private Tone(int frequencyHz, long on, long period, long length) {
        this.step = 2 * Math.PI * frequencyHz / RATE_HZ;
        this.on = on;
        this.period = period;
        this.length = length;
    }

    static Tone steady(int frequencyHz, Duration length) {
        return new Tone(frequencyHz, samples(length), samples(length), samples(length));
    }

    static Tone cadenced(int frequencyHz, Duration on, Duration off, Duration length) {
        return new Tone(frequencyHz, samples(on), samples(on.plus(off)), samples(length));
    }

    private static long samples(Duration duration) {
        return duration.toMillis() * RATE_HZ / 1000;
    }

    @Override
    public int read(short[] samples) {
        if (position >= length) return -1;
        int count = (int) Math.min(samples.length, length - position);
        for (int i = 0; i < count; i++, position++) {
            boolean sounds = position % period < on;
            samples[i] = sounds ? (short) Math.round(AMPLITUDE * Math.sin(step * position)) : 0;
        }
        return count;
    }
}
