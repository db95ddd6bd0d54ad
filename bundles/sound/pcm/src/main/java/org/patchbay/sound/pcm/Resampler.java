package org.patchbay.sound.pcm;

import java.util.Arrays;

/**
 * Brings a stream from one rate to another with a windowed sinc, so that nothing above half of the lower rate folds back. The
 * filter is symmetric and its delay is taken out: what comes out is aligned with what went in. Used by one thread at a time.
 */
public final class Resampler {
    private static final int HALF_WIDTH = 16;
    private static final int MOST_FILTERS = 1024;

    private final int step;
    private final int phases;
    private final float[][] filters;
    private final int reach;
    private float[] history;
    private int kept;
    private int phase;
    private long due;
    private long taken;

    /**
     * Makes one for a stream.
     *
     * @param fromHz 1,000-192,000
     * @param toHz 8,000-48,000
     */
    public Resampler(int fromHz, int toHz) {
        if (fromHz < 1000 || fromHz > 192_000 || toHz < 8000 || toHz > 48_000) {
            throw new IllegalArgumentException("from " + fromHz + " to " + toHz + " Hz");
        }
        int common = gcd(fromHz, toHz);
        this.phases = toHz / common;
        this.step = fromHz / common;
        double cutoff = Math.min(1, (double) toHz / fromHz);
        this.reach = (int) Math.ceil(HALF_WIDTH / cutoff);
        this.filters = filters(cutoff);
        this.history = new float[4 * reach + 1024];
        this.kept = reach; // silence before the beginning
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private float[][] filters(double cutoff) {
        // rates with little in common have thousands of phases; nobody hears a thousandth of a sample
        var made = new float[Math.min(phases, MOST_FILTERS)][];
        for (int number = 0; number < made.length; number++)
            made[number] = filter((double) number / made.length, cutoff);
        return made;
    }

    private float[] filter(double fraction, double cutoff) {
        var taps = new float[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < taps.length; i++) {
            double distance = i - reach - fraction;
            double weight = weight(distance, cutoff);
            taps[i] = (float) weight;
            sum += weight;
        }
        for (int i = 0; i < taps.length; i++) taps[i] /= (float) sum; // level stays exactly what it was
        return taps;
    }

    private double weight(double distance, double cutoff) {
        if (Math.abs(distance) > reach) return 0;
        double window = 0.5 + 0.5 * Math.cos(Math.PI * distance / (reach + 1));
        double x = Math.PI * distance * cutoff;
        return (x == 0 ? 1 : Math.sin(x) / x) * window;
    }

    /** Returns how many samples may come out of {@code samples} more. */
    public int room(int samples) {
        return (int) ((long) (samples + reach) * phases / step) + 2;
    }

    /**
     * Takes {@code count} samples from the start of {@code in}, and writes what they complete to the start of {@code out}.
     *
     * @return how many were written, at most {@link #room room(count)}
     */
    public int resample(short[] in, int count, short[] out) {
        append(in, count);
        int written = 0;
        while (due + reach < taken) {
            out[written++] = at((int) (due - taken + kept));
            phase += step;
            due += phase / phases;
            phase %= phases;
        }
        forget();
        return written;
    }

    /** Writes what is still to come after the end to the start of {@code out}; returns how many. */
    public int finish(short[] out) {
        return resample(new short[reach], reach, out);
    }

    private void append(short[] in, int count) {
        if (kept + count > history.length) history = Arrays.copyOf(history, kept + count + history.length);
        for (int i = 0; i < count; i++) history[kept++] = in[i];
        taken += count;
    }

    private short at(int center) {
        float[] taps = filters[(int) ((long) phase * filters.length / phases)];
        float sum = 0;
        int first = center - reach;
        for (int i = 0; i < taps.length; i++) sum += history[first + i] * taps[i];
        return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private void forget() {
        int needless = Math.min(kept, (int) (due - taken + kept) - reach);
        if (needless <= 0) return;
        System.arraycopy(history, needless, history, 0, kept - needless);
        kept -= needless;
    }
}
