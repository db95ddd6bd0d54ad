package org.patchbay.channel.media.mixing;

import java.util.Arrays;
import org.patchbay.sound.pcm.Resampler;

/** Frames of 20 ms at one rate, as whole frames of 20 ms at another. */
public final class RateChange {
    private final Resampler resampler;
    private final short[] made;
    private final short[] kept;
    private final int frame;
    private int count;

    /** @param fromHz and {@code toHz} of which one is a multiple of the other */
    public RateChange(int fromHz, int toHz) {
        resampler = new Resampler(fromHz, toHz);
        frame = toHz / 50;
        made = new short[resampler.room(fromHz * 120 / 1000)];
        kept = new short[made.length + 2 * frame];
        count = frame / 4; // silence for as long as the filter looks ahead: a frame is there whenever one was taken
    }

    /** Takes {@code samples} and fills {@code out} with a frame, which is 5 ms late. */
    public void frame(short[] samples, int length, short[] out) {
        take(samples, length);
        int there = Math.min(count, frame);
        System.arraycopy(kept, 0, out, 0, there);
        Arrays.fill(out, there, frame, (short) 0);
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
    public int all(short[] samples, int length, short[] out) {
        int more = Math.min(resampler.resample(samples, length, made), out.length);
        System.arraycopy(made, 0, out, 0, more);
        return more;
    }
}
