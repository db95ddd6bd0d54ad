package org.patchbay.channel.media.internal;

/** How much of one frequency a block of sound has, by Goertzel's algorithm. */
final class Goertzel {
    private final double weight;
    private double last;
    private double beforeLast;

    Goertzel(int hertz, int rateHz) {
        this.weight = 2 * Math.cos(2 * Math.PI * hertz / rateHz);
    }

    void take(short sample) {
        double now = sample + weight * last - beforeLast;
        beforeLast = last;
        last = now;
    }

    /** Returns the power since the last call, and begins anew: of n samples of a sine of amplitude a it is (a n / 2) squared. */
    double power() {
        double power = last * last + beforeLast * beforeLast - weight * last * beforeLast;
        last = 0;
        beforeLast = 0;
        return power;
    }
}
