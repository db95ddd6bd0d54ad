package org.patchbay.channel.media.mixing;

/**
 * One who takes part in a {@link Mixer}: what it says, and how loud. {@link #gain} and {@link #mute} may be called from any thread; all else is
 * the mixer's thread's.
 */
public final class Voice {
    private static final int LISTENS_AFTER_TICKS = 100;

    private final int rateHz;
    private final short[] said;
    private final Loudness loudness = new Loudness();
    private volatile double gain = 1;
    private volatile boolean muted;
    private boolean audible;
    private double share; // of the last frame's end
    private boolean chosen;
    private boolean heard;
    private int silentTicks;

    /** @param rateHz {@link Mixer#NARROW_HZ} or {@link Mixer#WIDE_HZ}, in which it speaks and hears */
    public Voice(int rateHz) {
        if (rateHz != Mixer.NARROW_HZ && rateHz != Mixer.WIDE_HZ) throw new IllegalArgumentException(rateHz + " Hz");
        this.rateHz = rateHz;
        this.said = new short[rateHz / 50];
    }

    public int rateHz() {
        return rateHz;
    }

    /** Says how many times as loud as it speaks the others hear it: 1 as it is. */
    public void gain(double factor) {
        gain = factor;
    }

    public double gain() {
        return gain;
    }

    /** Says whether nobody hears it. */
    public void mute(boolean now) {
        muted = now;
    }

    public boolean muted() {
        return muted;
    }

    /** Returns where what it says goes: 20 ms, before each {@link #spoke}. */
    public short[] said() {
        return said;
    }

    /** Takes what was put into {@link #said}; with {@code something} false, there was nothing. */
    public void spoke(boolean something) {
        audible = something;
        if (something && !muted) loudness.take(said);
        else loudness.nothing();
    }

    /** Tells whether somebody speaks who can be heard, or did just now. */
    public boolean speaking() {
        return !muted && loudness.speaking();
    }

    /** Returns how loud it is, as it counts for who is heard: one that is heard already is preferred to another that is hardly louder. */
    double weight() {
        double factor = gain;
        return loudness.power() * factor * factor * (chosen ? 2 : 1);
    }

    void choose(boolean among) {
        chosen = among;
    }

    /** Tells whether anything of what it said is heard. */
    boolean heard() {
        return heard;
    }

    /** Tells whether nobody has heard anything of it for two seconds, so that it hears what all hear who only listen. */
    public boolean listens() {
        return silentTicks > LISTENS_AFTER_TICKS;
    }

    /** Brings {@link #said} to what is heard of it, with no step from frame to frame. Returns whether anything is. */
    boolean shape() {
        double wanted = chosen && !muted ? gain : 0;
        double before = share;
        share = wanted;
        silentTicks = chosen && !muted ? 0 : silentTicks + 1;
        heard = audible && (wanted != 0 || before != 0);
        if (heard && (wanted != 1 || before != 1)) turn(before, wanted);
        return heard;
    }

    private void turn(double before, double wanted) {
        int length = said.length;
        for (int i = 0; i < length; i++) {
            double factor = before + (wanted - before) * (i + 1) / length;
            said[i] = Mixer.clip((int) Math.round(said[i] * factor));
        }
    }
}
