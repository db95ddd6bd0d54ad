package org.patchbay.channel.media.internal;

import org.patchbay.sound.pcm.Resampler;

/** Frames of 20 ms at one rate, as whole frames of 20 ms at another. */
final class RateChange {
    private final Resampler resampler;
    private final short[] made;
    private final short[] kept;
    private final int frame;
    private int count;

    RateChange(int fromHz, int toHz) {
        resampler = new Resampler(fromHz, toHz);
        frame = toHz / 50;
        made = new short[resampler.room(fromHz * 120 / 1000)];
        kept = new short[made.length + 2 * frame];
        count = frame; // silence, so that a frame is there whenever one was taken
    }

    /** Takes {@code samples} and fills {@code out} with a frame; the filter's delay, at most 20 ms, comes on top. */
    void frame(short[] samples, int length, short[] out) {
        take(samples, length);
        int there = Math.min(count, frame);
        System.arraycopy(kept, 0, out, 0, there);
        java.util.Arrays.fill(out, there, frame, (short) 0);
        count -= there;
        System.arraycopy(kept, there, kept, 0, count);
    }

    private void take(short[] samples, int length) {
        int more = resampler.resample(samples, length, made);
        int room = Math.min(more, kept.length - count);
        System.arraycopy(made, 0, kept, count, room);
        count += room;
    }

    /** Brings {@code samples} to the other rate, as many as are complete, at the start of {@code out}; returns how many. */
    int all(short[] samples, int length, short[] out) {
        int more = Math.min(resampler.resample(samples, length, made), out.length);
        System.arraycopy(made, 0, out, 0, more);
        return more;
    }
}
