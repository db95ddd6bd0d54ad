package org.patchbay.channel.media.mixing;

/** How loud one voice is, and whether somebody speaks: louder than what is always there. One frame of 20 ms at a time. */
final class Loudness {
    private static final double SILENCE = Math.pow(32_768 * Math.pow(10, -45 / 20.0), 2); // -45 dBov
    private static final double LOUDER = 8; // 9 dB
    private static final double DECAY = 0.8;
    private static final double FLOOR_RISE = 1.01; // 2 dB a second
    private static final int HANG_OVER = 15;

    private double power;
    private double floor = SILENCE;
    private int speaking;

    /** Takes the next frame. */
    void take(short[] samples) {
        double sum = 0;
        for (short sample : samples) sum += sample * sample;
        double now = sum / samples.length;
        power = Math.max(now, power * DECAY);
        floor = Math.max(1, Math.min(floor * FLOOR_RISE, now));
        if (now > SILENCE && now > floor * LOUDER) speaking = HANG_OVER;
        else if (speaking > 0) speaking--;
    }

    /** Takes a frame in which nothing was said. */
    void nothing() {
        power *= DECAY;
        if (speaking > 0) speaking--;
    }

    /** Returns the mean square of the samples; it rises at once, and falls to a tenth within 200 ms. */
    double power() {
        return power;
    }

    /** Tells whether somebody speaks, or did 300 ms ago. */
    boolean speaking() {
        return speaking > 0;
    }
}
