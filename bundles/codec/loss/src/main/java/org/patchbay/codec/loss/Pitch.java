package org.patchbay.codec.loss;

/** Finds the length of the voice's period at the end of what was heard. */
final class Pitch {
    /** The search goes over every n-th lag and sample first, so that it works at this rate (G.711 Appendix I.2.2 does as much). */
    private static final int COARSE_HZ = 4000;

    private Pitch() {}

    /** Returns the lag, 5 to 15 ms, at which the last 20 ms are most like what was before them. */
    static int period(short[] heard, int rateHz) {
        int coarse = Math.max(1, rateHz / COARSE_HZ);
        int shortest = rateHz / 200;
        int longest = rateHz * 3 / 200;
        int best = best(heard, rateHz / 50, shortest, longest, coarse);
        return best(heard, rateHz / 50, Math.max(shortest, best - coarse), Math.min(longest, best + coarse), 1);
    }

    private static int best(short[] heard, int window, int from, int to, int step) {
        int best = from;
        double highest = Double.NEGATIVE_INFINITY;
        for (int lag = from; lag <= to; lag += step) {
            double likeness = likeness(heard, window, lag, step);
            if (likeness > highest) {
                highest = likeness;
                best = lag;
            }
        }
        return best;
    }

    // the correlation, made independent of how loud the earlier window is
    private static double likeness(short[] heard, int window, int lag, int step) {
        long product = 0;
        long energy = 1;
        for (int i = heard.length - window; i < heard.length; i += step) {
            product += heard[i] * heard[i - lag];
            energy += heard[i - lag] * heard[i - lag];
        }
        return product / Math.sqrt(energy);
    }
}
