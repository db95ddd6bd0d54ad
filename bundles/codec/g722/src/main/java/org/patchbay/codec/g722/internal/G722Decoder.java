package org.patchbay.codec.g722.internal;

import java.nio.ByteBuffer;
import org.patchbay.codec.loss.PitchRepetition;
import org.patchbay.media.AudioCodec;

/** Makes two samples of every byte; any byte means something. */
final class G722Decoder implements AudioCodec.Decoder {
    private static final int LONGEST = 6 * G722Codec.FRAME;
    private static final int CODE_6 = 0x3F;

    private final MirrorFilter filter = new MirrorFilter();
    private final LowerBand lower = new LowerBand();
    private final UpperBand upper = new UpperBand();
    private final PitchRepetition repetition = new PitchRepetition(G722Codec.RATE_HZ);

    @Override
    public int decode(ByteBuffer payload, short[] samples) {
        int count = Math.min(2 * payload.remaining(), Math.min(LONGEST, samples.length & ~1));
        for (int i = 0; i < count; i += 2) decode(payload.get(), samples, i);
        repetition.heard(samples, count);
        return count;
    }

    @Override
    public int conceal(short[] samples) {
        return repetition.conceal(samples);
    }

    private void decode(byte code, short[] samples, int at) {
        int low = lower.decode(code & CODE_6);
        int high = upper.decode(code >> 6 & 3);
        filter.take(low + high, low - high);
        samples[at] = (short) Saturated.of(filter.sumOfSeconds() >> 11);
        samples[at + 1] = (short) Saturated.of(filter.sumOfFirsts() >> 11);
    }
}
