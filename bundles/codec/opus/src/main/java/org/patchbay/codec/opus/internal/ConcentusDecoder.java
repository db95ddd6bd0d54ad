package org.patchbay.codec.opus.internal;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.patchbay.media.AudioCodec;

/** A stream by concentus. */
final class ConcentusDecoder implements AudioCodec.Decoder {
    private final OpusDecoder decoder;
    private final int frame;
    private final byte[] bytes = new byte[OpusEngine.LONGEST_PAYLOAD];

    ConcentusDecoder(OpusDecoder decoder, int rateHz) {
        this.decoder = decoder;
        this.frame = rateHz / 50;
    }

    @Override
    public int decode(ByteBuffer payload, short[] samples) {
        int length = take(payload);
        return length == 0 ? 0 : decode(bytes, length, samples, Math.min(samples.length, 6 * frame), false);
    }

    @Override
    public int conceal(short[] samples) {
        return samples.length < frame ? 0 : decode(null, 0, samples, frame, false);
    }

    @Override
    public int recover(ByteBuffer next, short[] samples) {
        int length = take(next.duplicate());
        if (length == 0 || samples.length < frame) return conceal(samples);
        return decode(bytes, length, samples, frame, true);
    }

    private int take(ByteBuffer payload) {
        int length = payload.remaining();
        if (length > bytes.length) return 0;
        payload.get(bytes, 0, length);
        return length;
    }

    private int decode(byte @Nullable [] from, int length, short[] samples, int most, boolean fec) {
        try {
            return Math.max(0, decoder.decode(from, 0, length, samples, 0, most, fec));
        } catch (OpusException e) {
            return 0;
        } catch (RuntimeException | AssertionError e) {
            // a payload that is none can lead it out of its arrays; what it believes of the stream is worth nothing
            // then
            decoder.resetState();
            return 0;
        }
    }
}
