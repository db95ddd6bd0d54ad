package org.patchbay.codec.loss;

/**
 * Makes up for lost sound as ITU-T G.711 Appendix I does, a little simpler: the last period of the voice is repeated, which fades
 * from 10 ms on and is silent after 60 ms. Appendix I holds back 3.75 ms of all sound to join the ends, and repeats two or three periods in a
 * longer loss; this delays nothing, and repeats the one. One stream, one thread; nothing is allocated after construction.
 */
public final class PitchRepetition {
    private static final int FADING_AFTER_MILLIS = 10;
    private static final int SILENT_AFTER_MILLIS = 60;
    private static final int JOINT_MILLIS = 4;

    private final int rateHz;
    private final int frame;
    /** The last 40 ms, concealed ones too. */
    private final short[] heard;

    private final short[] cycle;
    private final short[] rest;
    private int period;
    private int made;
    /** How far the first sample of the cycle is off from the last that was heard. */
    private int jump;

    /** Begins without any sound heard. */
    public PitchRepetition(int rateHz) {
        this.rateHz = rateHz;
        this.frame = rateHz / 50;
        this.heard = new short[2 * frame];
        this.cycle = new short[frame];
        this.rest = new short[samples(JOINT_MILLIS)];
    }

    /** Takes what was decoded; after a loss its beginning is blended in place with what would have been made up. */
    public void heard(short[] samples, int count) {
        if (made > 0) join(samples, count);
        made = 0;
        remember(samples, count);
    }

    /** Makes up 20 ms, or as much as {@code samples} can hold; returns how many samples that are. */
    public int conceal(short[] samples) {
        int count = Math.min(frame, samples.length);
        if (made == 0) begin();
        make(samples, count);
        remember(samples, count);
        return count;
    }

    private void begin() {
        period = Pitch.period(heard, rateHz);
        int start = heard.length - period;
        System.arraycopy(heard, start, cycle, 0, period);
        // the end of the cycle turns into what was before its start, so that its repetition doesn't click
        int quarter = period / 4;
        for (int i = 0; i < quarter; i++) {
            int at = period - quarter + i;
            cycle[at] = blend(heard[start + at], heard[start - quarter + i], i, quarter);
        }
        jump = heard[heard.length - 1] - heard[start - 1];
    }

    private void make(short[] samples, int count) {
        for (int i = 0; i < count; i++) samples[i] = next();
    }

    private short next() {
        int quarter = period / 4;
        int levelled = made < quarter ? jump * (quarter - made) / quarter : 0;
        int value = Math.clamp(cycle[made % period] + levelled, Short.MIN_VALUE, Short.MAX_VALUE);
        int silent = samples(SILENT_AFTER_MILLIS);
        int fading = samples(FADING_AFTER_MILLIS);
        int left = Math.clamp(silent - made, 0, silent - fading);
        if (made < silent) made++;
        return (short) (value * left / (silent - fading));
    }

    private void join(short[] samples, int count) {
        int joint = Math.min(rest.length, count);
        make(rest, joint);
        for (int i = 0; i < joint; i++) samples[i] = blend(rest[i], samples[i], i, joint);
    }

    private void remember(short[] samples, int count) {
        int kept = Math.min(count, heard.length);
        System.arraycopy(heard, kept, heard, 0, heard.length - kept);
        System.arraycopy(samples, count - kept, heard, heard.length - kept, kept);
    }

    private static short blend(short from, short to, int at, int of) {
        return (short) ((from * (of - at) + to * at) / of);
    }

    private int samples(int millis) {
        return rateHz / 1000 * millis;
    }
}
