package org.patchbay.codec.g722.internal;

/** The band below 4 kHz, six bits a sample, of which the upper four alone steer the adaptation. */
final class LowerBand {
    private static final int INTERVALS = 30;
    /** Where the intervals of the quantizer end (table 9), in units of the step size. */
    private static final int[] ENDS = {
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219,
        1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
    };

    /** What the 60 codes of six bits stand for; the four lowest are never sent. */
    private static final int[] VALUES_6 = {
        -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576,
        -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040,
        -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
        4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136
    };

    private static final int[] VALUES_4 = {
        0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0
    };

    /** How a code of four bits moves the step size. */
    private static final int[] WEIGHTS = {
        -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60
    };

    private final Predictor predictor = new Predictor();
    private final StepSize step = new StepSize(18_432, 8, 32);

    /** Returns the code of a sample. */
    int encode(int sample) {
        int error = Saturated.of(sample - predictor.estimate());
        int interval = interval(error < 0 ? ~error : error);
        int code = error < 0 ? negativeCode(interval) : 62 - interval;
        adapt(code >> 2);
        return code;
    }

    /** Returns the sample that a code stands for. */
    int decode(int code) {
        int value = predictor.estimate() + (step.value() * VALUES_6[code] >> 15);
        adapt(code >> 2);
        return Math.clamp(value, -16_384, 16_383);
    }

    private int interval(int magnitude) {
        int i = 1;
        while (i < INTERVALS && magnitude >= ENDS[i] * step.value() >> 12) i++;
        return i;
    }

    // the two codes nearest to zero are the last, out of the order of the others
    private static int negativeCode(int interval) {
        return interval < 3 ? 64 - interval : 34 - interval;
    }

    private void adapt(int code) {
        int difference = step.value() * VALUES_4[code] >> 15;
        step.adapt(WEIGHTS[code]);
        predictor.adapt(difference);
    }
}
