package org.patchbay.channel.media.internal;

import java.util.function.Consumer;
import org.patchbay.media.MediaSession.Digit;

/**
 * Hears digits in linear sound (ITU-T Q.24): a tone of 40 ms is a digit and one of 19 ms is none, a gap of 10 ms doesn't end it and a pause of 40 ms does. Each is
 * reported once, when it has ended. Used by one thread.
 */
final class ToneDetector {
    /** Two blocks alike are 25.5 ms, which any 40 ms hold; three others are what any 40 ms of pause hold, and no 10 ms. */
    private static final int BLOCKS_TO_BEGIN = 2;

    private static final int BLOCKS_TO_END = 3;

    private final TonePair pair;
    private final int rateHz;
    private final Consumer<Digit> listener;
    private char candidate = TonePair.NONE;
    private int alike;
    private char pressed = TonePair.NONE;
    private int heldBlocks;
    private int otherBlocks;

    /** @param listener is called by {@link #hear}, and must not block */
    ToneDetector(int rateHz, Consumer<Digit> listener) {
        this.pair = new TonePair(rateHz);
        this.rateHz = rateHz;
        this.listener = listener;
    }

    /** Takes the first {@code count} of {@code samples}. */
    void hear(short[] samples, int count) {
        for (int i = 0; i < count; i++) {
            if (pair.take(samples[i])) block(pair.key());
        }
    }

    private void block(char key) {
        alike = key == candidate ? alike + 1 : 1;
        candidate = key;
        if (key == pressed && key != TonePair.NONE) {
            heldBlocks += 1 + otherBlocks;
            otherBlocks = 0;
            return;
        }
        otherBlocks++;
        boolean another = key != TonePair.NONE && alike == BLOCKS_TO_BEGIN;
        if (another || otherBlocks == BLOCKS_TO_END) release();
        if (another) press(key);
    }

    private void press(char key) {
        pressed = key;
        heldBlocks = BLOCKS_TO_BEGIN;
        otherBlocks = 0;
    }

    private void release() {
        if (pressed == TonePair.NONE) return;
        Digit digit = new Digit(pressed, heldBlocks * pair.block() * 1000 / rateHz);
        pressed = TonePair.NONE;
        listener.accept(digit);
    }
}
