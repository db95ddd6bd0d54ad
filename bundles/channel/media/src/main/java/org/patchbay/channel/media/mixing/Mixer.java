package org.patchbay.channel.media.mixing;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the voices of a conference, each tick 20 ms, so that everybody hears all others and nobody itself. Of many, the loudest are
 * heard; voices of telephones and wide ones are added apart, so that two changes of rate are all it takes, however many there are.
 * Owned by one thread.
 */
public final class Mixer {
    public static final int NARROW_HZ = 8000;
    public static final int WIDE_HZ = 16_000;

    /** How many are heard at once. */
    public static final int MOST_HEARD = 8;

    private final Band narrow = new Band(NARROW_HZ, WIDE_HZ);
    private final Band wide = new Band(WIDE_HZ, NARROW_HZ);
    private final @Nullable Voice[] loudest = new Voice[MOST_HEARD];

    static short clip(int sample) {
        return (short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /** Adds up what {@code voices} have said, each of which was told so by {@link Voice#spoke}. */
    public void mix(List<Voice> voices) {
        choose(voices);
        narrow.clear();
        wide.clear();
        int wides = 0;
        for (Voice voice : voices) {
            if (voice.rateHz() == WIDE_HZ) wides++;
            if (voice.shape()) band(voice).add(voice.said());
        }
        if (wides > 0 && wides < voices.size()) {
            cross();
        } else {
            narrow.alone();
            wide.alone();
        }
        narrow.level();
        wide.level();
    }

    private void cross() {
        short[] ofNarrow = narrow.sum();
        short[] ofWide = wide.sum();
        narrow.hear(ofWide);
        wide.hear(ofNarrow);
    }

    private Band band(Voice voice) {
        return voice.rateHz() == WIDE_HZ ? wide : narrow;
    }

    /** Fills {@code out}, 20 ms at the voice's rate, with what it hears: all but itself. */
    public void heardBy(Voice voice, short[] out) {
        if (voice.heard()) band(voice).without(voice.said(), out);
        else band(voice).all(out);
    }

    private void choose(List<Voice> voices) {
        if (voices.size() <= MOST_HEARD) {
            for (Voice voice : voices) voice.choose(true);
            return;
        }
        for (Voice voice : voices) insert(voice);
        for (Voice voice : voices) voice.choose(isLoudest(voice));
        Arrays.fill(loudest, null); // who has left must not stay here
    }

    /** Puts {@code voice} in its place among the loudest, the loudest first, if it has one there. */
    private void insert(Voice voice) {
        double weight = voice.weight();
        int place = MOST_HEARD;
        while (place > 0 && lessThan(loudest[place - 1], weight)) place--;
        if (place == MOST_HEARD) return;
        System.arraycopy(loudest, place, loudest, place + 1, MOST_HEARD - 1 - place);
        loudest[place] = voice;
    }

    private static boolean lessThan(@Nullable Voice voice, double weight) {
        return voice == null || voice.weight() < weight;
    }

    private boolean isLoudest(Voice voice) {
        for (Voice one : loudest) if (one == voice) return true;
        return false;
    }
}
