package org.patchbay.channel.media.internal;

import org.patchbay.media.AudioSource;

/** Sound for tests. */
final class Tones {
    private Tones() {}

    static short sample(int hertz, int index) {
        return (short) Math.round(12_000 * Math.sin(2 * Math.PI * hertz * index / 8000));
    }

    /** Returns a sine of that many samples. */
    static AudioSource sine(int hertz, int length) {
        int[] next = {0};
        return samples -> {
            int count = Math.min(samples.length, length - next[0]);
            if (count <= 0) return -1;
            for (int i = 0; i < count; i++) samples[i] = sample(hertz, next[0]++);
            return count;
        };
    }
}
