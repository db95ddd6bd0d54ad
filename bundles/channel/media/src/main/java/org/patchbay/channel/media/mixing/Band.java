package org.patchbay.channel.media.mixing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The voices of one rate, added up, and what comes from those of the other rate. */
final class Band {
    private final int rateHz;
    private final int[] own;
    private final short[] ours;
    private final short[] theirs;
    private final int otherHz;
    private @Nullable RateChange fromOther;
    private final Limiter limiter = new Limiter();
    private boolean something;
    private boolean somethingOfTheirs;

    Band(int rateHz, int otherHz) {
        int frame = rateHz / 50;
        own = new int[frame];
        ours = new short[frame];
        theirs = new short[frame];
        this.rateHz = rateHz;
        this.otherHz = otherHz;
    }

    void clear() {
        if (something) Arrays.fill(own, 0);
        something = false;
    }

    void add(short[] voice) {
        for (int i = 0; i < own.length; i++) own[i] += voice[i];
        something = true;
    }

    /** Returns the sum, as loud as 16 bits are. */
    short[] sum() {
        for (int i = 0; i < own.length; i++) ours[i] = Mixer.clip(own[i]);
        return ours;
    }

    /** Takes the sum of the other rate's voices. */
    void hear(short[] others) {
        RateChange change = fromOther;
        if (change == null) change = new RateChange(otherHz, rateHz);
        fromOther = change;
        change.frame(others, others.length, theirs);
        somethingOfTheirs = false;
        for (short sample : theirs) somethingOfTheirs |= sample != 0;
    }

    /** Says that all voices are of this rate. */
    void alone() {
        if (fromOther == null) return;
        fromOther = null;
        somethingOfTheirs = false;
        Arrays.fill(theirs, (short) 0);
    }

    /** Finds out how much the sum has to be turned down. */
    void level() {
        int peak = 0;
        for (int i = 0; i < own.length; i++) peak = Math.max(peak, Math.abs(own[i] + theirs[i]));
        limiter.next(peak);
    }

    /** Fills {@code out} with what is heard of all but {@code self}. */
    void without(short[] self, short[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = Mixer.clip(limiter.limit(own[i] - self[i] + theirs[i], i, out.length));
        }
    }

    /** Fills {@code out} with what is heard of all. */
    void all(short[] out) {
        if (!something && !somethingOfTheirs) {
            Arrays.fill(out, (short) 0);
            return;
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = Mixer.clip(limiter.limit(own[i] + theirs[i], i, out.length));
        }
    }
}
