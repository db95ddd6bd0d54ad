package org.patchbay.codec.g722.internal;

/** The band from 4 to 8 kHz, two bits a sample. */
final class UpperBand {
    private static final int END = 564;
    private static final int[] VALUES = {-7408, -1616, 7408, 1616};
    private static final int[] WEIGHTS = {798, -214, 798, -214};

    private final Predictor predictor = new Predictor();
    private final StepSize step = new StepSize(22_528, 10, 8);

    /** Returns the code of a sample. */
    int encode(int sample) {
        int error = Saturated.of(sample - predictor.estimate());
        boolean far = (error < 0 ? ~error : error) >= END * step.value() >> 12;
        int code = (error < 0 ? 0 : 2) + (far ? 0 : 1);
        adapt(code);
        return code;
    }

    /** Returns the sample that a code stands for. */
    int decode(int code) {
        int value = predictor.estimate() + (step.value() * VALUES[code] >> 15);
        adapt(code);
        return Math.clamp(value, -16_384, 16_383);
    }

    private void adapt(int code) {
        int difference = step.value() * VALUES[code] >> 15;
        step.adapt(WEIGHTS[code]);
        predictor.adapt(difference);
    }
}
