package org.patchbay.codec.g722.internal;

/** Foretells a band's next sample by its two poles and six zeros (G.722 section 3.6), in the encoder as in the decoder. */
final class Predictor {
    private static final int ZEROS = 6;
    private static final int POLE_STEP = 192;
    private static final int ZERO_STEP = 128;
    private static final int SECOND_POLE_LIMIT = 12_288;
    private static final int FIRST_POLE_LIMIT = 15_360;

    /** The quantized differences, newest first, and what each weighs; index 0 is the newest, which has no weight. */
    private final int[] differences = new int[ZEROS + 1];

    private final int[] zeros = new int[ZEROS + 1];
    private int pole1;
    private int pole2;
    private int rebuilt1;
    private int rebuilt2;
    private int partial1;
    private int partial2;
    private int byZeros;
    private int estimate;

    /** Returns the estimate of the next sample. */
    int estimate() {
        return estimate;
    }

    /** Learns from how far the estimate was off. */
    void adapt(int difference) {
        int rebuilt = Saturated.of(estimate + difference);
        int partial = Saturated.of(byZeros + difference);
        adaptPoles(partial);
        adaptZeros(difference);
        partial2 = partial1;
        partial1 = partial;
        int byPoles = byPoles(rebuilt);
        byZeros = byZeros();
        estimate = Saturated.of(byPoles + byZeros);
    }

    // UPPOL2 and UPPOL1
    private void adaptPoles(int partial) {
        boolean likeLast = sameSign(partial, partial1);
        int fourfold = Saturated.of(pole1 << 2);
        int pull = likeLast ? Math.min(-fourfold, Short.MAX_VALUE) : fourfold;
        int push = sameSign(partial, partial2) ? 128 : -128;
        int second = (pull >> 7) + push + (pole2 * 32_512 >> 15);
        pole2 = Math.clamp(second, -SECOND_POLE_LIMIT, SECOND_POLE_LIMIT);
        int first = Saturated.of((likeLast ? POLE_STEP : -POLE_STEP) + (pole1 * 32_640 >> 15));
        int limit = Saturated.of(FIRST_POLE_LIMIT - pole2);
        pole1 = Math.clamp(first, -limit, limit);
    }

    // UPZERO, and the delay line with it
    private void adaptZeros(int difference) {
        int step = difference == 0 ? 0 : ZERO_STEP;
        differences[0] = difference;
        for (int i = ZEROS; i > 0; i--) {
            int towards = sameSign(differences[i], difference) ? step : -step;
            zeros[i] = Saturated.of(towards + (zeros[i] * 32_640 >> 15));
            differences[i] = differences[i - 1];
        }
    }

    // FILTEP
    private int byPoles(int rebuilt) {
        rebuilt2 = rebuilt1;
        rebuilt1 = rebuilt;
        return Saturated.of(weighed(pole1, rebuilt1) + weighed(pole2, rebuilt2));
    }

    // FILTEZ
    private int byZeros() {
        int sum = 0;
        for (int i = ZEROS; i > 0; i--) sum += weighed(zeros[i], differences[i]);
        return Saturated.of(sum);
    }

    private static int weighed(int weight, int value) {
        return weight * Saturated.of(value + value) >> 15;
    }

    private static boolean sameSign(int a, int b) {
        return (a ^ b) >= 0;
    }
}
