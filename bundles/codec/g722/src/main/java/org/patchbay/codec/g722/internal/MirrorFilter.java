package org.patchbay.codec.g722.internal;

/** The quadrature mirror filter of 24 taps (G.722 table 11) that splits sound in two bands, or joins them. */
final class MirrorFilter {
    private static final int TAPS = 12;
    private static final int[] WEIGHTS = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

    /** The last 12 pairs, newest last; each twice, so that a window over all of them never wraps. */
    private final int[] firsts = new int[2 * TAPS];

    private final int[] seconds = new int[2 * TAPS];
    private int next;
    private int sumOfFirsts;
    private int sumOfSeconds;

    /** Takes two values that follow each other, and computes both sums anew. */
    void take(int first, int second) {
        firsts[next] = firsts[next + TAPS] = first;
        seconds[next] = seconds[next + TAPS] = second;
        next = next + 1 == TAPS ? 0 : next + 1;
        int byFirsts = 0;
        int bySeconds = 0;
        for (int i = 0; i < TAPS; i++) {
            byFirsts += firsts[next + i] * WEIGHTS[i];
            bySeconds += seconds[next + i] * WEIGHTS[TAPS - 1 - i];
        }
        sumOfFirsts = byFirsts;
        sumOfSeconds = bySeconds;
    }

    /** Returns the sum over the first value of each pair, weighed from the oldest on. */
    int sumOfFirsts() {
        return sumOfFirsts;
    }

    /** Returns the sum over the second value of each pair, weighed from the newest on. */
    int sumOfSeconds() {
        return sumOfSeconds;
    }
}
