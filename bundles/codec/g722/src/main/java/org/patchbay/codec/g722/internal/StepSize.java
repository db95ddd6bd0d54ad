package org.patchbay.codec.g722.internal;

/** How coarse a band's quantizer is, which follows how loud the band has been (G.722 section 3.5). */
final class StepSize {
    /** Two to the power of i/32, from 2048. */
    private static final int[] POWERS = {
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834, 2896, 2960,
        3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
    };

    private final int limit;
    private final int shift;
    private int logarithm;
    private int value;

    /**
     * @param limit of the logarithm
     * @param shift by which a power comes to scale
     * @param first step size, after a reset
     */
    StepSize(int limit, int shift, int first) {
        this.limit = limit;
        this.shift = shift;
        this.value = first;
    }

    int value() {
        return value;
    }

    /** Grows or shrinks by the weight of the code that was sent. */
    void adapt(int weight) {
        logarithm = Math.clamp((logarithm * 127 >> 7) + weight, 0, limit);
        int power = POWERS[logarithm >> 6 & 0x1F];
        int down = shift - (logarithm >> 11);
        value = (down < 0 ? power << -down : power >> down) << 2;
    }
}
