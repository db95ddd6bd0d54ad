package org.patchbay.codec.g711.internal;

import java.nio.ByteBuffer;
import org.patchbay.codec.loss.PitchRepetition;
import org.patchbay.media.AudioCodec;

/** Makes a sample of every byte; any byte means something. */
final class G711Decoder implements AudioCodec.Decoder {
    static final int RATE_HZ = 8000;
    static final int FRAME = RATE_HZ / 50;
    private static final int LONGEST = 6 * FRAME;

    private final Law law;
    private final PitchRepetition repetition = new PitchRepetition(RATE_HZ);

    G711Decoder(Law law) {
        this.law = law;
    }

    @Override
    public int decode(ByteBuffer payload, short[] samples) {
        int count = Math.min(payload.remaining(), Math.min(LONGEST, samples.length));
        for (int i = 0; i < count; i++) samples[i] = law.decode(payload.get());
        repetition.heard(samples, count);
        return count;
    }

    @Override
    public int conceal(short[] samples) {
        return repetition.conceal(samples);
    }
}
