package org.patchbay.sound.files.internal;

import java.util.Arrays;
import org.patchbay.sound.OpenSound;
import org.patchbay.sound.files.internal.Tone.Part;

/** A tone that is played, at -10 dBm0 or so; each part begins anew, from a zero crossing. */
final class ToneSound implements OpenSound {
    private static final double AMPLITUDE = 8000;
    private static final double EACH_OF_TWO = 5600; // -13 dBm0 each (ITU-T E.180 section 5.2)
    private static final double DEPTH = 0.9;

    private final Tone tone;
    private long left;
    private int number;
    private int position;
    private volatile boolean closed;

    /** @param samples how many there are altogether */
    ToneSound(Tone tone, long samples) {
        this.tone = tone;
        this.left = samples;
    }

    @Override
    public int read(short[] samples) {
        if (left <= 0 || closed) return -1;
        int count = (int) Math.min(samples.length, left);
        for (int at = 0; at < count; ) at += sound(samples, at, count);
        left -= count;
        return count;
    }

    private int sound(short[] samples, int from, int to) {
        Part part = tone.parts().get(number);
        int count = part.samples() == 0 ? to - from : Math.min(to - from, part.samples() - position);
        if (part.hz() == 0) Arrays.fill(samples, from, from + count, (short) 0);
        else for (int i = 0; i < count; i++) samples[from + i] = sample(part, position + i);
        position += count;
        if (part.samples() == 0) position %= Tone.RATE_HZ; // whole Hz come round every second
        else if (position == part.samples()) next();
        return count;
    }

    private void next() {
        position = 0;
        number = (number + 1) % tone.parts().size();
    }

    private static short sample(Part part, int at) {
        double one = sine(part.hz(), at);
        if (part.otherHz() == 0) return (short) Math.round(AMPLITUDE * one);
        double other = sine(part.otherHz(), at);
        if (part.modulates()) return (short) Math.round(AMPLITUDE * one * (1 + DEPTH * other) / (1 + DEPTH));
        return (short) Math.round(EACH_OF_TWO * (one + other));
    }

    private static double sine(int hz, int at) {
        return Math.sin(2 * Math.PI * hz * at / Tone.RATE_HZ);
    }

    @Override
    public void close() {
        closed = true;
    }
}
