package org.patchbay.channel.media.mixing;

/** Turns a sum down that is louder than 16 bits can be, and up again slowly. What is within them stays as it is. */
final class Limiter {
    private static final int MOST = Short.MAX_VALUE;
    private static final double RELEASE = 0.05; // of the way, a frame: half of it within 300 ms

    private double from = 1;
    private double to = 1;

    /** Takes the greatest sample of the next frame. */
    void next(int peak) {
        from = to;
        double released = to + (1 - to) * RELEASE;
        if (released > 0.999) released = 1;
        to = peak > MOST ? Math.min(released, (double) MOST / peak) : released;
    }

    /** Returns sample {@code index} of {@code length} in the frame as loud as it may be, but for the beginning of a frame, which may be louder. */
    int limit(int sample, int index, int length) {
        if (from == 1 && to == 1) return sample;
        return (int) Math.round(sample * (from + (to - from) * (index + 1) / length));
    }
}
