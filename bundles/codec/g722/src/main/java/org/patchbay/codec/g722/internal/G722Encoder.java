package org.patchbay.codec.g722.internal;

import java.nio.ByteBuffer;
import org.patchbay.media.AudioCodec;

/** Makes a byte of every two samples. */
final class G722Encoder implements AudioCodec.Encoder {
    private final MirrorFilter filter = new MirrorFilter();
    private final LowerBand lower = new LowerBand();
    private final UpperBand upper = new UpperBand();

    @Override
    public void encode(short[] samples, ByteBuffer payload) {
        for (int i = 0; i < G722Codec.FRAME; i += 2) payload.put(encode(samples[i], samples[i + 1]));
    }

    private byte encode(short first, short second) {
        filter.take(first, second);
        int low = filter.sumOfSeconds() + filter.sumOfFirsts() >> 14;
        int high = filter.sumOfSeconds() - filter.sumOfFirsts() >> 14;
        return (byte) (upper.encode(high) << 6 | lower.encode(low));
    }
}
